import { type Bench } from '../shared/contestant';
import { events } from './events';
import { proof } from './proof';
import { records, requests } from './requests';
import { start } from './start';
import { synth } from './synth';

export const BENCHES: readonly Bench[] = [synth, proof, start, events, requests, records];

/** What `--only` takes, in the order of the table. */
export const FIGURES: readonly string[] = BENCHES.flatMap(({ figures }) => Object.keys(figures));
