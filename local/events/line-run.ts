import { arrivalAt, headBytes, lineAt, sizeAt } from './line-piece';

/** Lines in order, each behind its head, from `begin` to `end` of what `read` reads. */
export interface LineRun {
  readonly begin: number;
  readonly end: number;
  /** They arrive at another moment than their heads say. */
  readonly isUndated: boolean;
  read(position: number, length: number): Buffer;
}

/** All that is read ahead. Bytes. */
const readAhead = 8 * 1024 * 1024;
const [leastAhead, mostAhead] = [16 * 1024, 256 * 1024] as const;

/** Goes through one run. */
class Cursor {
  #block: Buffer = Buffer.alloc(0);
  /** Where the line is in the block, and where that ends in the run. */
  #at = 0;
  #upTo: number;
  arrival = 0;
  line = 0;
  size = 0;

  constructor(
    private readonly run: LineRun,
    private readonly ahead: number,
    private readonly undated: number,
  ) {
    this.#upTo = run.begin;
  }

  /** The bytes of the line that it is at: nobody changes them. */
  get bytes(): Buffer {
    return this.#block.subarray(this.#at + headBytes, this.#at + headBytes + this.size);
  }

  /** To the next line, at first to the first. @returns whether there is one */
  next(): boolean {
    if (this.#block.length > 0) this.#at += headBytes + this.size;
    if (this.#at === this.#block.length && this.#upTo === this.run.end) return false;
    this.#have(headBytes);
    this.arrival = this.run.isUndated ? this.undated : arrivalAt(this.#block, this.#at);
    this.line = lineAt(this.#block, this.#at);
    this.size = sizeAt(this.#block, this.#at);
    this.#have(headBytes + this.size);
    return true;
  }

  /** Has so many bytes in the block, from where it is. */
  #have(bytes: number): void {
    const left = this.#block.length - this.#at;
    if (left >= bytes) return;
    const from = this.#upTo - left;
    this.#block = this.run.read(from, Math.min(this.run.end - from, Math.max(bytes, this.ahead)));
    this.#at = 0;
    this.#upTo = from + this.#block.length;
  }
}

const isBefore = (one: Cursor, other: Cursor): boolean =>
  one.arrival === other.arrival ? one.line < other.line : one.arrival < other.arrival;

/**
 * The lines of all runs in order of arrival, and of the same moment by their numbers. What is yielded goes on with the next.
 * @param undated when those of undated runs arrive
 */
export function* merged(
  runs: readonly LineRun[],
  undated: number,
): Generator<Pick<Cursor, 'arrival' | 'line' | 'bytes'>> {
  const ahead = Math.min(mostAhead, Math.max(leastAhead, Math.floor(readAhead / runs.length)));
  const heap: Cursor[] = [];
  for (const run of runs) {
    const cursor = new Cursor(run, ahead, undated);
    if (!cursor.next()) continue;
    heap.push(cursor);
    rise(heap);
  }
  for (let first = heap[0]; first; first = heap[0]) {
    yield first;
    if (!first.next()) {
      const last = heap.pop();
      if (!last || last === first) continue;
      heap[0] = last;
    }
    sink(heap);
  }
}

/** The last to where it belongs: none is before the one at half its place. */
function rise(heap: Cursor[]): void {
  for (let at = heap.length - 1; at > 0;) {
    const above = (at - 1) >> 1;
    if (!swapped(heap, at, above)) return;
    at = above;
  }
}

/** The same of the first. */
function sink(heap: Cursor[]): void {
  for (let at = 0; ;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    if (!left) return;
    const below = right && isBefore(right, left) ? 2 * at + 2 : 2 * at + 1;
    if (!swapped(heap, below, at)) return;
    at = below;
  }
}

/** Swaps two where the lower is before the upper. */
function swapped(heap: Cursor[], lower: number, upper: number): boolean {
  const [one, other] = [heap[lower], heap[upper]];
  if (!one || !other || !isBefore(one, other)) return false;
  heap[lower] = other;
  heap[upper] = one;
  return true;
}
