import { join } from 'node:path';
import { whole } from '../../../scripts/text/words';
import { inChild } from '../shared/child';
import { type Bench } from '../shared/contestant';
import { type Run } from '../shared/run';
import { onEvents } from './on-events';

/** Events that have arrived, until the last object is in S3: without what it takes to send them. */
export const delivery: Bench = {
  figures: { delivery: ({ events }) => `delivery of ${whole(events)} events` },
  of: (role, checkout, setting) =>
    onEvents<Run>(checkout, setting, {
      role,
      entry: 'ingest/deliver',
      folder: folderOf(role, setting.scratch),
      runsOf: (run) => ({ delivery: run }),
    }),
  beside: ({ scratch }) =>
    Promise.resolve([
      {
        name: 'DuckDB alone',
        role: 'limit',
        run: async () => ({ delivery: await inChild<Run>('ingest/alone', folderOf('here', scratch)) }),
      },
    ]),
};

/** Of the last run: that of this checkout is what DuckDB then converts alone. */
const folderOf = (role: 'here' | 'there', scratch: string): string => join(scratch, `delivery-${role}`);
