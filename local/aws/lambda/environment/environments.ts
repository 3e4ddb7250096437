import { availableParallelism, totalmem } from 'node:os';

/** An execution environment, and which function's it is. */
export interface Held {
  readonly owner: object;
  readonly sandbox: { readonly alive: boolean; close(): Promise<void> };
}

export interface Bounds {
  /** That work at once. */
  readonly busy: number;
  /** With those that are idle. */
  readonly alive: number;
  /** Milliseconds of real time after which an idle one is given back. */
  readonly idle: number;
  /** Milliseconds of real time after which one more may work, when none of those that do has ended. */
  readonly patience: number;
}

/** What a process of a function takes of this machine, in bytes: some 60 MB, of which a part is shared. */
const perProcess = 64 * 1024 ** 2;

/** A function mostly waits for the account, which is one thread: more at once would only take more memory. */
export function boundsOf(cores = availableParallelism(), memory = totalmem()): Bounds {
  const room = Math.max(1, Math.floor(memory / 8 / perProcess));
  const busy = Math.min(Math.max(2, cores), 8, room);
  return { busy, alive: Math.min(Math.max(busy, 8), room), idle: 30_000, patience: 1_000 };
}

/**
 * The execution environments of an account: so many work at once, the rest queues, first come, first served. The time
 * in the queue is none of an invocation's own. Idle ones are kept for a while, and make room for others.
 */
export class Environments<One extends Held> {
  #working = 0;
  readonly #queue: (() => void)[] = [];
  readonly #all = new Set<One>();
  /** Each with when it became idle; the longest idle first. */
  readonly #idle = new Map<One, number>();
  readonly #ending = new Set<Promise<void>>();
  #reaper: NodeJS.Timeout | undefined;
  #impatience: NodeJS.Timeout | undefined;

  constructor(readonly bounds: Bounds = boundsOf()) {}

  /** Waits for a place. @returns what gives it to the next */
  async enter(): Promise<() => void> {
    if (this.#working < this.bounds.busy) this.#working += 1;
    else await this.#wait();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#endImpatience();
      const next = this.#working <= this.bounds.busy ? this.#queue.shift() : undefined;
      if (next) next();
      else this.#working -= 1;
      if (this.#queue.length > 0) this.#growImpatient();
    };
  }

  /** One of `owner`'s that is idle, the last that was in use. */
  take(owner: object): One | undefined {
    const own = [...this.#idle.keys()].filter((one) => one.owner === owner).reverse();
    for (const one of own) {
      this.#idle.delete(one);
      if (one.sandbox.alive) return one;
      this.#end(one);
    }
    return undefined;
  }

  /** One that was just started. The longest idle make room for it. */
  add(one: One): One {
    this.#all.add(one);
    for (const [other] of this.#idle) if (this.#all.size > this.bounds.alive) this.#end(other);
    return one;
  }

  /** One that was in use. */
  release(one: One): void {
    if (!one.sandbox.alive || !this.#all.has(one)) return this.#end(one);
    this.#idle.set(one, performance.now());
    this.#reap();
  }

  get alive(): number {
    return this.#all.size;
  }

  /** Ends those of one function, whatever they do. */
  async endOf(owner: object): Promise<void> {
    for (const one of this.#all) if (one.owner === owner) this.#end(one);
    await Promise.all(this.#ending);
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    clearTimeout(this.#reaper);
    this.#endImpatience();
    for (const one of this.#all) this.#end(one);
    await Promise.all(this.#ending);
  }

  #wait(): Promise<void> {
    return new Promise((turn) => {
      this.#queue.push(turn);
      this.#growImpatient();
    });
  }

  /** A function may wait for another that waits for a place. */
  #growImpatient(): void {
    this.#impatience ??= setTimeout(() => {
      this.#impatience = undefined;
      const next = this.#queue.shift();
      if (next) {
        this.#working += 1;
        next();
      }
      if (this.#queue.length > 0) this.#growImpatient();
    }, this.bounds.patience);
  }

  #endImpatience(): void {
    clearTimeout(this.#impatience);
    this.#impatience = undefined;
  }

  #reap(): void {
    this.#reaper ??= setTimeout(() => {
      this.#reaper = undefined;
      const before = performance.now() - this.bounds.idle;
      for (const [one, since] of this.#idle) if (since <= before) this.#end(one);
      if (this.#idle.size > 0) this.#reap();
    }, this.bounds.idle).unref();
  }

  #end(one: One): void {
    this.#all.delete(one);
    this.#idle.delete(one);
    const ending: Promise<void> = one.sandbox.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
