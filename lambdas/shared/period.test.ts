import fc from '../../scripts/jest/properties';
import { isDate } from '../../scripts/text/calendar';
import { reportInput } from '../contracts';
import { parseInput } from './parse-input';
import { addDays, datesOf, daysIn, precedingPeriod } from './period';

const refusal = (input: unknown): string => {
  try {
    parseInput(reportInput, input);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

const today = new Date().toISOString().slice(0, 10);
const DATE = 'must be a real calendar date, written YYYY-MM-DD';

it.each([
  { startDate: '2020-10-10', endDate: '2020-10-10' },
  { startDate: '2020-02-29', endDate: '2020-03-01' },
  { startDate: '2020-01-01', endDate: '2020-12-31' },
  { startDate: today, endDate: today },
])('takes %j', (input) => expect(refusal(input)).toBe('taken'));

it.each<[unknown, string]>([
  [
    { startDate: '2020-10-11', endDate: '2020-10-10' },
    'startDate is "2020-10-11": must not be after endDate, which is "2020-10-10"',
  ],
  [
    { startDate: '2020-01-01', endDate: '2021-01-01' },
    'startDate is "2020-01-01": must be at most 366 days before endDate, both included: these are 367 days',
  ],
  [
    { startDate: today, endDate: addDays(today, 1) },
    `endDate is "${addDays(today, 1)}": must not be in the future: today is "${today}" in UTC`,
  ],
  [{ startDate: '2021-02-29', endDate: '2021-03-01' }, `startDate is "2021-02-29": ${DATE}`],
  [
    { startDate: '2020-1-1', endDate: '2020-01-01T00:00:00Z' },
    `startDate is "2020-1-1": ${DATE}; endDate is "2020-01-01T00:00:00Z": ${DATE}`,
  ],
  [{ startDate: '2020-10-10' }, `endDate is missing: ${DATE}`],
  [
    { startDate: '2020-10-11', endDate: '2020-10-10', enddate: '2020-10-12' },
    'enddate is not a known field: remove it; startDate is "2020-10-11": must not be after endDate, which is "2020-10-10"',
  ],
  ['2020-10-10', 'input is "2020-10-10": must be an object'],
  [undefined, 'input is missing: must be an object'],
])('refuses %j and says why', (input, why) => expect(refusal(input)).toBe(why));

it('shows a hostile value on one line, cut', () => {
  const message = refusal({ startDate: `\u202E\n${'x'.repeat(10_000)}`, endDate: '2020-10-10' });
  expect(message).toMatch(/^startDate is "\\u\{202E\}\\nx+…: must be/);
  expect(message.length).toBeLessThan(200);
});

const dates = fc
  .date({ min: new Date('1971-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

it('a preceding period is as long, or the month before a month, and ends the day before', () => {
  fc.assert(
    fc.property(dates, fc.nat(365), (startDate, more) => {
      const period = { startDate, endDate: addDays(startDate, more) };
      const preceding = precedingPeriod(period);
      const [first, next] = [new Date(startDate), new Date(addDays(period.endDate, 1))];
      const isMonth =
        first.getUTCDate() === 1 &&
        next.getUTCDate() === 1 &&
        (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth() === 1;
      if (isMonth) expect(preceding.startDate.slice(8)).toBe('01');
      expect(daysIn(preceding)).toBe(
        isMonth ? new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), 0)).getUTCDate() : more + 1,
      );
      expect(addDays(preceding.endDate, 1)).toBe(startDate);
      expect([...datesOf(preceding), ...datesOf(period)].every(isDate)).toBe(true);
    }),
  );
});
