// Sends events over TLS with a Lumberjack client of npm's: port, authority's file, events. Prints each acknowledgement; ends when its input does.
const LumberjackClient = require('lumberjack-client');
const { readFileSync } = require('fs');

const [port, authority, ...events] = process.argv.slice(2);
const client = new LumberjackClient({ host: '127.0.0.1', port: Number(port), ca: [readFileSync(authority)] }, true);
client.socket.on('data', bytes => console.log(bytes.toString('hex')));
for (const event of events) client.log({ message: event });
process.stdin.on('end', () => process.exit(0)).resume();
