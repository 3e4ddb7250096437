import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosenEnvironment } from '../../terraform/stacks/chosen-environment';
import { namesOf } from '../start/running/stack-names';
import { readStack } from '../../terraform/read-stack';
import { Progress } from '../../scripts/text/progress';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { synthesize } from '../../scripts/programs/synthesize';
import { table } from '../../scripts/text/table';
import { bytes, duration, whole } from '../../scripts/text/words';
import { type Baseline } from './baseline';
import { inChild } from './child';
import { type Measured } from './measure';
import { help, parseSizes } from './options';
import { type Partitions } from './partitions';

/** `npm run bench`: figures on stdout, progress on stderr. */
export async function main(args: string[]): Promise<number> {
  const sizes = parseSizes(args);
  if (!sizes) {
    process.stdout.write(help);
    return 0;
  }
  const progress = new Progress();
  const stacks = await synthesize();
  const environment = chosenEnvironment(stacks, undefined, (line) => progress.line(line));
  const stack = stackFolder(stacks, environment);
  const { database, table: events } = namesOf(readStack(stack));

  const rows: string[][] = [];
  let same = true;
  for (const size of sizes) {
    const step = progress.step(`${whole(size)} events`);
    await inFolder(async (folder) => {
      const measured = await inChild<Measured>('measure', String(size), stack, folder);
      step.at('DuckDB alone');
      const baseline = await inChild<Baseline>('baseline', folder, database, events);
      same &&= baseline.sameRows;
      rows.push(rowOf(size, measured, baseline));
    });
    step.done(`${whole(size)} events`);
  }
  const step = progress.step('36 months, with and without partitions');
  const partitions = await inFolder((folder) => inChild<Partitions>('partitions', stack, folder));
  step.done('36 months, with and without partitions');
  same &&= partitions.sameRows;

  process.stdout.write(`\n${table([header, ...rows], 'rrrrrrrrr')}\n\n${about}\n\n${tellPartitions(partitions)}\n`);
  if (!same) process.stdout.write('\nThe rows of the two differ: the figures compare different answers.\n');
  return same ? 0 : 1;
}

const header = [
  'events',
  'ingest',
  'JSON to Parquet',
  'of DuckDB',
  'report',
  'its query',
  'of DuckDB',
  'peak memory',
  'of DuckDB',
];
const about =
  'ingest: through the SDK, from PutRecordBatch to the last object in S3. JSON to Parquet: its part that converts and\n' +
  'delivers. report: one execution, from start to message. of DuckDB: DuckDB alone in a process of its own, same events,\n' +
  'same SQL on the same files, and how many times as much the local run takes.';

function rowOf(size: number, measured: Measured, baseline: Baseline): string[] {
  const beside = (value: number, own: number, say: (value: number) => string): string[] => [
    say(value),
    `${say(own)} (${(value / own).toFixed(1)}x)`,
  ];
  return [
    whole(size),
    `${whole((size / measured.ingestTook) * 1000)}/s`,
    ...beside(measured.deliveryTook, baseline.convertTook, duration),
    duration(measured.reportTook),
    ...beside(measured.queryTook, baseline.queryTook, duration),
    ...beside(measured.peakMemory, baseline.peakMemory, bytes),
  ];
}

function tellPartitions({ months, events, storeBytes, partitioned, unpartitioned }: Partitions): string {
  return table(
    [
      [`one month's report on ${months} months`, 'reads', 'of the store'],
      ['partitioned by day', bytes(partitioned), percent(partitioned / storeBytes)],
      ['without partitions', bytes(unpartitioned), percent(unpartitioned / storeBytes)],
      [`the store: ${whole(events)} events`, bytes(storeBytes), ''],
    ],
    'lrr',
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
