import { daysIn, isCalendarMonth, isWeek, type Period, weekNumber } from './period';

/** How the report's text and page write numbers and dates. */

/** `192,004` */
export const whole = (count: number): string => count.toLocaleString('en-US');

/** `1 event`, `2 events` */
export const counted = (count: number, noun: string): string => `${whole(count)} ${noun}${count === 1 ? '' : 's'}`;

/** `4.17`, and `0` where there is nothing to divide by. */
export const ratio = (part: number, of: number): string => (of === 0 ? '0' : (part / of).toFixed(2));

/** `12.5 %`; of nothing, 0. */
export const share = (part: number, all: number): string => `${(all === 0 ? 0 : (100 * part) / all).toFixed(1)} %`;

/** `+12.5 %`; `new` where there was nothing before, `no change` where there is nothing now either. */
export function change(now: number, before: number): string {
  if (now === before) return 'no change';
  if (before === 0) return 'new';
  const percent = (100 * (now - before)) / before;
  return `${percent < 0 ? '' : '+'}${percent.toLocaleString('en-US', { maximumFractionDigits: 1, minimumFractionDigits: 1 })} %`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** `812 B`, `1.4 MB`: powers of 1000. */
export function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${power === 0 ? count : (count / 1000 ** power).toFixed(1)} ${UNITS[power]}`;
}

/** `0.9 s` */
export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** `2026-11-01 08:00 UTC` */
export const moment = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const parts = (date: string) => ({
  year: date.slice(0, 4),
  month: MONTHS[Number(date.slice(5, 7)) - 1] ?? '',
  day: String(Number(date.slice(8, 10))),
});

/** `Sat` */
export const weekday = (date: string): string => WEEKDAYS[new Date(date).getUTCDay()] ?? '';

export const isWeekend = (date: string): boolean => new Date(date).getUTCDay() % 6 === 0;

/** `Oct` */
export const shortMonth = (date: string): string => parts(date).month.slice(0, 3);

/** `10 Oct` */
export const shortDate = (date: string): string => `${parts(date).day} ${shortMonth(date)}`;

/** `Sat 10 Oct 2026` */
export const longDate = (date: string): string => `${weekday(date)} ${shortDate(date)} ${parts(date).year}`;

/**
 * `October 2026`, `10 October 2026`, `10 to 12 October 2026`, `31 August to 30 September 2026`; and of a week from Monday to
 * Sunday, `week 53, 28 December 2026 to 3 January 2027`.
 */
export function periodName(period: Period): string {
  const [start, end] = [parts(period.startDate), parts(period.endDate)];
  const sameYear = start.year === end.year;
  const sameMonth = sameYear && start.month === end.month;
  if (isCalendarMonth(period)) return `${start.month} ${start.year}`;
  if (sameMonth && start.day === end.day) return `${end.day} ${end.month} ${end.year}`;
  const first = sameMonth ? start.day : `${start.day} ${start.month}${sameYear ? '' : ` ${start.year}`}`;
  const week = isWeek(period) ? `week ${weekNumber(period)}, ` : '';
  return `${week}${first} to ${end.day} ${end.month} ${end.year}`;
}

/** `31 days` */
export const lengthOf = (period: Period): string => counted(daysIn(period), 'day');
