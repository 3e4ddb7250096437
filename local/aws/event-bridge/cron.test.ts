import { CronExpressionParser } from 'cron-parser';
import fc from '../../../scripts/jest/properties';
import { UserError } from '../../../scripts/user-error';
import { parseSchedule } from './cron';
import { refusedSchedules, takenSchedules } from './truth/schedules';

const next = (expression: string, after: string, count = 1) => {
  const schedule = parseSchedule(expression, new Date('2026-01-01T00:00:00Z'));
  const moments: string[] = [];
  for (let from: Date | undefined = new Date(after); from && moments.length < count;) {
    from = schedule.next(from);
    if (from) moments.push(from.toISOString().slice(0, 16));
  }
  return moments;
};

test.each([
  ['cron(0 8 1 * ? *)', '2026-09-30T23:59:00Z', ['2026-10-01T08:00', '2026-11-01T08:00', '2026-12-01T08:00']],
  // The moment itself has passed.
  ['cron(0 8 1 * ? *)', '2026-10-01T08:00:00Z', ['2026-11-01T08:00']],
  ['cron(0 8 L * ? *)', '2028-02-01T00:00:00Z', ['2028-02-29T08:00', '2028-03-31T08:00']],
  ['cron(0 8 ? * 2#1 *)', '2026-10-01T00:00:00Z', ['2026-10-05T08:00', '2026-11-02T08:00']],
  ['cron(0 8 ? * 6L *)', '2026-10-01T00:00:00Z', ['2026-10-30T08:00']],
  ['cron(0/15 8-9 ? * MON-FRI *)', '2026-10-02T09:45:00Z', ['2026-10-05T08:00', '2026-10-05T08:15']],
  // The weekday nearest to Saturday the 31st and to Sunday the 1st, never in another month.
  ['cron(0 8 31W * ? *)', '2026-10-01T00:00:00Z', ['2026-10-30T08:00']],
  ['cron(0 8 1W * ? *)', '2026-11-01T00:00:00Z', ['2026-11-02T08:00']],
  ['cron(0 8 29 2 ? 2027/1)', '2026-10-01T00:00:00Z', ['2028-02-29T08:00', '2032-02-29T08:00']],
  ['cron(0 8 1 1 ? 2026)', '2026-10-01T00:00:00Z', []],
  ['cron(*/20 8 ? JAN,DEC SUN,SAT *)', '2026-12-05T08:20:00Z', ['2026-12-05T08:40', '2026-12-06T08:00']],
  ['rate(5 minutes)', '2026-01-01T00:07:00Z', ['2026-01-01T00:10', '2026-01-01T00:15']],
])('%s after %s', (expression, after, expected) => {
  expect(next(expression, after, Math.max(1, expected.length))).toEqual(expected);
});

test.each([
  ['cron(0 8 1 * *)', '5 fields in place of 6'],
  ['cron(0 8 1 * * *)', 'exactly one of day-of-month and day-of-week must be ?'],
  ['cron(0 8 ? * ? *)', 'exactly one of day-of-month and day-of-week must be ?'],
  ['cron(60 8 1 * ? *)', 'minutes: 60 is not between 0 and 59'],
  ['cron(0 8 32 * ? *)', 'day-of-month: 32'],
  ['cron(0 8 1 FOO ? *)', 'month: FOO'],
  ['cron(0 9-8 1 * ? *)', 'hours: 9-8 runs backwards'],
  ['cron(0/0 8 1 * ? *)', 'minutes: /0 is not a step'],
  ['0 8 1 * ? *', 'it must be cron(…) or rate(…)'],
  ['rate(0 minutes)', 'a rate is e.g. rate(1 minute) or rate(5 minutes)'],
  // Not of AWS's page: refused by name.
  ['cron(0 8 LW * ? *)', 'day-of-month: LW'],
  ['cron(0 8 L,15 * ? *)', 'day-of-month: L'],
  ['cron(0 8 L-3 * ? *)', 'day-of-month: L'],
  ['cron(0 8 ? * 2#6 *)', 'day-of-week: 2#6'],
  ['cron(0 8 ? * 2#1,3#1 *)', 'day-of-week: 2#1'],
  ['cron(0 8 ? * SUN/2 *)', 'steps through days of the week'],
  ['cron(0 8-17/2 1 * ? *)', 'hours: 8-17/2 steps through a range'],
  ['cron(0/60 8 1 * ? *)', 'minutes: /60 is not a step'],
  ['cron(0 8 ? ? 2 *)', 'month: ? is not between 1 and 12'],
  ['cron(0 8 1 * ? 1969)', 'year: 1969 is not between 1970 and 2199'],
  ['cron(0 8 1 * ? 2200)', 'year: 2200 is not between 1970 and 2199'],
  ['cron(0  8 1 * ? *)', '7 fields in place of 6'],
  ['cron(*,5 8 1 * ? *)', 'has a list with *'],
])('%s is refused: %s', (expression, why) => {
  expect(() => parseSchedule(expression, new Date())).toThrow(UserError);
  expect(() => parseSchedule(expression, new Date())).toThrow(why);
});

test.each(refusedSchedules)('$expression is refused, as AWS was recorded to', ({ expression }) => {
  expect(() => parseSchedule(expression, new Date())).toThrow('Parameter ScheduleExpression is not valid.');
});

test.each(takenSchedules)('$expression is taken, as AWS was recorded to', ({ expression }) => {
  expect(() => parseSchedule(expression, new Date())).not.toThrow();
});

test('agrees with another implementation where both know the syntax', () => {
  const field = (low: number, high: number) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: low, max: high }).map(String),
      fc
        .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
        .map(([a, b]) => (a <= b ? `${a}-${b}` : `${b},${a}`)),
    );
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }).map((ms) => new Date(ms));
  const days = fc.oneof(
    fc.tuple(fc.oneof(field(1, 28), fc.constant('L')), fc.constant('?')),
    fc.tuple(fc.constant('?'), field(1, 7)),
  );
  fc.assert(
    fc.property(
      field(0, 59),
      field(0, 23),
      field(1, 12),
      days,
      moment,
      (minutes, hours, month, [date, weekday], after) => {
        const ours = parseSchedule(`cron(${minutes} ${hours} ${date} ${month} ${weekday} *)`, after).next(after);
        // Unix counts Sunday as 0.
        const unixWeekday = weekday.replaceAll(/\d/g, (digit) => String(Number(digit) - 1)).replace('?', '*');
        const unix = `${minutes} ${hours} ${date === '?' ? '*' : date} ${month} ${unixWeekday}`;
        const theirs = CronExpressionParser.parse(unix, { currentDate: after, tz: 'UTC' }).next().toDate();
        expect(ours).toEqual(theirs);
      },
    ),
    { numRuns: 300 },
  );
});
