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
  /** Whether a wait takes less real time than it says. */
  readonly compressed: boolean;
  /** Whether it stands still but for waits: nobody outside has the same time. */
  readonly simulated: boolean;
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
}

/** Time stands still but for waits, which jump over it; what falls due on the way runs first, in order. */
export class SimulatedClock implements Clock {
  readonly compressed = true;
  readonly simulated = true;
  readonly jumps: Jump[] = [];
  #now: number;
  #timers: Timer[] = [];

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
    const timer = { at: at.getTime(), run };
    // After those of the same moment: they run in the order in which they were asked for.
    const later = this.#timers.findIndex((other) => other.at > timer.at);
    this.#timers.splice(later === -1 ? this.#timers.length : later, 0, timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Never back: a wait inside a timer may already have gone further than the jump that ran the timer. */
  async advanceTo(to: Date): Promise<void> {
    for (;;) {
      const timer = this.#timers[0];
      if (!timer || timer.at > to.getTime()) break;
      this.#timers.shift();
      this.#now = Math.max(this.#now, timer.at);
      await timer.run();
    }
    this.#now = Math.max(this.#now, to.getTime());
  }
}

/** setTimeout runs at once for a longer delay than this. */
const longestTimeout = 2 ** 31 - 1;

/** Real time, for an endpoint that stays up; waits are `factor` times shorter than they say. */
export class LiveClock implements Clock {
  readonly compressed = true;
  readonly simulated = false;

  constructor(
    private readonly factor = 60,
    private readonly onError: (error: unknown) => void = (error) => console.error(error),
  ) {}

  now(): Date {
    return new Date();
  }

  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds / this.factor));
  }

  schedule(at: Date, run: () => Promise<void>, { exact = false }: { readonly exact?: boolean } = {}): () => void {
    const delay = Math.max(0, at.getTime() - Date.now());
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

  async advanceTo(to: Date): Promise<void> {
    const left = to.getTime() - Date.now();
    if (left > 0) await this.sleep(left);
  }
}
