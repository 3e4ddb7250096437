import { type Clock } from '../../../shared/clock';

/** A limit that runs on the clock: not while it is paused, and never shorter than it says. */
export class Deadline {
  #left: number;
  #since: number | undefined;
  #pauses = 0;
  #cancel: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    seconds: number,
    private readonly over: () => void,
  ) {
    this.#left = seconds * 1000;
    this.#run();
  }

  /** What the work waits for is not its own: a place in a queue. */
  pause(): void {
    if (this.#pauses++ > 0) return;
    this.#halt();
  }

  resume(): void {
    if (--this.#pauses === 0) this.#run();
  }

  /** Time that was told to have passed, and did not: the part of a compressed wait that was cut away. */
  skip(milliseconds: number): void {
    if (milliseconds <= 0) return;
    const runs = this.#since !== undefined;
    this.#halt();
    this.#left -= milliseconds;
    if (runs) this.#run();
  }

  /** When it is over if nothing pauses it; undefined while it is paused, or for good. */
  get due(): Date | undefined {
    return this.#since === undefined ? undefined : new Date(this.#since + this.#left);
  }

  cancel(): void {
    this.#halt();
    this.#left = Infinity;
  }

  #run(): void {
    if (this.#left === Infinity) return;
    if (this.#left <= 0) return this.over();
    this.#since = this.clock.now().getTime();
    this.#cancel = this.clock.timeout(this.#left, async () => this.over());
  }

  #halt(): void {
    this.#cancel();
    if (this.#since !== undefined) this.#left -= this.clock.now().getTime() - this.#since;
    this.#since = undefined;
  }
}
