import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { readStack } from '../../../terraform/read-stack';
import { type Account, standUp } from '../../aws/account';
import { clientsOf } from '../../aws/clients';
import { SimulatedClock } from '../../aws/shared/clock';
import { createInstance } from '../../aws/shared/duckdb';
import { glueTables } from '../../aws/glue/glue-table';
import { dayLength, startOfDay } from '../../events/period';
import { month, reportTime } from '../bench-events';
import { answer } from '../shared/child';
import { cpuOfAll } from '../shared/cpu';
import { type Run } from '../shared/run';
import { reportOf } from '../report-of';

const eventsPerDay = 2000;

/** `months COUNT STACK FOLDER`: a month's report of a store of so many months, in a process of its own. */
export async function main([count = '', stackFolder = '', folder = '']: string[]): Promise<number> {
  const stack = readStack(stackFolder);
  const account = await standUp(stack, { clock: new SimulatedClock(reportTime), folder });
  const clients = clientsOf(account);
  try {
    await fill(account, daysUntil(reportTime, Number(count)));
    const before = cpuOfAll();
    const { reportTook } = await reportOf(account, clients, month);
    // Its memory is most of it that of filling the store.
    return answer({ wall: reportTook, cpu: cpuOfAll() - before } satisfies Run);
  } finally {
    clients.close();
    await account.close();
  }
}

/** The store's days: the last months before `end`. */
function daysUntil(end: Date, months: number): string[] {
  const first = new Date(end);
  first.setUTCMonth(first.getUTCMonth() - months);
  const days: string[] = [];
  for (let day = startOfDay(first.toISOString().slice(0, 10)).getTime(); day < end.getTime(); day += dayLength) {
    days.push(new Date(day).toISOString().slice(0, 10));
  }
  // The report's own day has not been delivered.
  return days.slice(0, -1);
}

/** Files as Firehose leaves them, without the time that it takes: one a day. */
async function fill(account: Account, days: readonly string[]): Promise<void> {
  const [table] = glueTables(account.stack);
  if (!table) throw new Error('the stack has no table');
  const { objects } = account;
  const instance = await createInstance();
  const connection = await instance.connect();
  await connection.run('SELECT setseed(0.5)');
  for (const day of days) {
    const file = objects.temporary('parquet');
    mkdirSync(dirname(file), { recursive: true });
    await connection.run(
      `COPY (SELECT 'v' || CAST(hash(n, '${day}') % 800 AS VARCHAR) AS id,
        'u' || CAST(hash(n, '${day}', 1) % 25000 AS VARCHAR) AS userid,
        ['hls', 'dash', 'mp4', 'webm'][CAST(1 + hash(n, 2) % 4 AS BIGINT)] AS format,
        TIMESTAMP '${day} 00:00:00' + to_seconds(CAST(n * 43 AS BIGINT)) AS ts
        FROM range(${eventsPerDay}) events(n)) TO '${file}' (FORMAT parquet, COMPRESSION snappy)`,
    );
    await objects.put(table.bucket, `${table.prefix}dt=${day}/events.parquet`, { file });
  }
  connection.closeSync();
  instance.closeSync();
}
