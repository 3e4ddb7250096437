import { type Clock } from '../../../shared/clock';

interface Sleeper {
  readonly due: Date;
  readonly why: string;
}

/**
 * Lets time pass for all executions of an account at once. On a clock that stands still, it moves on when everything
 * sleeps: waits that overlap on AWS overlap here, and no work, queued or under way, takes any of it.
 */
export class Pace {
  #busy = 0;
  #isLooking = false;
  readonly #sleepers = new Set<Sleeper>();
  #quiet: (() => void)[] = [];

  constructor(readonly clock: Clock) {}

  /** Something works: time stands still. */
  begin(): void {
    this.#busy++;
  }

  end(): void {
    this.#busy--;
    if (this.#busy > 0) return;
    for (const tell of this.#quiet.splice(0)) tell();
    this.#look();
  }

  /** While something else is waited for: its own work counts. */
  async without<T>(wait: () => Promise<T>): Promise<T> {
    this.end();
    try {
      return await wait();
    } finally {
      this.begin();
    }
  }

  /** @returns what wakes at the time, and what gives it up */
  sleep(due: Date, why: string): { readonly over: Promise<void>; readonly cancel: () => void } {
    if (!this.clock.standsStill) {
      const left = due.getTime() - this.clock.now().getTime();
      return { over: this.clock.sleep(Math.max(0, left), why), cancel: () => undefined };
    }
    const sleeper = { due, why };
    this.#sleepers.add(sleeper);
    let cancel = (): void => undefined;
    const over = new Promise<void>((wake) => {
      const cancelTimer = this.clock.schedule(due, async () => {
        this.#sleepers.delete(sleeper);
        wake();
        // Those that it woke work before more time passes.
        await new Promise(setImmediate);
        if (this.#busy > 0) await new Promise<void>((quiet) => this.#quiet.push(quiet));
      });
      cancel = () => {
        this.#sleepers.delete(sleeper);
        cancelTimer();
      };
    });
    return { over, cancel };
  }

  /** Not at once: whoever ended may have made way for another. */
  #look(): void {
    if (this.#isLooking || this.#sleepers.size === 0) return;
    this.#isLooking = true;
    setImmediate(() => void this.#advance());
  }

  async #advance(): Promise<void> {
    try {
      let first: Sleeper | undefined;
      for (const sleeper of this.#sleepers) if (!first || sleeper.due < first.due) first = sleeper;
      if (this.#busy === 0 && first) {
        await this.clock.sleep(first.due.getTime() - this.clock.now().getTime(), first.why);
      }
    } finally {
      this.#isLooking = false;
      if (this.#busy === 0) this.#look();
    }
  }
}
