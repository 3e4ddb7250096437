import { join } from 'node:path';
import { whole } from '../../../scripts/text/words';
import { inChild } from '../shared/child';
import { type Bench } from '../shared/contestant';
import { type Run } from '../shared/run';
import { onEvents } from './on-events';

/** Events that have arrived, until the last object is in S3: without what it takes to send them. */
export const delivery = deliveryOf('delivery', 1);

/** Of ten times as many: what is compiled as it is first run, which is most of it below that, is little beside them. */
export const longDelivery = deliveryOf('delivery-of-more', 10);

function deliveryOf(figure: string, times: number): Bench {
  /** Of the last run: that of this checkout is what DuckDB then converts alone. */
  const folderOf = (role: 'here' | 'there', scratch: string): string => join(scratch, `${figure}-${role}`);
  return {
    figures: { [figure]: ({ events }) => `delivery of ${whole(times * events)} events` },
    of: (role, checkout, setting) =>
      onEvents<Run>(checkout, times * setting.events, {
        role,
        entry: 'ingest/deliver',
        folder: folderOf(role, setting.scratch),
        runsOf: (run) => ({ [figure]: run }),
      }),
    beside: ({ scratch }) =>
      Promise.resolve([
        {
          name: 'DuckDB alone',
          role: 'limit',
          run: async () => ({ [figure]: await inChild<Run>('ingest/alone', folderOf('here', scratch)) }),
        },
      ]),
  };
}
