import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readStack } from '../../terraform/read-stack';
import { standUp } from '../aws/account';
import { clientsOf } from '../aws/clients';
import { SimulatedClock } from '../aws/shared/clock';
import { startOfDay } from '../events/period';
import { holdSchedules } from '../start/running/hold-schedules';
import { month, reportTime } from './bench-events';
import { answer, peakMemory } from './shared/child';
import { cpuOfAll } from './shared/cpu';
import { reportOf } from './report-of';
import { sendMonth } from './send-month';

/** What the local account made of a number of events. */
export interface Measured {
  /** Milliseconds, from the first PutRecordBatch to the last object in S3. */
  readonly ingestTook: number;
  /** Of it, milliseconds of CPU; absent from what a commit says that did not measure it. */
  readonly ingestCpu?: number;
  /** Of it, milliseconds of converting and delivering. */
  readonly deliveryTook: number;
  readonly reportTook: number;
  /** Of it, milliseconds of CPU, of the functions' processes too. */
  readonly reportCpu?: number;
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
  holdSchedules(account);

  try {
    const before = cpuOfAll();
    const ingestTook = await ingest(Number(count));
    const ingestCpu = cpuOfAll() - before;
    const peakMemoryOfIngest = peakMemory();
    await clock.advanceTo(reportTime);
    const due = cpuOfAll();
    const { sql, rows, ...figures } = await reportOf(account, clients, month);
    const reportCpu = cpuOfAll() - due;
    writeFileSync(join(folder, 'query.json'), JSON.stringify({ sql, rows }));
    return answer({
      ingestTook,
      ingestCpu,
      deliveryTook,
      reportCpu,
      ...figures,
      peakMemory: peakMemory(),
      peakMemoryOfIngest,
    } satisfies Measured);
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
