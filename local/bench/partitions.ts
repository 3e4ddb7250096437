import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readStack } from '../../terraform/read-stack';
import { type Json, type Stack } from '../../terraform/stack';
import { type Account, standUp } from '../aws/account';
import { clientsOf } from '../aws/clients';
import { SimulatedClock } from '../aws/shared/clock';
import { createInstance } from '../aws/shared/duckdb';
import { glueTables } from '../aws/glue/glue-table';
import { dayLength, startOfDay } from '../events/period';
import { month, reportTime } from './bench-events';
import { answer } from './shared/child';
import { reportOf } from './report-of';

/** One month's report on three years of events. */
export interface Partitions {
  readonly months: number;
  readonly events: number;
  readonly storeBytes: number;
  /** The stack's table, partitioned by day. */
  readonly partitioned: number;
  /** The same events and query on a table whose `dt` is a column like any other. */
  readonly unpartitioned: number;
  readonly sameRows: boolean;
}

const months = 36;
const eventsPerDay = 2000;

/** `partitions STACK FOLDER` */
export async function main([stackFolder = '', folder = '']: string[]): Promise<number> {
  const stack = readStack(stackFolder);
  const days = daysUntil(reportTime);
  const partitioned = await inStore(
    stack,
    join(folder, 'partitioned'),
    days,
    (day) => `dt=${day}/events.parquet`,
    false,
  );
  const flat = await inStore(withoutPartitions(stack), join(folder, 'flat'), days, (day) => `${day}.parquet`, true);
  const result: Partitions = {
    months,
    events: days.length * eventsPerDay,
    storeBytes: partitioned.storeBytes,
    partitioned: partitioned.bytesScanned,
    unpartitioned: flat.bytesScanned,
    sameRows: JSON.stringify(partitioned.rows) === JSON.stringify(flat.rows),
  };
  return answer(result);
}

/** The store's days: the last 36 months before `end`. */
function daysUntil(end: Date): string[] {
  const first = new Date(end);
  first.setUTCMonth(first.getUTCMonth() - months);
  const days: string[] = [];
  for (let day = startOfDay(first.toISOString().slice(0, 10)).getTime(); day < end.getTime(); day += dayLength) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  // The report's own day has not been delivered.
  return days.slice(0, -1);
}

async function inStore(
  stack: Stack,
  folder: string,
  days: readonly string[],
  nameOf: (day: string) => string,
  withDay: boolean,
) {
  const account = await standUp(stack, { clock: new SimulatedClock(reportTime), folder });
  const clients = clientsOf(account);
  try {
    const storeBytes = await fill(account, days, nameOf, withDay);
    return { ...(await reportOf(account, clients, month)), storeBytes };
  } finally {
    clients.close();
    await account.close();
  }
}

/** Files as Firehose leaves them, without the time that it takes: one a day, the same events whatever the layout. */
async function fill(
  account: Account,
  days: readonly string[],
  nameOf: (day: string) => string,
  withDay: boolean,
): Promise<number> {
  const [table] = glueTables(account.stack);
  if (!table) throw new Error('the stack has no table');
  const { objects } = account;
  const instance = await createInstance();
  const connection = await instance.connect();
  await connection.run('SELECT setseed(0.5)');
  let bytes = 0;
  for (const day of days) {
    const file = objects.temporary('parquet');
    mkdirSync(dirname(file), { recursive: true });
    await connection.run(
      `COPY (SELECT 'v' || CAST(hash(n, '${day}') % 800 AS VARCHAR) AS id,
        'u' || CAST(hash(n, '${day}', 1) % 25000 AS VARCHAR) AS userid,
        ['hls', 'dash', 'mp4', 'webm'][CAST(1 + hash(n, 2) % 4 AS BIGINT)] AS format,
        TIMESTAMP '${day} 00:00:00' + to_seconds(CAST(n * 43 AS BIGINT)) AS ts${withDay ? `, '${day}' AS dt` : ''}
        FROM range(${eventsPerDay}) events(n)) TO '${file}' (FORMAT parquet, COMPRESSION snappy)`,
    );
    const { size } = await objects.put(table.bucket, `${table.prefix}${nameOf(day)}`, { file });
    bytes += size;
  }
  connection.closeSync();
  instance.closeSync();
  return bytes;
}

/** The stack with its partition key among the columns. */
function withoutPartitions(stack: Stack): Stack {
  return {
    ...stack,
    blocks: stack.blocks.map((block) => {
      if (block.type !== 'aws_glue_catalog_table') return block;
      const storage = block.values['storage_descriptor'] as { [name: string]: Json };
      const { partition_keys: keys = [], ...values } = block.values;
      const columns = [...(storage['columns'] as Json[]), ...(keys as Json[])];
      return { ...block, values: { ...values, storage_descriptor: { ...storage, columns } } };
    }),
  };
}
