import { type Bench } from '../shared/contestant';
import { delivery, longDelivery } from './delivery';
import { events } from './events';
import { proof } from './proof';
import { records, requests } from './requests';
import { start, startOfFile } from './start';
import { synth } from './synth';

/** What takes longest is last: where time is bounded, all else is measured. */
export const BENCHES: readonly Bench[] = [
  synth,
  proof,
  delivery,
  longDelivery,
  events,
  requests,
  records,
  start,
  startOfFile,
];

/** What `--only` takes, in the order of the table. */
export const FIGURES: readonly string[] = BENCHES.flatMap(({ figures }) => Object.keys(figures));
