import { type Clock, LiveClock, SimulatedClock } from './clock';

/** What waits for its time. */
interface Pending {
  /** Sets it on a clock, and returns what takes it back. */
  readonly set: (clock: Clock) => () => void;
  cancel: () => void;
}

/**
 * Simulated until it is released; from then on real, from the moment where it stands: it never goes back. What waits then
 * waits on, in real time.
 */
export class ReleasableClock implements Clock {
  readonly compressed = true;
  readonly #pending = new Set<Pending>();
  #clock: SimulatedClock | LiveClock;

  /** @param factor how much shorter waits are than they say, once it is released */
  constructor(
    start: Date,
    private readonly factor = 60,
    private readonly onError: (error: unknown) => void = (error) => console.error(error),
  ) {
    this.#clock = new SimulatedClock(start);
  }

  get standsStill(): boolean {
    return this.#clock.standsStill;
  }

  now(): Date {
    return this.#clock.now();
  }

  sleep(milliseconds: number, why: string): Promise<void> {
    return this.#clock.sleep(milliseconds, why);
  }

  schedule(at: Date, run: () => Promise<void>, options: { readonly exact?: boolean } = {}): () => void {
    return this.#wait(run, (clock, then) => clock.schedule(at, then, options));
  }

  timeout(milliseconds: number, run: () => Promise<void>): () => void {
    const due = this.now().getTime() + milliseconds;
    return this.#wait(run, (clock, then) => clock.timeout(Math.max(0, due - clock.now().getTime()), then));
  }

  advanceTo(to: Date): Promise<void> {
    return this.#clock.advanceTo(to);
  }

  next(): Date | undefined {
    return this.#clock.next();
  }

  /** @returns milliseconds that it is ahead of this machine's clock from now on; less than nothing: behind it */
  release(): number {
    if (!this.standsStill) throw new Error('The clock is released already.');
    const shift = this.now().getTime() - Date.now();
    this.#clock = new LiveClock(this.factor, this.onError, shift);
    for (const one of this.#pending) {
      one.cancel();
      one.cancel = one.set(this.#clock);
    }
    return shift;
  }

  #wait(run: () => Promise<void>, set: (clock: Clock, then: () => Promise<void>) => () => void): () => void {
    const then = async (): Promise<void> => {
      this.#pending.delete(one);
      await run();
    };
    const one: Pending = { set: (clock) => set(clock, then), cancel: () => undefined };
    this.#pending.add(one);
    one.cancel = one.set(this.#clock);
    return () => {
      this.#pending.delete(one);
      one.cancel();
    };
  }
}
