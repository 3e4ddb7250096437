import { type MessagePort, parentPort } from 'node:worker_threads';
import { defaultEvents } from '../../events/generate';
import { type SentEvents } from '../../events/event';
import { KeptEvents } from '../../events/kept-lines';
import { type EventsApart, type FromProducer, type ToProducer } from './messages';
import { type Destination, knownOf } from './producer';
import { told } from './told-error';

/** The program of a producer's thread: see producer-thread.ts. */
export function main(): Promise<number> {
  if (!parentPort) throw new Error('A producer runs in a thread of its own.');
  const producer = new ThreadOfProducer(parentPort);
  return producer.ended;
}

class ThreadOfProducer {
  /** Whoever started it ends it. */
  readonly ended = new Promise<number>(() => undefined);
  #events: SentEvents | undefined;
  #advanced: () => void = () => undefined;

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToProducer) => {
      if (message.kind === 'advanced') this.#advanced();
      else this.#do(message).catch((error: unknown) => this.#say({ kind: 'failed', why: told(error) }));
    });
    // Once what it was told first is heard: until it is told to send, there is time to load the SDK.
    setImmediate(() => void sending());
  }

  async #do(message: Exclude<ToProducer, { kind: 'advanced' }>): Promise<void> {
    if (message.kind === 'send') return this.#send(message.to);
    this.#events = eventsOf(message.events);
    this.#say({ kind: 'known', known: knownOf(this.#events) });
  }

  async #send({ stream, ...access }: Destination): Promise<void> {
    if (!this.#events) throw new Error('A producer has no events to send.');
    const { producerClient, sendEvents } = await sending();
    const sent = await sendEvents(this.#events, {
      client: producerClient(access),
      stream,
      clock: { advanceTo: (to) => this.#advance(to) },
      onSent: (count) => this.#say({ kind: 'sent', count }),
    });
    this.#say({ kind: 'done', sent });
  }

  /** The clock is the account's: one that can't go on ends this thread. */
  #advance(to: Date): Promise<void> {
    return new Promise((resolve) => {
      this.#advanced = resolve;
      this.#say({ kind: 'advance', to });
    });
  }

  #say(what: FromProducer): void {
    this.port.postMessage(what);
  }
}

const sending = async () => ({
  ...(await import('../../aws/producer-client')),
  ...(await import('../running/send-events')),
});

const eventsOf = (events: EventsApart): SentEvents =>
  events.kind === 'generated' ? defaultEvents() : new KeptEvents(events.lines);
