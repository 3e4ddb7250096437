import { type SentEvent, type SentEvents } from './event';

/** A record, and the line of the file that it stands on (the first is 1). */
export interface LineEvent extends SentEvent {
  readonly line: number;
}

/** No line crosses a piece: the largest record is smaller. Bytes. */
const PIECE = 4 * 1024 * 1024;

/**
 * Lines of a file, in order of arrival, and on the same moment in that of the file. They are kept as bytes and numbers, and
 * made into objects as they are asked for: as objects, a million took three times as much memory.
 */
export class LineEvents implements SentEvents, Iterable<LineEvent> {
  readonly #pieces: Buffer[] = [];
  /** Where the next line goes, counted over all pieces; a line's own begin and end. */
  #at = 0;
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  readonly #lines: number[] = [];
  /** Milliseconds since the epoch. */
  readonly #arrivals: number[] = [];
  /** Of the first, which came before there was a moment. */
  #early = 0;
  #order: Uint32Array | undefined;

  get length(): number {
    return this.#lines.length;
  }

  /** @param arrival undefined before there is one: such are the first, and `settle` says theirs */
  add(line: number, data: string, arrival: Date | undefined): void {
    const bytes = Buffer.byteLength(data);
    if (bytes > PIECE) throw new RangeError(`Line ${line} has ${bytes} bytes, and at most ${PIECE} are kept.`);
    let within = this.#at % PIECE;
    if (within === 0 || within + bytes > PIECE) {
      this.#at = this.#pieces.length * PIECE;
      within = 0;
      this.#pieces.push(Buffer.allocUnsafe(PIECE));
    }
    this.#pieces.at(-1)?.write(data, within);
    this.#begins.push(this.#at);
    this.#ends.push((this.#at += bytes));
    this.#lines.push(line);
    if (arrival === undefined) this.#early += 1;
    this.#arrivals.push(arrival?.getTime() ?? 0);
  }

  /** The first moment that was added. */
  get known(): Date | undefined {
    return this.#dated(this.#early);
  }

  /** Once all are added. @param first when those arrive that came before there was a moment */
  settle(first: Date): this {
    this.#arrivals.fill(first.getTime(), 0, this.#early);
    this.#early = 0;
    const arrivals = this.#arrivals;
    if (arrivals.some((arrival, at) => arrival < (arrivals[at - 1] ?? -Infinity)))
      this.#order = Uint32Array.from(arrivals.keys()).sort(
        (one, other) => (arrivals[one] ?? 0) - (arrivals[other] ?? 0) || one - other,
      );
    return this;
  }

  /** When the last arrives. */
  get last(): Date | undefined {
    return this.#dated(this.#order?.at(-1) ?? this.length - 1);
  }

  *[Symbol.iterator](): Iterator<LineEvent> {
    for (let nth = 0; nth < this.length; nth++) {
      const at = this.#order?.[nth] ?? nth;
      const begin = this.#begins[at] ?? 0;
      const within = begin % PIECE;
      const data =
        this.#pieces[Math.floor(begin / PIECE)]?.toString('utf8', within, within + (this.#ends[at] ?? 0) - begin) ?? '';
      yield { line: this.#lines[at] ?? 0, data, arrival: new Date(this.#arrivals[at] ?? 0) };
    }
  }

  #dated(at: number): Date | undefined {
    const arrival = this.#arrivals[at];
    return arrival === undefined ? undefined : new Date(arrival);
  }
}
