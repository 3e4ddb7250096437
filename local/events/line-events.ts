import { type SentEvent, type SentEvents } from './event';
import { dayLength } from './period';
import { LinePiece } from './line-piece';
import { type LineRun, merged } from './line-run';
import { Spool } from './spool';

/** A record, and the line of the file that it stands on (the first is 1). */
export interface LineEvent extends SentEvent {
  readonly line: number;
  readonly bytes: Buffer;
}

/**
 * Lines of a file, in order of arrival, and on the same moment in that of the file. A file need not be in order, and may be
 * larger than memory: pieces of it are put in order, kept in a temporary file, and merged when they are gone through.
 */
export class LineEvents implements SentEvents, Iterable<LineEvent> {
  readonly #piece = new LinePiece();
  readonly #spool: Spool;
  readonly #runs: LineRun[] = [];
  /** Of the last run. */
  #last = -Infinity;
  #count = 0;
  #known: number | undefined;
  /** When those arrive that came before it. */
  #first = NaN;
  /** By the day, when its last line arrives. */
  readonly #lasts = new Map<number, number>();

  /** @param folder where they are kept; the temporary one when absent */
  constructor(folder?: string) {
    this.#spool = new Spool(folder);
  }

  get length(): number {
    return this.#count;
  }

  /**
   * Adds a line: UTF-8, from `from` to `to`.
   * @param arrival milliseconds since the epoch; undefined before there is a moment: such are the first, and `settle` says
   * theirs
   */
  add(line: number, bytes: Buffer, from: number, to: number, arrival: number | undefined): void {
    if (arrival !== undefined && this.#known === undefined) this.#endUndated(arrival);
    if (!this.#piece.add(line, arrival ?? 0, bytes, from, to)) {
      this.#endRun();
      this.#piece.add(line, arrival ?? 0, bytes, from, to);
    }
    this.#count += 1;
    if (arrival !== undefined) this.#noteLast(arrival);
  }

  /** Those without a moment are runs of their own: where they come among the others is known in the end. */
  #endUndated(known: number): void {
    if (this.#piece.count > 0) this.#endRun();
    this.#last = Infinity;
    this.#known = known;
  }

  #noteLast(arrival: number): void {
    const day = Math.floor(arrival / dayLength);
    const last = this.#lasts.get(day);
    if (last === undefined || last < arrival) this.#lasts.set(day, arrival);
  }

  /** What begins where the run before it ends goes on with it: of a file in order there is one. */
  #endRun(): void {
    const bytes = this.#piece.sorted();
    const before = this.#runs.at(-1);
    const goesOn = before !== undefined && this.#piece.first >= this.#last;
    const begin = this.#spool.append(bytes);
    if (goesOn) this.#runs.pop();
    this.#runs.push({
      begin: goesOn ? before.begin : begin,
      end: begin + bytes.length,
      isUndated: this.#known === undefined,
      read: (position, length) => this.#spool.read(position, length),
    });
    this.#last = this.#piece.last;
    this.#piece.clear();
  }

  /** The first moment that was added. */
  get known(): Date | undefined {
    return this.#known === undefined ? undefined : new Date(this.#known);
  }

  /** Once all are added. @param first when those arrive that came before there was a moment */
  settle(first: Date): this {
    this.#first = first.getTime();
    // The last piece, which is the only one of most files, stays in memory.
    const bytes = this.#piece.sorted();
    const read = (from: number, length: number) => bytes.subarray(from, from + length);
    this.#runs.push({ begin: 0, end: bytes.length, isUndated: this.#known === undefined, read });
    if (this.#count > 0 && this.#runs.some(({ isUndated }) => isUndated)) this.#noteLast(this.#first);
    return this;
  }

  /** When the last arrives. */
  get last(): Date | undefined {
    return this.lastOfDays.at(-1);
  }

  /** When the last of each day arrives, day by day. */
  get lastOfDays(): readonly Date[] {
    return [...this.#lasts.values()].sort((one, other) => one - other).map((arrival) => new Date(arrival));
  }

  *[Symbol.iterator](): Iterator<LineEvent> {
    for (const { arrival, line, bytes } of merged(this.#runs, this.#first))
      yield new KeptLine(line, new Date(arrival), bytes);
  }

  /** They are asked for no more. */
  close(): void {
    this.#spool.close();
  }
}

/** Most are sent as the bytes that they are, without a text of each. */
class KeptLine implements LineEvent {
  constructor(
    readonly line: number,
    readonly arrival: Date,
    readonly bytes: Buffer,
  ) {}

  get data(): string {
    return this.bytes.toString();
  }
}
