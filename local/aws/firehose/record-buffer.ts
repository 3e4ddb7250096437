const slabBytes = 1024 * 1024;

/**
 * Records by the hundred thousand: their bytes lie end to end in slabs of 1 MiB, since a Buffer object for each costs
 * more than the 80 bytes of an event. A record is decoded from base64 straight into its place.
 */
export class RecordBuffer {
  readonly #slabs: Buffer[] = [];
  /** Per record: slab, start, end, arrival. */
  #index = new Float64Array(4 * 1024);
  #used = 0;
  #count = 0;
  #bytes = 0;

  get count(): number {
    return this.#count;
  }

  /** Sum of the records' sizes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Arrival of the oldest record, in milliseconds since the epoch. */
  get oldest(): number {
    return this.arrival(0);
  }

  /** `data`: base64, as it comes over the wire, or the bytes. */
  add(data: string | Uint8Array, arrival: number): void {
    const slab = this.#room(typeof data === 'string' ? Math.ceil(data.length / 4) * 3 : data.length);
    let size = data.length;
    if (typeof data === 'string') size = slab.write(data, this.#used, 'base64');
    else slab.set(data, this.#used);
    this.#note(this.#used + size, arrival);
  }

  /** Records that lie end to end in `bytes`, at whose `ends` they end. */
  addAll(bytes: Uint8Array, ends: readonly number[], arrival: number): void {
    const slab = this.#room(bytes.length);
    slab.set(bytes, this.#used);
    const start = this.#used;
    for (const end of ends) this.#note(start + end, arrival);
  }

  /** The slab that takes so many bytes more. */
  #room(bytes: number): Buffer {
    const last = this.#slabs[this.#slabs.length - 1];
    if (last !== undefined && this.#used + bytes <= last.length) return last;
    const slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, bytes));
    this.#slabs.push(slab);
    this.#used = 0;
    return slab;
  }

  /** A record that ends there in the last slab, and begins where the one before ended. */
  #note(end: number, arrival: number): void {
    const at = this.#count * 4;
    if (at === this.#index.length) {
      const larger = new Float64Array(at * 2);
      larger.set(this.#index);
      this.#index = larger;
    }
    this.#index[at] = this.#slabs.length - 1;
    this.#index[at + 1] = this.#used;
    this.#index[at + 2] = end;
    this.#index[at + 3] = arrival;
    this.#bytes += end - this.#used;
    this.#used = end;
    this.#count++;
  }

  /** The record at `index`, in the order in which they came; without a copy. */
  data(index: number): Buffer {
    return this.slab(index).subarray(this.start(index), this.end(index));
  }

  /** Where the same lies: from `start` to `end` in `slab`. */
  start(index: number): number {
    return this.#index[index * 4 + 1] ?? 0;
  }

  end(index: number): number {
    return this.#index[index * 4 + 2] ?? 0;
  }

  /** When it arrived, in milliseconds since the epoch. */
  arrival(index: number): number {
    return this.#index[index * 4 + 3] ?? 0;
  }

  slab(index: number): Buffer {
    const slab = index < this.#count ? this.#slabs[this.#index[index * 4] ?? 0] : undefined;
    if (!slab) throw new RangeError(`record ${index} of ${this.#count}`);
    return slab;
  }
}
