import { join } from 'node:path';
import { whole } from '../../../scripts/text/words';
import { readStack } from '../../../terraform/read-stack';
import { namesOf } from '../../start/running/stack-names';
import { type Baseline } from '../baseline';
import { type Measured } from '../measure';
import { inChild } from '../shared/child';
import { type Bench } from '../shared/contestant';
import { type Run, runOf } from '../shared/run';
import { synthesizedIn } from '../shared/stacks';
import { onEvents } from './on-events';

/** Events through the SDK until the last object is in S3, and a month's report on them, from start to message. */
export const events: Bench = {
  figures: {
    ingest: ({ events: count }) => `ingest of ${whole(count)} events`,
    report: ({ events: count }) => `report on ${whole(count)} events`,
  },
  of: (role, checkout, setting) =>
    onEvents(checkout, setting.events, { role, entry: 'measure', folder: folderOf(role, setting.scratch), runsOf }),
  async beside({ here, scratch, events: count }) {
    const { database, table } = namesOf(readStack((await synthesizedIn(here)).stack));
    return [
      {
        name: 'DuckDB alone',
        role: 'limit',
        async run() {
          const baseline = await inChild<Baseline>('baseline', folderOf('here', scratch), database, table);
          if (!baseline.sameRows) throw new Error('The rows of the report and of DuckDB alone differ.');
          return {
            ingest: baseline.converted,
            report: runOf(baseline.queryTook, baseline.queryCpu, baseline.peakMemory),
          };
        },
      },
      {
        name: 'the SDK and DuckDB alone',
        role: 'limit',
        run: async () => ({ ingest: await inChild<Run>('ingest/least', String(count), join(scratch, 'least')) }),
      },
    ];
  },
};

/** Of what was measured of a number of events, each figure's. */
export const runsOf = (of: Measured): Record<'ingest' | 'report', Run> => ({
  ingest: runOf(of.ingestTook, of.ingestCpu, of.peakMemoryOfIngest),
  report: runOf(of.reportTook, of.reportCpu, of.peakMemory),
});

/** Of the last run: that of this checkout is what DuckDB then reads alone. */
const folderOf = (role: 'here' | 'there', scratch: string): string => join(scratch, `events-${role}`);
