import { type Cell } from '../column-value';
import { twoDigits } from '../timestamp';

/** How a column's values stand in a page, plainly. */
export interface ColumnType {
  /** Parquet's `Type` and `ConvertedType`: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift */
  readonly physical: number;
  readonly converted?: number;
  /** Bytes that a value takes at most. */
  size(value: NonNullable<Cell>): number;
  /** @returns where the next one goes */
  put(value: NonNullable<Cell>, page: Buffer, at: number): number;
  /**
   * The same of a text in ASCII from `begin` to `end`, in 12 bytes beside its own at most: of a type that takes texts as
   * JSON has them, a timestamp as `2026-10-05T10:00:00.123Z`.
   */
  putText?(bytes: Buffer, begin: number, end: number, page: Buffer, at: number): number;
}

const [INT32, INT64, INT96, FLOAT, DOUBLE, BYTE_ARRAY] = [1, 2, 3, 4, 5, 6] as const;
const [UTF8, DATE, INT_8, INT_16] = [0, 6, 15, 16] as const;

const fixed = (
  physical: number,
  bytes: number,
  put: (value: NonNullable<Cell>, page: Buffer, at: number) => number,
  converted?: number,
): ColumnType => ({ physical, size: () => bytes, put, ...(converted === undefined ? {} : { converted }) });

const int32 = (value: NonNullable<Cell>, page: Buffer, at: number): number => page.writeInt32LE(Number(value), at);

const types: Readonly<Record<string, ColumnType>> = {
  tinyint: fixed(INT32, 4, int32, INT_8),
  smallint: fixed(INT32, 4, int32, INT_16),
  int: fixed(INT32, 4, int32),
  bigint: fixed(INT64, 8, (value, page, at) => page.writeBigInt64LE(BigInt(value), at)),
  float: fixed(FLOAT, 4, (value, page, at) => page.writeFloatLE(Number(value), at)),
  double: fixed(DOUBLE, 8, (value, page, at) => page.writeDoubleLE(Number(value), at)),
  date: fixed(INT32, 4, (value, page, at) => page.writeInt32LE(dayOf(String(value)), at), DATE),
  timestamp: { ...fixed(INT96, 12, putTimestamp), putText: putTimestampText },
  string: {
    physical: BYTE_ARRAY,
    converted: UTF8,
    // A unit of UTF-16 takes three bytes at most.
    size: (value) => 4 + 3 * String(value).length,
    put(value, page, at) {
      const text = String(value);
      const length = putAscii(text, page, at + 4) ?? page.write(text, at + 4);
      page.writeUInt32LE(length, at);
      return at + 4 + length;
    },
    putText(bytes, begin, end, page, at) {
      const length = end - begin;
      page.writeUInt32LE(length, at);
      if (length > shortText) page.set(bytes.subarray(begin, end), at + 4);
      else for (let place = 0; place < length; place++) page[at + 4 + place] = bytes[begin + place] as number;
      return at + 4 + length;
    },
  },
};

/** What is written letter by letter: of a short text the call into Node.js costs more than its bytes. */
const shortText = 32;

/** Writes a short text of ASCII. @returns how many bytes it took; undefined where it is another, some of it written */
function putAscii(text: string, page: Buffer, at: number): number | undefined {
  if (text.length > shortText) return undefined;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code > 0x7f) return undefined;
    page[at + place] = code;
  }
  return text.length;
}

/** @throws Error for a type that no stream is stood up with */
export function columnType(hiveType: string): ColumnType {
  const type = types[hiveType.toLowerCase()];
  if (!type) throw new Error(`no column of Parquet for ${hiveType}`);
  return type;
}

const dayLength = 24 * 3600 * 1000;
/** The Julian day of 1970-01-01. */
const epochDay = 2_440_588;
const secondsEnd = 'yyyy-MM-dd HH:mm:ss'.length;

/** Events come day by day: the day that was met last. */
let latest: { readonly text: string; readonly day: number } = { text: '', day: 0 };

function dayOf(text: string): number {
  if (latest.text !== text) latest = { text, day: Date.parse(`${text}T00:00:00Z`) / dayLength };
  return latest.day;
}

function putTimestamp(value: NonNullable<Cell>, page: Buffer, at: number): number {
  const text = String(value);
  const two = (place: number): number => 10 * text.charCodeAt(place) + text.charCodeAt(place + 1) - 11 * 0x30;
  const seconds = 3600 * two(11) + 60 * two(14) + two(17);
  let fraction = 0;
  if (text.length > secondsEnd) {
    for (let place = secondsEnd + 1; place <= secondsEnd + 9; place++) {
      fraction = 10 * fraction + (place < text.length ? text.charCodeAt(place) - 0x30 : 0);
    }
  }
  return putMoment(dayOf(text.slice(0, 10)), seconds, fraction, page, at);
}

function putTimestampText(bytes: Buffer, begin: number, end: number, page: Buffer, at: number): number {
  const two = (place: number): number => twoDigits(bytes, begin + place);
  const seconds = 3600 * two(11) + 60 * two(14) + two(17);
  let fraction = 0;
  const last = bytes[end - 1] === 0x5a ? end - 1 : end;
  if (last > begin + secondsEnd) {
    for (let place = begin + secondsEnd + 1; place <= begin + secondsEnd + 9; place++) {
      fraction = 10 * fraction + (place < last ? (bytes[place] as number) - 0x30 : 0);
    }
  }
  return putMoment(dayOfDigits(100 * two(0) + two(2), two(5), two(8)), seconds, fraction, page, at);
}

/** The same by its numbers. */
let latestDigits = { date: 0, day: 0 };

function dayOfDigits(year: number, month: number, day: number): number {
  const date = 10_000 * year + 100 * month + day;
  if (latestDigits.date !== date) latestDigits = { date, day: Date.UTC(year, month - 1, day) / dayLength };
  return latestDigits.day;
}

/** Nanoseconds of the day in 8 bytes, and the Julian day in 4. */
function putMoment(day: number, seconds: number, fraction: number, page: Buffer, at: number): number {
  const nanoseconds = seconds * 1e9 + fraction;
  page.writeUInt32LE(nanoseconds % 2 ** 32, at);
  page.writeUInt32LE(Math.floor(nanoseconds / 2 ** 32), at + 4);
  return page.writeInt32LE(day + epochDay, at + 8);
}
