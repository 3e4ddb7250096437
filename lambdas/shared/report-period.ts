import { addDays, type Period } from './period';

/** How often a report is made, which is how long the period is that it tells of. */
export const EVERY = ['month', 'week', 'day'] as const;
export type Every = (typeof EVERY)[number];

/**
 * The last period that was over when the day of `time` began, in UTC: the calendar month before it, the week from Monday to
 * Sunday (ISO 8601) before it, or the day before it. It depends on the day alone: an event that comes twice, or hours late,
 * is of the same period.
 * @param time an instant in UTC, `2020-11-01T08:00:00Z`
 */
export function periodBefore(every: Every, time: string): Period {
  const today = time.slice(0, 10);
  if (every === 'day') return { startDate: addDays(today, -1), endDate: addDays(today, -1) };
  if (every === 'week') {
    const endDate = addDays(today, -(new Date(today).getUTCDay() || 7));
    return { startDate: addDays(endDate, -6), endDate };
  }
  const endDate = addDays(`${today.slice(0, 7)}-01`, -1);
  return { startDate: `${endDate.slice(0, 7)}-01`, endDate };
}
