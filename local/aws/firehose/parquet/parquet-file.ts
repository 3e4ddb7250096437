import { type Column } from '../../glue/glue-table';
import { type Cell } from '../column-value';
import { ColumnChunk } from './column-chunk';
import { columnType } from './column-type';
import { compact, type Struct } from './compact';

const magic = Buffer.from('PAR1');
const [PLAIN, RLE, SNAPPY, OPTIONAL] = [0, 3, 1, 1] as const;

/**
 * What Firehose writes, as far as it is known (docs/decisions/0026-what-firehoses-parquet-is.md): one row group of plain
 * pages of version 1, by Snappy, timestamps as INT96, without statistics.
 */
export class ParquetFile {
  rows = 0;
  readonly #chunks: readonly ColumnChunk[];

  constructor(private readonly columns: readonly Column[]) {
    this.#chunks = columns.map(({ hiveType }) => new ColumnChunk(columnType(hiveType)));
  }

  /** @param row a value for each column */
  add(row: readonly Cell[]): void {
    this.rows++;
    for (let at = 0; at < this.#chunks.length; at++) (this.#chunks[at] as ColumnChunk).add(row[at] ?? null);
  }

  /** A row of texts in ASCII that lie in `bytes`, where each column's begins and ends; one of null begins at -1. */
  addTexts(bytes: Buffer, begins: Int32Array, ends: Int32Array): void {
    this.rows++;
    for (let at = 0; at < this.#chunks.length; at++) {
      const chunk = this.#chunks[at] as ColumnChunk;
      const begin = begins[at] as number;
      if (begin < 0) chunk.add(null);
      else chunk.addText(bytes, begin, ends[at] as number);
    }
  }

  /** The file, piece by piece; nothing is added behind that. */
  *end(): Iterable<Buffer> {
    yield magic;
    let at = magic.length;
    const offsets: number[] = [];
    for (const chunk of this.#chunks) {
      chunk.close();
      offsets.push(at);
      yield* chunk.pages;
      at += chunk.compressed;
    }
    const footer = compact(this.#metadata(offsets));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    yield Buffer.concat([footer, length, magic]);
  }

  #metadata(offsets: readonly number[]): Struct {
    const root: Struct = [
      [4, { text: 'schema' }],
      [5, { i32: this.columns.length }],
    ];
    const elements = this.columns.map(({ name }, at): Struct => {
      const { physical, converted } = (this.#chunks[at] as ColumnChunk).type;
      return [
        [1, { i32: physical }],
        [3, { i32: OPTIONAL }],
        [4, { text: name }],
        ...(converted === undefined ? [] : [[6, { i32: converted }] as const]),
      ];
    });
    const size = this.#chunks.reduce((sum, { uncompressed }) => sum + uncompressed, 0);
    const group: Struct = [
      [1, { list: offsets.map((offset, at) => ({ struct: this.#chunk(offset, at) })) }],
      [2, { i64: size }],
      [3, { i64: this.rows }],
    ];
    return [
      [1, { i32: 1 }],
      [2, { list: [root, ...elements].map((struct) => ({ struct })) }],
      [3, { i64: this.rows }],
      [4, { list: [{ struct: group }] }],
      [6, { text: 'local account' }],
    ];
  }

  #chunk(offset: number, at: number): Struct {
    const { type, values, uncompressed, compressed } = this.#chunks[at] as ColumnChunk;
    return [
      [2, { i64: offset }],
      [
        3,
        {
          struct: [
            [1, { i32: type.physical }],
            [2, { list: [{ i32: PLAIN }, { i32: RLE }] }],
            [3, { list: [{ text: (this.columns[at] as Column).name }] }],
            [4, { i32: SNAPPY }],
            [5, { i64: values }],
            [6, { i64: uncompressed }],
            [7, { i64: compressed }],
            [9, { i64: offset }],
          ],
        },
      ],
    ];
  }
}
