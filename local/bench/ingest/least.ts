import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { FirehoseClient } from '@aws-sdk/client-firehose';
import { DuckDBInstance } from '@duckdb/node-api';
import { sendEvents } from '../../start/running/send-events';
import { monthOfEvents } from '../bench-events';
import { answer } from '../shared/child';
import { ofWork } from '../shared/of-work';
import { type Run } from '../shared/run';
import { convertAlone } from './convert-alone';

/**
 * `least COUNT FOLDER`: the least that any program takes that has as many events from a client of the SDK and makes Parquet
 * of them: the client, a bare server that reads its requests and answers each record, and DuckDB.
 */
export async function main([count = '', folder = '']: string[]): Promise<number> {
  const server = createServer(take);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new FirehoseClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIALOCAL', secretAccessKey: 'bare' },
  });
  const sent = await ofWork(() => sendEvents(monthOfEvents(Number(count)), { client, stream: 'bare' }));
  client.destroy();
  server.closeAllConnections();
  server.close();
  const converted = await converting(Number(count), folder);
  return answer({ wall: sent.wall + converted.wall, cpu: sent.cpu + converted.cpu } satisfies Run);
}

function take(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const body = Buffer.concat(parts);
    let records = 0;
    for (let at = body.indexOf(record); at >= 0; at = body.indexOf(record, at + record.length)) records += 1;
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(`{"FailedPutCount":0,"RequestResponses":[${Array<string>(records).fill(taken).join(',')}]}`);
  });
}

const record = Buffer.from('"Data"');
/** As long as one of ours. */
const taken = `{"RecordId":"bare-${'0'.repeat(21)}"}`;

async function converting(count: number, folder: string): ReturnType<typeof convertAlone> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const lines = join(folder, 'sent.ndjson');
  writeFileSync(lines, Array.from(monthOfEvents(count), ({ data }) => `${data}\n`).join(''));
  const connection = await (await DuckDBInstance.create()).connect();
  const columns = `{id: 'VARCHAR', userId: 'VARCHAR', format: 'VARCHAR', timestamp: 'TIMESTAMP'}`;
  const events = `(SELECT id, userId AS userid, format, timestamp AS ts FROM read_json('${lines}', columns = ${columns}))`;
  return convertAlone(connection, events, folder);
}
