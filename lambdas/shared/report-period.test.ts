import fc from '../../scripts/jest/properties';
import { addDays, daysIn, isCalendarMonth, precedingPeriod } from './period';
import { EVERY, periodBefore } from './report-period';

it.each([
  // Week 53 of 2026 goes into 2027; 2027 begins within it.
  ['week', '2027-01-04T08:00:00Z', '2026-12-28', '2027-01-03'],
  ['week', '2027-01-03T23:59:59Z', '2026-12-21', '2026-12-27'],
  ['week', '2026-11-01T08:00:00Z', '2026-10-19', '2026-10-25'],
  ['week', '2028-03-06T08:00:00Z', '2028-02-28', '2028-03-05'],
  ['month', '2028-03-01T08:00:00Z', '2028-02-01', '2028-02-29'],
  ['month', '2027-03-28T01:00:00Z', '2027-02-01', '2027-02-28'],
  ['month', '2027-01-15T08:00:00Z', '2026-12-01', '2026-12-31'],
  ['day', '2028-03-01T06:00:00Z', '2028-02-29', '2028-02-29'],
  ['day', '2027-01-01T00:00:00Z', '2026-12-31', '2026-12-31'],
] as const)('of each %s, at %s: %s to %s', (every, time, startDate, endDate) => {
  expect(periodBefore(every, time)).toEqual({ startDate, endDate });
});

const moments = fc.date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

it('is whole, over, the last one that is, and the same all day', () => {
  fc.assert(
    fc.property(fc.constantFrom(...EVERY), moments, (every, moment) => {
      const [today, period] = [moment.toISOString().slice(0, 10), periodBefore(every, moment.toISOString())];
      expect(periodBefore(every, `${today}T23:59:59Z`)).toEqual(period);
      if (every === 'month') expect(isCalendarMonth(period)).toBe(true);
      if (every === 'week') expect([new Date(period.startDate).getUTCDay(), daysIn(period)]).toEqual([1, 7]);
      if (every === 'day') expect(daysIn(period)).toBe(1);
      expect(period.endDate < today).toBe(true);
      // The one after it is not over.
      const after = periodBefore(every, `${addDays(today, { month: 31, week: 7, day: 1 }[every])}T00:00:00Z`);
      expect(after.endDate >= today).toBe(true);
      // It is compared with what the schedule told of the time before.
      expect(precedingPeriod(period)).toEqual(periodBefore(every, `${period.startDate}T08:00:00Z`));
    }),
  );
});
