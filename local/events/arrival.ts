import { isUsualTimestamp, twoDigits } from '../aws/firehose/timestamp';

/**
 * When a record's own `timestamp` says that it happened, in the forms that the stream converts: UTC as
 * `2026-10-05T10:00:00.123Z` or `2026-10-05 10:00:00`, and epoch seconds or milliseconds. `undefined` when there is none
 * that can be read: an offset such as `+02:00` can't.
 */
export const timestampOf = (line: string): Date | undefined => momentOf(timestampIn(line));

/** As `timestampOf`, of the value of a record's `timestamp`. */
export function momentOf(value: unknown): Date | undefined {
  const date = typeof value === 'number' ? fromEpoch(value) : typeof value === 'string' ? fromText(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

/** The same, in milliseconds since the epoch, of a text in ASCII that lies from `begin` to `end`. */
export function usualMoment(bytes: Buffer, begin: number, end: number): number | undefined {
  // To the millisecond, as it is written mostly: which digits beyond count is left to who reads any.
  if (
    end - begin > 'yyyy-MM-ddTHH:mm:ss.SSSZ'.length ||
    bytes[end - 1] !== 0x5a ||
    !isUsualTimestamp(bytes, begin, end)
  )
    return momentOf(bytes.toString('latin1', begin, end))?.getTime();
  const two = (place: number): number => twoDigits(bytes, begin + place);
  const day = Date.UTC(100 * two(0) + two(2), two(5) - 1, two(8), two(11), two(14), two(17));
  let fraction = 0;
  for (let place = 20, weight = 100; begin + place < end - 1; place++, weight /= 10)
    fraction += weight * ((bytes[begin + place] ?? 0) - 0x30);
  return day + fraction;
}

/**
 * What is wrong with a record's `timestamp` that the stream takes for another moment than was meant, in words: as
 * milliseconds, epoch microseconds lie after the year 5000.
 */
export function otherUnit(value: unknown): string | undefined {
  if (typeof value !== 'number' || Math.abs(value) < mostMilliseconds) return undefined;
  const unit = Math.abs(value) < 1e17 ? 'micro' : 'nano';
  const meant = new Date(unit === 'micro' ? value / 1e3 : value / 1e6);
  return `timestamp ${value} is in ${unit}seconds (${meant.toISOString()}); the stream reads seconds and milliseconds, and takes it for a day far off: divide it by ${unit === 'micro' ? '1,000' : '1,000,000'}`;
}

/** What is wrong with a record's `timestamp` that the stream can't read, in words: an offset. */
export function unreadTimestamp(line: string): string | undefined {
  const value = timestampIn(line);
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.*[+-]\d{2}:?\d{2}$/.test(value))
    return undefined;
  const meant = new Date(value.replace(' ', 'T'));
  const inUtc = Number.isNaN(meant.getTime()) ? '2026-10-05T10:00:00Z' : meant.toISOString();
  return `timestamp "${value}" has an offset, which the stream doesn't read: write it in UTC, as "${inUtc}" or "${inUtc.slice(0, 19).replace('T', ' ')}", or in epoch seconds or milliseconds`;
}

/** From the year 5138 on: nothing in seconds or milliseconds that anybody means. */
const mostMilliseconds = 1e14;

/** The value of a record's `timestamp`; `undefined` when there is none, or no record. */
export function timestampIn(line: string): unknown {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  // The deserializer lower-cases keys before it looks one up.
  const key =
    'timestamp' in record ? 'timestamp' : Object.keys(record).find((name) => name.toLowerCase() === 'timestamp');
  return key === undefined ? undefined : (record as Record<string, unknown>)[key];
}

/** As seconds they would lie after the year 5000. */
const leastMilliseconds = 1e11;

const fromEpoch = (value: number): Date => new Date(Math.abs(value) < leastMilliseconds ? value * 1000 : value);

const time = String.raw`(\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)`;
const forms = [new RegExp(`^(\\d{4}-\\d{2}-\\d{2})T${time}Z$`), new RegExp(`^(\\d{4}-\\d{2}-\\d{2}) ${time}$`)];

function fromText(value: string): Date | undefined {
  const [, day, clockTime] = forms.map((form) => form.exec(value)).find((found) => found !== null) ?? [];
  return day === undefined ? undefined : new Date(`${day}T${clockTime}Z`);
}
