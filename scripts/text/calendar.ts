/** Days of the calendar as they are typed: YYYY-MM-DD, in UTC. */

/** Whether a value is a real calendar date, written YYYY-MM-DD. */
export function isDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** A report covers at most so many days: a leap year. */
export const LONGEST_PERIOD_DAYS = 366;
