// ClickHouse's engine (the npm package chdb) behind the part of ClickHouse's HTTP interface that the tests use. For tests only:
// it asks nobody who they are, listens on loopback alone, and runs one statement after another in one session.
//
//   node clickhouse.cjs FOLDER
//
// FOLDER holds the tables. The port is free, and is printed on a line of its own once requests are answered. It ends with its input, and deletes FOLDER then.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const zlib = require('zlib');
const { Session } = require('chdb');

const session = new Session(process.argv[2]);

// What requests may say besides settings of the engine. One session serves all, and could not leave readonly again.
const ownNames = new Set(['readonly', 'query', 'query_id', 'default_format', 'database', 'enable_http_compression', 'session_id', 'role', 'wait_end_of_query']);
const insert = /^\s*insert\s/i;
const trailingFormat = /\sformat\s+(\w+)\s*;?\s*$/i;

let turn = Promise.resolve();

const server = http.createServer((request, response) => {
  turn = turn.then(() => answer(request, response)).catch(error => refuse(response, error));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.on('end', () => {
  fs.rmSync(process.argv[2], { recursive: true, force: true });
  process.exit(0);
}).resume();

async function answer(request, response) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/ping') {
    response.end('Ok.\n');
    return;
  }

  const id = url.searchParams.get('query_id') || crypto.randomUUID();
  response.setHeader('X-ClickHouse-Query-Id', id);
  const statement = await read(request, url.searchParams);
  const file = statement.data.length > 0 ? path.join(os.tmpdir(), `kotwal-insert-${crypto.randomUUID()}`) : null;
  try {
    await run(statement, file, request, response);
  } finally {
    if (file !== null) {
      fs.rmSync(file, { force: true });
    }
  }
}

// The statement, its parameters and settings, and the rows of an insert: from the address, a form or the body.
async function read(request, fields) {
  const encoding = request.headers['content-encoding'];
  let data = await bytesOf(request);
  let sql = fields.get('query');
  if (sql === null) {
    data = encoding === 'gzip' ? zlib.gunzipSync(data) : encoding === 'deflate' ? zlib.inflateSync(data) : data;
  }

  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(request.headers['content-type'] || '');
  if (boundary !== null) {
    for (const [name, value] of partsOf(data.toString('utf8'), boundary[1])) {
      if (name === 'query') {
        sql = value;
      } else {
        fields.append(name, value);
      }
    }

    data = Buffer.alloc(0);
  }

  if (sql === null) {
    sql = data.toString('utf8');
    data = Buffer.alloc(0);
  }

  return { sql, data, encoding, fields };
}

async function run({ sql, data, encoding, fields }, file, request, response) {
  let format = request.headers['x-clickhouse-format'] || fields.get('default_format') || 'TabSeparated';
  if (file !== null) {
    if (!insert.test(sql)) {
      throw new Error('Only an insert may have a body besides its statement.');
    }

    fs.writeFileSync(file, data);
    sql = sql.replace(trailingFormat, ` FROM INFILE '${file}' COMPRESSION '${encoding || 'none'}' FORMAT $1`);
  } else if (trailingFormat.test(sql)) {
    format = trailingFormat.exec(sql)[1];
    sql = sql.replace(trailingFormat, '');
  }

  const settings = [...fields].filter(([name]) => !ownNames.has(name) && !name.startsWith('param_'));
  try {
    for (const [name, value] of settings) {
      await session.queryAsync(`SET ${name} = ${literal(value)}`);
    }

    for (const [name, value] of fields) {
      if (name.startsWith('param_')) {
        await session.queryAsync(`SET ${name} = ${literal(value)}`);
      }
    }

    const result = await session.queryAsync(sql, { format });
    response.setHeader('X-ClickHouse-Format', format);
    response.setHeader('X-ClickHouse-Summary', JSON.stringify({ read_rows: String(result.rowsRead ?? 0), written_rows: '0' }));
    response.end(Buffer.from(result.bytes()));
  } finally {
    for (const [name] of settings) {
      await session.queryAsync(`SET ${name} = DEFAULT`);
    }
  }
}

function refuse(response, error) {
  const text = String(error.message || error);
  const code = (/Code: (\d+)/.exec(text) || [, '1002'])[1];
  response.statusCode = 500;
  response.setHeader('X-ClickHouse-Exception-Code', code);
  response.end(text.startsWith('Code') ? text : `Code: ${code}. DB::Exception: ${text}`);
}

// Read here, since Node's own reader refuses names without quotes, as .NET writes them.
function partsOf(text, boundary) {
  return text.split(`--${boundary}`).slice(1, -1).map(part => {
    const end = part.indexOf('\r\n\r\n');
    return [/name="?([^";\r\n]+)/.exec(part.slice(0, end))[1], part.slice(end + 4, -2)];
  });
}

function bytesOf(request) {
  return new Promise((resolve, reject) => {
    const parts = [];
    request.on('data', part => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
  });
}

function literal(value) {
  return `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\0/g, '\\0')}'`;
}
