/** What time it is in the local account, and how waits pass. */
export interface Clock {
  now(): Date;
  /** `why` is shown to the user: `Wait state Wait`, `buffering interval of events-stream-dev-blog`. */
  sleep(milliseconds: number, why: string): Promise<void>;
  /**
   * Runs `run` at `at`; the function returned cancels it. `exact` is for a moment of the calendar (a cron rule), which a
   * compressed clock must not bring forward; all else is a delay, and may be.
   */
  schedule(at: Date, run: () => Promise<void>, options?: { readonly exact?: boolean }): () => void;
  /** Returns when all that falls due until `to` has run. */
  advanceTo(to: Date): Promise<void>;
  /** When the next of all falls due, where time stands still. */
  next(): Date | undefined;
  /** Runs `run` when work has taken so long: neither sooner than that really, nor later on this clock. */
  timeout(milliseconds: number, run: () => Promise<void>): () => void;
  /** Whether a wait takes less real time than it says. */
  readonly compressed: boolean;
  /** Whether time passes only in waits, and not by itself. */
  readonly standsStill: boolean;
}

/** A wait that passed at once: shown, so that nobody takes the run's duration for AWS's. */
export interface Jump {
  readonly from: Date;
  readonly to: Date;
  readonly why: string;
}

interface Timer {
  readonly at: number;
  readonly run: () => Promise<void>;
  isCancelled: boolean;
}

/** setTimeout runs at once for a longer delay than this. */
const longestTimeout = 2 ** 31 - 1;

/** Time stands still but for waits, which jump over it; what falls due on the way runs first, in order. */
export class SimulatedClock implements Clock {
  readonly compressed = true;
  readonly standsStill = true;
  readonly jumps: Jump[] = [];
  #now: number;
  #timers: Timer[] = [];
  /** Among the timers. */
  #cancelled = 0;

  constructor(
    start: Date,
    private readonly onJump: (jump: Jump) => void = () => undefined,
  ) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(milliseconds: number, why: string): Promise<void> {
    const jump = { from: this.now(), to: new Date(this.#now + Math.max(0, milliseconds)), why };
    this.jumps.push(jump);
    this.onJump(jump);
    await this.advanceTo(jump.to);
  }

  schedule(at: Date, run: () => Promise<void>): () => void {
    const timer = { at: at.getTime(), run, isCancelled: false };
    // After those of the same moment: they run in the order in which they were asked for.
    let [from, to] = [0, this.#timers.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      if ((this.#timers[middle]?.at ?? 0) > timer.at) to = middle;
      else from = middle + 1;
    }
    this.#timers.splice(from, 0, timer);
    return () => this.#cancel(timer);
  }

  /** Most are, and stay in their place until many are. */
  #cancel(timer: Timer): void {
    if (timer.isCancelled) return;
    timer.isCancelled = true;
    if (++this.#cancelled * 2 <= this.#timers.length) return;
    this.#timers = this.#timers.filter((other) => !other.isCancelled);
    this.#cancelled = 0;
  }

  /** What really runs takes no time here: past its limit in real time, the clock goes there. */
  timeout(milliseconds: number, run: () => Promise<void>): () => void {
    const due = new Date(this.#now + milliseconds);
    const cancel = this.schedule(due, run);
    const timer = setTimeout(() => void this.advanceTo(due), Math.min(milliseconds, longestTimeout)).unref();
    return () => {
      clearTimeout(timer);
      cancel();
    };
  }

  next(): Date | undefined {
    const timer = this.#timers.find(({ isCancelled }) => !isCancelled);
    return timer && new Date(timer.at);
  }

  /** Never back: a wait inside a timer may already have gone further than the jump that ran the timer. */
  async advanceTo(to: Date): Promise<void> {
    for (;;) {
      const timer = this.#timers[0];
      if (!timer || timer.at > to.getTime()) break;
      this.#timers.shift();
      if (timer.isCancelled) {
        this.#cancelled--;
        continue;
      }
      // No longer among those to be cancelled.
      timer.isCancelled = true;
      this.#now = Math.max(this.#now, timer.at);
      await timer.run();
    }
    this.#now = Math.max(this.#now, to.getTime());
  }
}

/** Real time, for an endpoint that stays up; waits are `factor` times shorter than they say. */
export class LiveClock implements Clock {
  readonly compressed = true;
  readonly standsStill = false;

  /** @param shift milliseconds that it is ahead of this machine's clock */
  constructor(
    private readonly factor = 60,
    private readonly onError: (error: unknown) => void = (error) => console.error(error),
    private readonly shift = 0,
  ) {}

  now(): Date {
    return new Date(Date.now() + this.shift);
  }

  async sleep(milliseconds: number): Promise<void> {
    const due = Date.now() + milliseconds / this.factor;
    for (let left = due - Date.now(); left > 0; left = due - Date.now()) {
      // Nor does a wait keep the process alive: of what another try is for may be gone when the account is down.
      await new Promise((resolve) => setTimeout(resolve, Math.min(left, longestTimeout)).unref());
    }
  }

  schedule(at: Date, run: () => Promise<void>, { exact = false }: { readonly exact?: boolean } = {}): () => void {
    const delay = Math.max(0, at.getTime() - this.now().getTime());
    const due = Date.now() + (exact ? delay : delay / this.factor);
    let timer: NodeJS.Timeout;
    const wait = () => {
      const left = due - Date.now();
      // Timers do not keep the process alive: a rule of next month must not hold up the exit.
      timer = setTimeout(
        () => (left > longestTimeout ? wait() : void run().catch(this.onError)),
        Math.min(left, longestTimeout),
      ).unref();
    };
    wait();
    return () => clearTimeout(timer);
  }

  timeout(milliseconds: number, run: () => Promise<void>): () => void {
    return this.schedule(new Date(this.now().getTime() + milliseconds), run, { exact: true });
  }

  next(): undefined {
    return undefined;
  }

  async advanceTo(to: Date): Promise<void> {
    const left = to.getTime() - this.now().getTime();
    if (left > 0) await this.sleep(left);
  }
}
