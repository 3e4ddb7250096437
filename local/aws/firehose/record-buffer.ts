const slabBytes = 1024 * 1024;

/** From the record `first` on, up to that of the next. */
interface From {
  readonly first: number;
}

interface Slab extends From {
  readonly bytes: Buffer;
}

interface Arrival extends From {
  readonly at: number;
}

/**
 * Records by the hundred thousand: their bytes lie end to end in slabs of 1 MiB, since a Buffer object for each costs
 * more than the 80 bytes of an event. A record is decoded from base64 straight into its place.
 */
export class RecordBuffer {
  readonly #slabs: Slab[] = [];
  /** Per record: where it ends in its slab. It begins where the one before ends, or with the slab. */
  #ends = new Uint32Array(1024);
  /** Those of a batch have the same. */
  readonly #arrivals: Arrival[] = [];
  /** Which slab and arrival were looked for last: records are gone through in order. */
  #slabAt = 0;
  #arrivalAt = 0;
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
    return this.#arrivals[0]?.at ?? 0;
  }

  /** `data`: base64, as it comes over the wire, or the bytes. */
  add(data: string | Uint8Array, arrival: number): void {
    const slab = this.#room(typeof data === 'string' ? Math.ceil(data.length / 4) * 3 : data.length);
    let size = data.length;
    if (typeof data === 'string') size = slab.write(data, this.#used, 'base64');
    else slab.set(data, this.#used);
    this.#arrive(arrival);
    this.#note(this.#used + size);
  }

  /** Records that lie end to end in `bytes`, at whose `ends` they end. */
  addAll(bytes: Uint8Array, ends: readonly number[], arrival: number): void {
    const slab = this.#room(bytes.length);
    slab.set(bytes, this.#used);
    const start = this.#used;
    this.#arrive(arrival);
    for (const end of ends) this.#note(start + end);
  }

  /** The slab that takes so many bytes more. */
  #room(bytes: number): Buffer {
    const last = this.#slabs[this.#slabs.length - 1];
    if (last !== undefined && this.#used + bytes <= last.bytes.length) return last.bytes;
    const slab = Buffer.allocUnsafeSlow(Math.max(slabBytes, bytes));
    this.#slabs.push({ first: this.#count, bytes: slab });
    this.#used = 0;
    return slab;
  }

  #arrive(at: number): void {
    if (this.#arrivals[this.#arrivals.length - 1]?.at !== at) this.#arrivals.push({ first: this.#count, at });
  }

  /** A record that ends there in the last slab, and begins where the one before ended. */
  #note(end: number): void {
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(2 * this.#count);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.#count++] = end;
    this.#bytes += end - this.#used;
    this.#used = end;
  }

  /** The record at `index`, in the order in which they came; without a copy. */
  data(index: number): Buffer {
    return this.slab(index).subarray(this.start(index), this.end(index));
  }

  /** Where the same lies: from `start` to `end` in `slab`. */
  slab(index: number): Buffer {
    return this.#slabOf(index).bytes;
  }

  start(index: number): number {
    return this.#slabOf(index).first === index ? 0 : (this.#ends[index - 1] ?? 0);
  }

  end(index: number): number {
    return this.#ends[index] ?? 0;
  }

  /** When it arrived, in milliseconds since the epoch. */
  arrival(index: number): number {
    this.#arrivalAt = placeOf(this.#arrivals, index, this.#arrivalAt);
    return this.#arrivals[this.#arrivalAt]?.at ?? 0;
  }

  #slabOf(index: number): Slab {
    this.#slabAt = placeOf(this.#slabs, index, this.#slabAt);
    const slab = index < this.#count ? this.#slabs[this.#slabAt] : undefined;
    if (!slab) throw new RangeError(`record ${index} of ${this.#count}`);
    return slab;
  }
}

/** Which of these the record is in. @param known which the one before it was in, as it mostly is */
function placeOf(parts: readonly From[], index: number, known: number): number {
  let at = (parts[known]?.first ?? 0) <= index ? known : 0;
  for (let next = parts[at + 1]; next && next.first <= index; next = parts[at + 1]) at++;
  return at;
}
