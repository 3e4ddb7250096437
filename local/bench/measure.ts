import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStack } from '../../terraform/read-stack';
import { standUp } from '../aws/account';
import { clientsOf } from '../aws/clients';
import { SimulatedClock } from '../aws/shared/clock';
import { startOfDay } from '../events/period';
import { firesBy } from '../start/running/fires';
import { namesOf } from '../start/running/stack-names';
import { month, reportTime } from './bench-events';
import { answer, peakMemory } from './child';
import { reportOf } from './report-of';
import { sendMonth } from './send-month';

/** What the local account made of a number of events. */
export interface Measured {
  /** Milliseconds, from the first PutRecordBatch to the last object in S3. */
  readonly ingestTook: number;
  /** Of it, milliseconds of converting and delivering. */
  readonly deliveryTook: number;
  readonly reportTook: number;
  readonly queryTook: number;
  readonly bytesScanned: number;
  /** Bytes, of the whole process: SDK client, endpoint, DuckDB and all functions. */
  readonly peakMemory: number;
  readonly peakMemoryOfIngest: number;
}

/** `measure COUNT STACK FOLDER`: the store and the query are left in the folder. */
export async function main([count = '', stackFolder = '', folder = '']: string[]): Promise<number> {
  const stack = readStack(stackFolder);
  const clock = new SimulatedClock(startOfDay(month.startDate));
  let deliveryTook = 0;
  const account = await standUp(stack, { clock, folder });
  account.firehose.onDelivery(({ duration }) => (deliveryTook += duration));
  const clients = clientsOf(account);
  for (const schedule of namesOf(stack).schedules) firesBy(account, schedule).disable();

  try {
    const ingestTook = await ingest(Number(count));
    const peakMemoryOfIngest = peakMemory();
    await clock.advanceTo(reportTime);
    const { sql, rows, ...figures } = await reportOf(account, clients, month);
    writeFileSync(join(folder, 'query.json'), JSON.stringify({ sql, rows }));
    const measured: Measured = { ingestTook, deliveryTook, ...figures, peakMemory: peakMemory(), peakMemoryOfIngest };
    return answer(measured);
  } finally {
    clients.close();
    await account.close();
  }

  async function ingest(events: number): Promise<number> {
    const start = performance.now();
    await sendMonth(account, clients, events);
    return performance.now() - start;
  }
}
