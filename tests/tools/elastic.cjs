// Sends documents with the official client of Elasticsearch: its bulk helper, packed and not. Arguments: address, form of the
// token (basic, apiKey or bearer), token, number of documents. Prints what the client counted.
const { Client } = require('@elastic/elasticsearch');

const [node, form, token, count] = process.argv.slice(2);
const auth = {
  basic: { username: 'any', password: token },
  apiKey: { apiKey: { id: 'kotwal', api_key: token } },
  bearer: { bearer: token },
}[form];
const client = new Client({ node, auth, compression: form !== 'basic', tls: { rejectUnauthorized: false } });

async function main() {
  const server = await client.info();
  const documents = Array.from({ length: Number(count) }, (_, n) => ({
    '@timestamp': new Date(Date.UTC(2026, 10, 23, 10, 0, n)).toISOString(),
    message: `gate ${n} open`,
    event: { kind: 'event', code: `gate-${form}` },
    source: { ip: '10.9.8.7' },
  }));
  const dropped = [];
  const result = await client.helpers.bulk({
    datasource: documents,
    onDocument: document => ({ create: { _index: 'logs-gates-default' } }),
    flushBytes: 20_000,
    onDrop: drop => dropped.push(drop.error),
  });
  const removed = await client.bulk({ operations: [{ delete: { _index: 'logs-gates-default', _id: '1' } }] });
  console.log([server.version.number, result.successful, result.failed, dropped.length, removed.errors, removed.items[0].delete.status].join(' '));
}

main().catch(error => { console.log(`${error.name} ${error.statusCode ?? ''}`.trim()); });
