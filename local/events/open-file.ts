import { createReadStream } from 'node:fs';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UserError } from '../../scripts/user-error';

/** The texts that a file's first bytes announce; without them it is UTF-8. https://www.unicode.org/faq/utf_bom.html#bom4 */
const byteOrderMarks = [
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

const utf8Mark = [0xef, 0xbb, 0xbf];
export const lineFeed = 0x0a;

/** https://www.rfc-editor.org/rfc/rfc1952#page-5 */
const gzip = [0x1f, 0x8b];

const otherFiles = [
  { name: 'a Parquet file', bytes: [...Buffer.from('PAR1')] },
  { name: 'a ZIP archive', bytes: [...Buffer.from('PK\u0003\u0004')] },
  { name: 'a Zstandard file', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { name: 'a bzip2 file', bytes: [...Buffer.from('BZh')] },
] as const;

const startsWith = (chunk: Buffer, bytes: readonly number[]) => bytes.every((byte, index) => chunk[index] === byte);

/**
 * The lines of a file, or of stdin for `-`, unpacked from gzip where it is packed, in UTF-8 or, by its byte order mark,
 * UTF-16; as UTF-8, whole lines together, each with its line feed but for what the file ends with. Split at line feeds
 * alone: JSON strings may hold U+2028, where readline would split too.
 * @throws UserError for a file of another kind
 */
export async function* linesOf(path: string, stdin: Readable): AsyncGenerator<Buffer> {
  const source = path === '-' ? stdin : createReadStream(path, { highWaterMark: chunkBytes });
  const [first, chunks] = await peek(source);
  const packed = startsWith(first, gzip);
  const other = otherFiles.find(({ bytes }) => startsWith(first, bytes));
  if (other) throw new UserError(`it is ${other.name}. Give one JSON object a line, as text or as text packed by gzip`);
  yield* wholeLines(inUtf8(packed ? unpack(chunks) : chunks));
}

const chunkBytes = 256 * 1024;

async function* inUtf8(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const [first, chunks] = await peek(source);
  const mark = byteOrderMarks.find(({ bytes }) => startsWith(first, bytes));
  if (!mark && first.subarray(0, 1024).includes(0))
    throw new UserError('it holds zero bytes: it is not text. Give one JSON object a line, in UTF-8');
  if (!mark) {
    let skip = startsWith(first, utf8Mark) ? utf8Mark.length : 0;
    for await (const chunk of chunks) {
      yield chunk.subarray(skip);
      skip = 0;
    }
    return;
  }
  const decoder = new TextDecoder(mark.encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed) + 1;
    if (end > 0) {
      yield begun.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...begun, chunk.subarray(0, end)]);
      begun = [];
    }
    if (end < chunk.length) begun.push(chunk.subarray(end));
  }
  if (begun.length > 0) yield Buffer.concat(begun);
}

/** The first bytes (four, where there are as many), and all of them from the start. */
async function peek(source: AsyncIterable<Buffer>): Promise<readonly [Buffer, AsyncIterable<Buffer>]> {
  const chunks = source[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  let next = await chunks.next();
  for (; !next.done; next = await chunks.next()) {
    first = Buffer.concat([first, next.value]);
    if (first.length >= 4) break;
  }
  return [
    first,
    (async function* () {
      yield first;
      for (next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    })(),
  ];
}

/** What goes wrong, of the source too, is thrown to the reader. */
const unpack = (packed: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  pipeline(packed, createGunzip(), () => undefined);
