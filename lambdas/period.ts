import * as z from 'zod/mini';

const DAY = 86_400_000;
const MAX_DAYS = 366;

const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  new Date(`${text}T00:00:00Z`).toString() !== 'Invalid Date' &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** The number of days in a period, both ends included. */
export const daysIn = (period: { startDate: string; endDate: string }) =>
  (Date.parse(period.endDate) - Date.parse(period.startDate)) / DAY + 1;

const date = () => z.string().check(z.refine(isDate, { error: 'must be a real calendar date, written YYYY-MM-DD' }));

/** A report's period: calendar days in UTC, both inclusive. */
export const periodFields = { startDate: date(), endDate: date() };

type Period = { startDate: string; endDate: string };
const valid = (period: Period) => isDate(period.startDate) && isDate(period.endDate);

/** Rules over both dates. "Today" is read when a period is parsed, in UTC. */
export const periodChecks = [
  z.refine<Period>((period) => !valid(period) || period.startDate <= period.endDate, {
    path: ['startDate'],
    error: 'must not be after endDate',
  }),
  z.refine<Period>((period) => !valid(period) || period.endDate <= new Date().toISOString().slice(0, 10), {
    path: ['endDate'],
    error: 'must not be in the future (UTC)',
  }),
  z.refine<Period>((period) => !valid(period) || daysIn(period) <= MAX_DAYS, {
    path: ['startDate'],
    error: `must be at most ${MAX_DAYS} days before endDate, both included`,
  }),
];
