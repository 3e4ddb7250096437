/** Before each line: when it arrives, which it is, and how many bytes it has. */
export const headBytes = 16;
/** No line crosses a piece: the largest record is smaller. Bytes. */
const pieceBytes = 4 * 1024 * 1024;
const leastBytes = 64 * 1024;

export const arrivalAt = (bytes: Buffer, at: number): number => bytes.readDoubleLE(at);
export const lineAt = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at + 8);
export const sizeAt = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at + 12);

/** Lines that are put in order in memory, each behind its head. */
export class LinePiece {
  #bytes = Buffer.allocUnsafeSlow(leastBytes);
  #used = 0;
  #count = 0;
  #first = Infinity;
  #last = -Infinity;
  #inOrder = true;

  get count(): number {
    return this.#count;
  }

  /** When the first and the last arrive, in order. */
  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  /** @param arrival milliseconds since the epoch. @returns false where the line has no room any more */
  add(line: number, arrival: number, source: Buffer, from: number, to: number): boolean {
    const end = this.#used + headBytes + to - from;
    if (end > pieceBytes) {
      if (this.#count > 0) return false;
      throw new RangeError(`Line ${line} has ${to - from} bytes, and at most ${pieceBytes - headBytes} are kept.`);
    }
    if (end > this.#bytes.length) this.#grow(end);
    const at = this.#used;
    this.#bytes.writeDoubleLE(arrival, at);
    this.#bytes.writeUInt32LE(line, at + 8);
    this.#bytes.writeUInt32LE(to - from, at + 12);
    source.copy(this.#bytes, at + headBytes, from, to);
    this.#used = end;
    this.#count += 1;
    if (arrival < this.#last) this.#inOrder = false;
    if (arrival < this.#first) this.#first = arrival;
    if (arrival > this.#last) this.#last = arrival;
    return true;
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(pieceBytes, Math.max(least, 2 * this.#bytes.length)));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }

  /** Its lines in order of arrival, and of the same moment in that in which they were added. */
  sorted(): Buffer {
    const bytes = this.#bytes.subarray(0, this.#used);
    return this.#inOrder ? bytes : inOrder(bytes, this.#count);
  }

  /** Takes other lines. */
  clear(): void {
    this.#used = this.#count = 0;
    this.#first = Infinity;
    this.#last = -Infinity;
    this.#inOrder = true;
  }
}

function inOrder(bytes: Buffer, count: number): Buffer {
  const arrivals = new Float64Array(count);
  const places = new Uint32Array(count);
  for (let nth = 0, at = 0; nth < count; nth++, at += headBytes + sizeAt(bytes, at)) {
    arrivals[nth] = arrivalAt(bytes, at);
    places[nth] = at;
  }
  const order = Uint32Array.from(arrivals.keys());
  order.sort((one, other) => (arrivals[one] ?? 0) - (arrivals[other] ?? 0) || one - other);
  const sorted = Buffer.allocUnsafeSlow(bytes.length);
  let to = 0;
  for (const nth of order) {
    const at = places[nth] ?? 0;
    to += bytes.copy(sorted, to, at, at + headBytes + sizeAt(bytes, at));
  }
  return sorted;
}
