import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { type Sent } from '../running/send-events';
import { type EventsApart, type FromProducer, type ToProducer } from './messages';
import { type KnownOfEvents, type Producer, type ToSend } from './producer';
import { thrownAs } from './told-error';

/**
 * A producer in a thread of its own, as it is a machine of its own elsewhere: what it takes to make requests is done on
 * another core than what it takes to answer them, and its memory is given back when it is closed. The clock stays the
 * account's: the producer asks for each day, and waits for the answer.
 */
export class ProducerThread implements Producer {
  readonly known: Promise<KnownOfEvents>;
  readonly #worker: Worker;
  /** Rejects when it fails or ends. */
  readonly #over: Promise<never>;
  #heard: (message: FromProducer) => void = () => undefined;

  /** It begins to load what it takes at once, and keeps the process alive until it is closed. */
  constructor() {
    const program = join(repositoryRoot(), 'scripts/run.mjs');
    this.#worker = new Worker(program, { argv: ['local/start/producer/main.ts'] });
    this.#over = new Promise((_, reject) => {
      this.#worker.on('error', reject);
      this.#worker.on('exit', (code) => reject(new Error(`The producer's thread ended with ${code}.`)));
      this.#worker.on('message', (message: FromProducer) => {
        if (message.kind === 'failed') reject(thrownAs(message.why) as Error);
        else this.#heard(message);
      });
    });
    this.known = this.#until((message, resolve) => {
      if (message.kind === 'known') resolve(message.known);
    });
    // Whoever waits for it is told of it; nobody may.
    for (const one of [this.#over, this.known]) one.catch(() => undefined);
  }

  /** What it is to send. */
  take(events: EventsApart): void {
    this.#tell({ kind: 'events', events });
  }

  send({ to, clock, onSent }: ToSend): Promise<Sent> {
    const sent = this.#until<Sent>((message, resolve, reject) => {
      if (message.kind === 'done') resolve(message.sent);
      else if (message.kind === 'sent') onSent?.(message.count);
      else if (message.kind === 'advance')
        clock.advanceTo(message.to).then(() => this.#tell({ kind: 'advanced' }), reject);
    });
    this.#tell({ kind: 'send', to });
    return sent;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  /** @throws what it failed with */
  #until<Result>(
    hear: (message: FromProducer, resolve: (result: Result) => void, reject: (error: Error) => void) => void,
  ): Promise<Result> {
    const result = new Promise<Result>((resolve, reject) => {
      this.#heard = (message) => hear(message, resolve, reject);
    });
    return Promise.race([result, this.#over]);
  }

  #tell(message: ToProducer): void {
    this.#worker.postMessage(message);
  }
}
