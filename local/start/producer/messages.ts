import { type KeptLines } from '../../events/kept-lines';
import { type Sent } from '../running/send-events';
import { type Destination, type KnownOfEvents } from './producer';
import { type Told } from './told-error';

/** What a producer's thread sends: those of `npm start`, which it makes, or lines that were read. */
export type EventsApart = { readonly kind: 'generated' } | { readonly kind: 'lines'; readonly lines: KeptLines };

/** What a producer's thread is told. */
export type ToProducer =
  | { readonly kind: 'events'; readonly events: EventsApart }
  | { readonly kind: 'send'; readonly to: Destination }
  /** The clock stands where it was to go. */
  | { readonly kind: 'advanced' };

/** And what it tells. */
export type FromProducer =
  | { readonly kind: 'known'; readonly known: KnownOfEvents }
  /** The clock is to go on. */
  | { readonly kind: 'advance'; readonly to: Date }
  /** So many by now. */
  | { readonly kind: 'sent'; readonly count: number }
  | { readonly kind: 'done'; readonly sent: Sent }
  | { readonly kind: 'failed'; readonly why: Told };
