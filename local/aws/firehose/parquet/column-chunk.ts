import { type Cell } from '../column-value';
import { type ColumnType } from './column-type';
import { compact, putVarint } from './compact';
import { snappy } from './snappy';

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_ParquetSerDe.html: the default of PageSizeBytes. */
const pageBytes = 1024 * 1024;
const [PLAIN, RLE] = [0, 3] as const;
/** Of a text, what no type takes more than beside its bytes. */
const textRoom = 12;

const leastPage = 4096;
/** Pages of chunks that have ended: to make a column's anew each time left as much to be collected as all events have bytes. */
const spare: Buffer[] = [];
const mostSpare = 8;

let latest = Buffer.alloc(0);

/** The same bytes, until the next are asked for. */
function inOne(parts: readonly Buffer[]): Buffer {
  const bytes = parts.reduce((sum, { length }) => sum + length, 0);
  if (bytes > latest.length) latest = Buffer.allocUnsafeSlow(2 * bytes);
  let at = 0;
  for (const part of parts) at += part.copy(latest, at);
  return latest.subarray(0, bytes);
}

/** A column's values, page by page: of a page that is full, only its compressed bytes are kept. */
export class ColumnChunk {
  values = 0;
  uncompressed = 0;
  compressed = 0;
  readonly pages: Buffer[] = [];
  #page = spare.pop() ?? Buffer.allocUnsafeSlow(leastPage);
  #used = 0;
  /** A byte a row of the page: whether it has a value. */
  #present = Buffer.allocUnsafe(1024);
  #rows = 0;
  #nulls = 0;

  constructor(readonly type: ColumnType) {}

  add(value: Cell): void {
    this.#addRow(value === null ? 0 : 1);
    if (value === null) this.#nulls++;
    else this.#fill(this.type.put(value, this.#roomFor(this.type.size(value)), this.#used));
  }

  /** A text in ASCII, where it lies. @throws Error where the column's type takes none */
  addText(bytes: Buffer, begin: number, end: number): void {
    const { putText } = this.type;
    if (!putText) throw new Error('no column of texts');
    this.#addRow(1);
    this.#fill(putText(bytes, begin, end, this.#roomFor(textRoom + end - begin), this.#used));
  }

  #addRow(present: 0 | 1): void {
    if (this.#rows === this.#present.length) this.#present = Buffer.concat([this.#present], 2 * this.#rows);
    this.#present[this.#rows++] = present;
  }

  /** The page, with room for so many bytes more. */
  #roomFor(bytes: number): Buffer {
    const most = this.#used + bytes;
    if (most > this.#page.length) this.#page = Buffer.concat([this.#page], Math.max(most, 2 * this.#page.length));
    return this.#page;
  }

  #fill(upTo: number): void {
    this.#used = upTo;
    if (upTo >= pageBytes) this.end();
  }

  /** Ends the last page: nothing is added any more. */
  close(): void {
    this.end();
    // One of long texts is larger than others will be.
    if (spare.length < mostSpare && this.#page.length <= 2 * pageBytes) spare.push(this.#page);
    this.#page = Buffer.alloc(0);
  }

  /** Ends the page, if it has anything. */
  end(): void {
    if (this.#rows === 0) return;
    const levels = this.#levels();
    const length = Buffer.alloc(4);
    length.writeUInt32LE(levels.length);
    const plain = inOne([length, levels, this.#page.subarray(0, this.#used)]);
    const body = snappy(plain);
    const header = compact([
      [1, { i32: 0 }],
      [2, { i32: plain.length }],
      [3, { i32: body.length }],
      [5, { struct: [[1, { i32: this.#rows }], ...[PLAIN, RLE, RLE].map((of, at) => [at + 2, { i32: of }] as const)] }],
    ]);
    this.pages.push(header, body);
    this.values += this.#rows;
    this.uncompressed += header.length + plain.length;
    this.compressed += header.length + body.length;
    this.#used = this.#rows = this.#nulls = 0;
  }

  /** Which rows have a value: one run where all are alike, else a bit a row. */
  #levels(): Buffer {
    const head: number[] = [];
    if (this.#nulls === 0 || this.#nulls === this.#rows) {
      putVarint(this.#rows * 2, head);
      return Buffer.from([...head, this.#nulls === 0 ? 1 : 0]);
    }
    const groups = Math.ceil(this.#rows / 8);
    putVarint(groups * 2 + 1, head);
    const bits = Buffer.alloc(groups);
    for (let row = 0; row < this.#rows; row++) {
      if (this.#present[row] === 1) bits[row >> 3] = (bits[row >> 3] as number) | (1 << (row & 7));
    }
    return Buffer.concat([Buffer.from(head), bits]);
  }
}
