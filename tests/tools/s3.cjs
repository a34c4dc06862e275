// An S3-compatible store for tests, in the folder that is the first argument. Prints its port; ends when its input does.
const S3rver = require('s3rver');

new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: process.argv[2], configureBuckets: [{ name: 'kotwal' }] })
  .run()
  .then(({ port }) => console.log(port));
process.stdin.on('end', () => process.exit(0)).resume();
