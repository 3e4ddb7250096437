import * as z from 'zod/mini';
import { isDate, LONGEST_PERIOD_DAYS } from '../../scripts/text/calendar';

const DAY = 86_400_000;
const DATE_WANTED = 'must be a real calendar date, written YYYY-MM-DD';

/** A report's period: calendar days in UTC, written YYYY-MM-DD, both included. */
export interface Period {
  startDate: string;
  endDate: string;
}

/** The date so many days later (or earlier, when negative). */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** The number of days in a period, both ends included. */
export const daysIn = (period: Period): number => (Date.parse(period.endDate) - Date.parse(period.startDate)) / DAY + 1;

/** Every date of a period, in order. */
export const datesOf = (period: Period): string[] =>
  Array.from({ length: daysIn(period) }, (_, day) => addDays(period.startDate, day));

/** Whether a period is one calendar month, whole. */
export const isCalendarMonth = ({ startDate, endDate }: Period): boolean =>
  startDate.endsWith('-01') && addDays(endDate, 1) === `${addDays(startDate, 31).slice(0, 7)}-01`;

/** Whether a period is one week, whole: Monday to Sunday. */
export const isWeek = (period: Period): boolean => daysIn(period) === 7 && new Date(period.startDate).getUTCDay() === 1;

/** Of a week, by ISO 8601: the first of a year is that of its first Thursday. */
export function weekNumber({ startDate }: Period): number {
  const thursday = addDays(startDate, 3);
  return Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / (7 * DAY)) + 1;
}

/** What a period is compared with: a calendar month with the one before it, another period with as many days. */
export function precedingPeriod(period: Period): Period {
  const endDate = addDays(period.startDate, -1);
  return {
    startDate: isCalendarMonth(period) ? `${endDate.slice(0, 7)}-01` : addDays(period.startDate, -daysIn(period)),
    endDate,
  };
}

/** The period that is compared with this one: its `precedingPeriod` is this. */
export function followingPeriod(period: Period): Period {
  const startDate = addDays(period.endDate, 1);
  return {
    startDate,
    endDate: isCalendarMonth(period)
      ? addDays(`${addDays(startDate, 31).slice(0, 7)}-01`, -1)
      : addDays(startDate, daysIn(period) - 1),
  };
}

const today = () => new Date().toISOString().slice(0, 10);

const date = () => z.string({ error: DATE_WANTED }).check(z.refine(isDate, { error: DATE_WANTED }));

/** A report's period, as fields of a zod object. */
export const periodFields = { startDate: date(), endDate: date() };

/** A rule over both dates: it runs as soon as both are dates, whatever other faults there are, so that all are told. */
const rule = (path: keyof Period, holds: (period: Period) => boolean, error: (period: Period) => string) =>
  z.refine<Period>(holds, {
    path: [path],
    when: ({ value }) => {
      const period = value as Partial<Period> | null;
      return isDate(period?.startDate) && isDate(period?.endDate);
    },
    error: ({ input }) => error(input as Period),
  });

/** Rules over both dates. "Today" is read when a period is parsed, in UTC. */
export const periodChecks = [
  rule(
    'startDate',
    ({ startDate, endDate }) => startDate <= endDate,
    ({ endDate }) => `must not be after endDate, which is "${endDate}"`,
  ),
  rule(
    'endDate',
    ({ endDate }) => endDate <= today(),
    () => `must not be in the future: today is "${today()}" in UTC`,
  ),
  rule(
    'startDate',
    (period) => daysIn(period) <= LONGEST_PERIOD_DAYS,
    (period) =>
      `must be at most ${LONGEST_PERIOD_DAYS} days before endDate, both included: these are ${daysIn(period)} days`,
  ),
];
