import { NumberText } from './number-text';

/**
 * Timestamps as the OpenX JSON SerDe takes them: `yyyy-MM-dd'T'HH:mm:ss[.S]['Z']` to the letter, the form with a space
 * leniently (`2026-9-7 1:2:3`), both with up to 9 digits behind the point, and epoch seconds, milliseconds or seconds
 * with a fraction, as a number or as text.
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * and what was probed on AWS: https://github.com/floci-io/floci/pull/3333
 * @returns `yyyy-MM-dd HH:mm:ss[.fffffffff]` in UTC, which the Parquet writer reads; undefined for anything else
 */
export function openXTimestamp(value: unknown): string | undefined {
  if (typeof value === 'number') return fromEpoch(value, String(value));
  if (value instanceof NumberText) return fromEpoch(Number(value.text), value.text);
  if (typeof value !== 'string') return undefined;
  const isIso = iso.test(value);
  const found = isIso ? null : spaced.exec(value);
  if (!isIso && !found) return epoch.test(value) ? fromEpoch(Number(value), value) : undefined;
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction = ''] = found ?? [];
  const text = isIso
    ? `${value.slice(0, 10)} ${value.slice(11, value.endsWith('Z') ? -1 : undefined)}`
    : `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
  const ofMonth = Number(text.slice(8, 10));
  if (ofMonth > 28 && ofMonth > daysIn(Number(text.slice(0, 4)), Number(text.slice(5, 7)))) return undefined;
  return text < earliest || text > latest ? undefined : text;
}

/** Whether ASCII there is the first of these forms, of a year that 64 bits of nanoseconds hold as a whole. */
export function isUsualTimestamp(bytes: Buffer, begin: number, end: number): boolean {
  const fraction = begin + 'yyyy-MM-ddTHH:mm:ss'.length;
  const last = bytes[end - 1] === 0x5a ? end - 1 : end;
  if (last !== fraction && !isFraction(bytes, fraction, last)) return false;
  if (bytes[begin + 4] !== 0x2d || bytes[begin + 7] !== 0x2d || bytes[begin + 10] !== 0x54) return false;
  if (bytes[begin + 13] !== 0x3a || bytes[begin + 16] !== 0x3a) return false;
  const [hour, minute, second] = [
    twoDigits(bytes, begin + 11),
    twoDigits(bytes, begin + 14),
    twoDigits(bytes, begin + 17),
  ];
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return false;
  const year = 100 * twoDigits(bytes, begin) + twoDigits(bytes, begin + 2);
  const [month, day] = [twoDigits(bytes, begin + 5), twoDigits(bytes, begin + 8)];
  if (year < 1678 || year > 2261 || month < 1 || month > 12 || day < 1) return false;
  return day <= 28 || day <= daysIn(year, month);
}

function isFraction(bytes: Buffer, point: number, end: number): boolean {
  if (bytes[point] !== 0x2e || end - point < 2 || end - point > 10) return false;
  for (let at = point + 1; at < end; at++) if (((bytes[at] as number) - 0x30) >>> 0 > 9) return false;
  return true;
}

/** The number that two digits of ASCII are; less than -9,999 where there are none. */
export function twoDigits(bytes: Buffer, at: number): number {
  const [tens, ones] = [(bytes[at] as number) - 0x30, (bytes[at + 1] as number) - 0x30];
  return tens >>> 0 > 9 || ones >>> 0 > 9 ? -10_000 : 10 * tens + ones;
}

/** A `date` column: the day's parts may be short, as in a timestamp with a space. */
export function date(value: unknown): string | undefined {
  const [, year, month = '', day = ''] = (typeof value === 'string' && calendarDay.exec(value)) || [];
  if (year === undefined || Number(day) > daysIn(Number(year), Number(month))) return undefined;
  return `${year}-${two(month)}-${two(day)}`;
}

const two = (digits: string): string => digits.padStart(2, '0');

const fraction = String.raw`(\.\d{1,9})?`;
const iso = new RegExp(
  String.raw`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d${fraction}Z?$`,
);
const lenientDay = String.raw`(\d{4})-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])`;
const calendarDay = new RegExp(`^${lenientDay}$`);
const spaced = new RegExp(`^${lenientDay} ${String.raw`([01]?\d|2[0-3]):([0-5]?\d):([0-5]?\d)`}${fraction}$`);
const epoch = /^-?\d{1,19}(?:\.\d+)?$/;

/** What 64 bits of nanoseconds hold. What AWS makes of a text beyond was not seen, so such a record is refused. */
const [earliest, latest] = ['1677-09-21 00:12:44', '2262-04-11 23:47:16'];
const mostMillis = 9_223_372_036_854;

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Below 10¹² seconds, from there on milliseconds. */
function fromEpoch(value: number, text: string): string | undefined {
  const isSeconds = Math.abs(value) < 1e12;
  const millis = Math.round(isSeconds ? value * 1000 : value);
  if (Math.abs(millis) <= mostMillis) return new Date(millis).toISOString().replace('T', ' ').replace('Z', '');
  return /^-?\d{1,19}$/.test(text) ? wrapped(BigInt(text) * (isSeconds ? 1000n : 1n)) : undefined;
}

/** AWS's writer counts nanoseconds in 64 bits, which run over: 999999999999 becomes a moment of 2092. */
function wrapped(millis: bigint): string {
  const nanos = BigInt.asIntN(64, millis * 1_000_000n);
  const rest = ((nanos % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const time = new Date(Number((nanos - rest) / 1_000_000n)).toISOString();
  return time.replace('T', ' ').replace('Z', String(rest).padStart(6, '0'));
}
