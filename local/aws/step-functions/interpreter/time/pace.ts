import { type Clock } from '../../../shared/clock';

/** Those that wake at one moment. */
interface Moment {
  readonly due: Date;
  readonly why: string;
  readonly wakes: Set<() => void>;
  readonly cancel: () => void;
}

/**
 * Lets time pass for all executions of an account at once. On a clock that stands still, it moves on when everything
 * sleeps: waits that overlap on AWS overlap here, and no work, queued or under way, takes any of it.
 */
export class Pace {
  #busy = 0;
  #isLooking = false;
  readonly #moments = new Map<number, Moment>();
  #quiet: (() => void)[] = [];
  /** Those that somebody else ends, each with what it hears when nobody is left who could. */
  readonly #outside = new Set<() => void>();

  /** @param settled returns when nothing of the account works beside the executions */
  constructor(
    readonly clock: Clock,
    private readonly settled: () => Promise<void> = () => Promise.resolve(),
  ) {}

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

  /**
   * While something is waited for that no execution does, and that has no time of its own.
   * @param nobody told on a clock that stands still, when nothing works and nothing is due
   */
  async outside<T>(wait: () => Promise<T>, nobody: () => void): Promise<T> {
    this.#outside.add(nobody);
    try {
      return await this.without(wait);
    } finally {
      this.#outside.delete(nobody);
    }
  }

  /** @returns what wakes at the time, and what gives it up */
  sleep(due: Date, why: string): { readonly over: Promise<void>; readonly cancel: () => void } {
    if (!this.clock.standsStill) {
      const left = due.getTime() - this.clock.now().getTime();
      return { over: this.clock.sleep(Math.max(0, left), why), cancel: () => undefined };
    }
    const moment = this.#moments.get(due.getTime()) ?? this.#momentAt(due, why);
    let wake = (): void => undefined;
    const over = new Promise<void>((resolve) => (wake = resolve));
    moment.wakes.add(wake);
    const cancel = (): void => {
      moment.wakes.delete(wake);
      if (moment.wakes.size > 0 || this.#moments.get(due.getTime()) !== moment) return;
      moment.cancel();
      this.#moments.delete(due.getTime());
    };
    return { over, cancel };
  }

  /**
   * While a service of the account works for an execution, which takes no time on a clock that stands still, and on until the
   * moment that the service says: it is the service's own, and a clock that runs by itself does not bring it forward.
   */
  async work(of: Promise<Date | undefined>, why: string): Promise<void> {
    const { clock } = this;
    this.begin();
    let rest: Promise<void> | undefined;
    try {
      const until = await of;
      if (!until || until <= clock.now()) return;
      rest = clock.standsStill ? this.sleep(until, why).over : exactly(clock, until);
    } finally {
      this.end();
    }
    await rest;
  }

  /** Returns when everything sleeps, or is done. */
  async quiet(): Promise<void> {
    await new Promise(setImmediate);
    if (this.#busy > 0) await new Promise<void>((quiet) => this.#quiet.push(quiet));
  }

  #momentAt(due: Date, why: string): Moment {
    const wakes = new Set<() => void>();
    const cancel = this.clock.schedule(due, async () => {
      this.#moments.delete(due.getTime());
      for (const wake of wakes) wake();
      // Those that it woke work before more time passes.
      await this.quiet();
    });
    const moment = { due, why, wakes, cancel };
    this.#moments.set(due.getTime(), moment);
    return moment;
  }

  /** What falls due on the way may be who is waited for: then it is not gone further. */
  #until({ due }: Moment): Date {
    const next = this.#outside.size > 0 ? this.clock.next() : undefined;
    return next && next < due ? next : due;
  }

  #tellOutside(): void {
    const waiting = [...this.#outside];
    this.#outside.clear();
    for (const nobody of waiting) nobody();
  }

  /** Not at once: whoever ended may have made way for another. */
  #look(): void {
    if (this.#isLooking || !this.clock.standsStill || this.#moments.size + this.#outside.size === 0) return;
    this.#isLooking = true;
    setImmediate(() => void this.#advance());
  }

  async #advance(): Promise<void> {
    try {
      // Who is waited for may be at work, and takes no time.
      if (this.#outside.size > 0) await this.settled();
      let first: Moment | undefined;
      for (const moment of this.#moments.values()) if (!first || moment.due < first.due) first = moment;
      if (this.#busy > 0) return;
      if (!first) return this.#tellOutside();
      await this.clock.sleep(this.#until(first).getTime() - this.clock.now().getTime(), first.why);
    } finally {
      this.#isLooking = false;
      if (this.#busy === 0) this.#look();
    }
  }
}

/** Timers may be a millisecond early. */
async function exactly(clock: Clock, until: Date): Promise<void> {
  while (clock.now() < until) {
    await new Promise<void>((resolve) => {
      clock.schedule(until, () => Promise.resolve(resolve()), { exact: true });
    });
  }
}
