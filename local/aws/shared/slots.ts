/** So much at once; the rest queues, first come, first served. */
export class Slots {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(private readonly most: number) {
    this.#free = most;
  }

  get taken(): number {
    return this.most - this.#free;
  }

  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((turn) => this.#queue.push(turn));
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      const next = this.#queue.shift();
      if (next) next();
      else this.#free++;
    };
  }
}
