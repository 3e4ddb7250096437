/**
 * Timestamps as the OpenX JSON SerDe takes them:
 * `yyyy-MM-dd'T'HH:mm:ss[.S]'Z'` (up to 9 digits), `yyyy-[M]M-[d]d HH:mm:ss[.S]`, and epoch seconds, milliseconds or
 * seconds with a fraction, as a number or as text.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * @returns `yyyy-MM-dd HH:mm:ss[.ffffff]` in UTC, which the Parquet writer reads; undefined for anything else
 */
export function openXTimestamp(value: unknown): string | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  if (iso.test(value)) {
    if (Number(value.slice(8, 10)) > daysIn(Number(value.slice(0, 4)), Number(value.slice(5, 7)))) return undefined;
    return `${value.slice(0, 10)} ${value.slice(11, Math.min(value.length - 1, microsEnd))}`;
  }
  const found = spaced.exec(value);
  if (!found) return epoch.test(value) ? fromEpoch(Number(value)) : undefined;
  const [, year = '', month = '', day = '', time = '', fraction] = found;
  if (Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const micros = fraction === undefined ? '' : `.${fraction.slice(0, 6)}`;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time}${micros}`;
}

/** The special format `millis` of the Hive SerDe, and its default, `java.sql.Timestamp.valueOf`. */
export function hiveTimestamp(value: unknown, formats: readonly string[]): string | undefined {
  if (formats.includes('millis')) {
    const millis =
      typeof value === 'number' || (typeof value === 'string' && /^-?\d+$/.test(value)) ? Number(value) : NaN;
    if (Number.isFinite(millis)) return textOf(millis);
  }
  if (typeof value !== 'string') return undefined;
  const isSpaced = spaced.test(value);
  if (
    isSpaced ? formats.length === 0 || formats.some((f) => f.startsWith('yyyy-MM-dd HH')) : formats.some(isIsoFormat)
  ) {
    return openXTimestamp(value);
  }
  return undefined;
}

const isIsoFormat = (format: string): boolean => /^yyyy-MM-dd'T'HH:mm:ss(\.S+)?('Z'|Z+)$/.test(format);

/** Hive's `date`: `yyyy-MM-dd`. */
export function date(value: unknown): string | undefined {
  const found = typeof value === 'string' ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) : null;
  if (!found) return undefined;
  return Number(found[3]) >= 1 && Number(found[3]) <= daysIn(Number(found[1]), Number(found[2])) ? found[0] : undefined;
}

const clockTime = String.raw`((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,9}))?`;
const iso = new RegExp(`^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T${clockTime}Z$`);
/** Where the sixth digit of the fraction ends, which is the last that Parquet's microseconds hold. */
const microsEnd = 'yyyy-MM-ddTHH:mm:ss.ffffff'.length;
const spaced = new RegExp(`^(\\d{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\\d|3[01]) ${clockTime}$`);
const epoch = /^-?\d{1,19}(?:\.\d+)?$/;

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Eleven digits and more are milliseconds: as seconds they would lie after the year 5000. */
function fromEpoch(value: number): string | undefined {
  return Math.abs(value) >= 1e11 ? textOf(value) : textOf(value * 1000);
}

function textOf(millis: number): string | undefined {
  const time = new Date(Math.round(millis));
  const text = Number.isNaN(time.getTime()) ? '' : time.toISOString();
  // A year of more than four digits is no date that Parquet's readers agree on.
  return text.length === 24 ? text.replace('T', ' ').replace('Z', '') : undefined;
}
