import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { whole } from '../../../scripts/text/words';
import { inChild, inChildOf } from '../shared/child';
import { type Bench } from '../shared/contestant';
import { type Run } from '../shared/run';
import { synthesizedIn } from '../shared/stacks';

/** Events that have arrived, until the last object is in S3: without what it takes to send them. */
export const delivery: Bench = {
  figures: { delivery: ({ events }) => `delivery of ${whole(events)} events` },
  async of(role, checkout, { events, scratch }) {
    const { stack } = await synthesizedIn(checkout);
    const folder = folderOf(role, scratch);
    return {
      name: checkout.name,
      role,
      async run() {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(folder);
        const entry = 'local/bench/ingest/deliver';
        return { delivery: await inChildOf<Run>(checkout.folder, entry, String(events), stack, folder) };
      },
    };
  },
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
