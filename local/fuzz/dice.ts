import { random } from '../events/random';

/** Choices that a seed repeats. */
export class Dice {
  readonly #roll: () => number;

  constructor(seed: number) {
    this.#roll = random(seed);
  }

  /** Up to, and without, `below`. */
  number(below: number): number {
    return Math.floor(this.#roll() * below);
  }

  /** One time in `of`. */
  once(of: number): boolean {
    return this.number(of) === 0;
  }

  of<Value>(values: readonly Value[]): Value {
    const value = values[this.number(values.length)];
    if (value === undefined) throw new Error('nothing to choose from');
    return value;
  }

  /** Up to `most` of what `make` makes. */
  some<Value>(most: number, make: () => Value): Value[] {
    return Array.from({ length: this.number(most + 1) }, make);
  }
}
