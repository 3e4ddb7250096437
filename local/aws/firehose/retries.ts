import { type Clock } from '../shared/clock';

/** Seconds to the first retry; each further one waits twice as long, an hour at most. */
const [first, longest] = [60, 3600];
/**
 * "Data Firehose retries for up to 24 hours": https://docs.aws.amazon.com/firehose/latest/dev/retry.html
 * The records of the local run are kept then, too: a flush, or the next buffer, tries them again.
 */
const day = 24 * 3600;

/** When a delivery that failed is tried again by itself, on the account's clock. */
export class Retries {
  #cancel: (() => void) | undefined;
  #wait = first;
  #waited = 0;

  /** Only the latest failure is waited for. */
  next(clock: Clock, run: () => Promise<void>): void {
    this.#cancel?.();
    this.#cancel = undefined;
    if (this.#waited >= day) return;
    this.#cancel = clock.schedule(new Date(clock.now().getTime() + this.#wait * 1000), run);
    this.#waited += this.#wait;
    this.#wait = Math.min(this.#wait * 2, longest);
  }

  end(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#wait = first;
    this.#waited = 0;
  }
}
