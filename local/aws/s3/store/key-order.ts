/** S3's order of keys: by their bytes in UTF-8, which is that of code points, and not quite that of UTF-16. */
export function compareKeys(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Surrogates, which stand for code points above all others, are put behind them. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000);

/** Keys in S3's order. */
export class SortedKeys {
  readonly #keys: string[] = [];

  add(key: string): void {
    const at = this.#from(key);
    if (this.#keys[at] !== key) this.#keys.splice(at, 0, key);
  }

  remove(key: string): void {
    const at = this.#from(key);
    if (this.#keys[at] === key) this.#keys.splice(at, 1);
  }

  under(prefix: string): readonly string[] {
    if (prefix === '') return [...this.#keys];
    const first = this.#from(prefix);
    let low = first;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#keys[middle]?.startsWith(prefix)) low = middle + 1;
      else high = middle;
    }
    return this.#keys.slice(first, low);
  }

  /** Where the first stands that is not before it. */
  #from(key: string): number {
    const last = this.#keys.at(-1);
    // Most keys come in their order.
    if (last === undefined || compareKeys(last, key) < 0) return this.#keys.length;
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#keys[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
