import { type Clock } from '../../aws/shared/clock';
import { producerClient, type ProducerAccess } from '../../aws/producer-client';
import { type SentEvents } from '../../events/event';
import { sendEvents, type Sent } from '../running/send-events';

/** Of events that are to be sent. */
export interface KnownOfEvents {
  readonly length: number;
  /** When the first arrives; undefined of none. */
  readonly first: Date | undefined;
}

/** Where a producer sends to, and as whom. */
export interface Destination extends ProducerAccess {
  readonly stream: string;
}

export interface ToSend {
  readonly to: Destination;
  /** The account's, which goes on to when events happened. */
  readonly clock: Pick<Clock, 'advanceTo'>;
  /** Called after each batch, with the number of records sent so far. */
  readonly onSent?: (count: number) => void;
}

/** Who sends an account its events, once. */
export interface Producer {
  readonly known: Promise<KnownOfEvents>;
  /** @throws as `sendEvents`, and what the clock throws */
  send(what: ToSend): Promise<Sent>;
  /** Nothing is left of it, whatever it was at. */
  close(): Promise<void>;
}

export function knownOf(events: SentEvents): KnownOfEvents {
  const [first] = events;
  return { length: events.length, first: first?.arrival };
}

/** One in this thread, for who has an account of its own to look at while it is sent events: tests. */
export function producerHere(events: SentEvents): Producer {
  return {
    known: Promise.resolve(knownOf(events)),
    send: async ({ to, ...sending }) => {
      const client = producerClient(to);
      try {
        return await sendEvents(events, { client, stream: to.stream, ...sending });
      } finally {
        client.destroy();
      }
    },
    close: () => Promise.resolve(),
  };
}
