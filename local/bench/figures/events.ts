import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whole } from '../../../scripts/text/words';
import { readStack } from '../../../terraform/read-stack';
import { namesOf } from '../../start/running/stack-names';
import { type Baseline } from '../baseline';
import { type Measured } from '../measure';
import { inChild, inChildOf } from '../shared/child';
import { type Bench, type Checkout, type Contestant, type Role } from '../shared/contestant';
import { runOf } from '../shared/run';
import { synthesizedIn } from '../shared/stacks';

/** Events through the SDK until the last object is in S3, and a month's report on them, from start to message. */
export const events: Bench = {
  figures: {
    ingest: ({ events: count }) => `ingest of ${whole(count)} events`,
    report: ({ events: count }) => `report on ${whole(count)} events`,
  },
  async contestants({ here, there, events: count, scratch }) {
    /** What the last run of this checkout left, which DuckDB then reads alone. */
    let left: string | undefined;
    const contestant = async (role: Role, checkout: Checkout): Promise<Contestant> => {
      const { stack } = await synthesizedIn(checkout);
      return {
        name: checkout.name,
        role,
        async run() {
          const folder = mkdtempSync(join(scratch, 'events-'));
          const measured = await inChildOf<Measured>(
            checkout.folder,
            'local/bench/measure',
            String(count),
            stack,
            folder,
          );
          const gone = role === 'here' ? left : folder;
          if (gone !== undefined) rmSync(gone, { recursive: true, force: true });
          if (role === 'here') left = folder;
          const { ingestTook, ingestCpu, reportTook, reportCpu, peakMemory, peakMemoryOfIngest } = measured;
          return {
            ingest: runOf(ingestTook, ingestCpu, peakMemoryOfIngest),
            report: runOf(reportTook, reportCpu, peakMemory),
          };
        },
      };
    };
    const { database, table } = namesOf(readStack((await synthesizedIn(here)).stack));
    const alone: Contestant = {
      name: 'DuckDB alone',
      role: 'limit',
      async run() {
        const baseline = await inChild<Baseline>('baseline', left ?? '', database, table);
        if (!baseline.sameRows) throw new Error('The rows of the report and of DuckDB alone differ.');
        return {
          ingest: runOf(baseline.convertTook, baseline.convertCpu),
          report: runOf(baseline.queryTook, baseline.queryCpu, baseline.peakMemory),
        };
      },
    };
    return [await contestant('here', here), alone, ...(there ? [await contestant('there', there)] : [])];
  },
};
