import { UserError } from '../../../scripts/user-error';
import { parseExpression } from './expression';
import { moments, refusedExpressions, takenExpressions } from './truth/expressions';

test.each(refusedExpressions)('$says, as AWS was recorded to', ({ expression }) => {
  expect(() => parseExpression(expression)).toThrow(UserError);
  expect(() => parseExpression(expression)).toThrow(`Invalid Schedule Expression ${expression}.`);
});

test.each(takenExpressions)('$says, as AWS was recorded to', ({ expression }) => {
  expect(() => parseExpression(expression)).not.toThrow();
});

test.each(moments)('$says', ({ expression, zone, after, next }) => {
  const schedule = parseExpression(expression, zone);
  const told: string[] = [];
  for (let at = schedule.next(new Date(after)); at && told.length < next.length; at = schedule.next(at)) {
    told.push(at.toISOString().slice(0, 16));
  }
  expect(told).toEqual(next);
});

test.each([
  ['rate(5 minutes)', 'UTC', 'cron(…) is served here, neither rate(…) nor at(…)'],
  ['at(2027-11-20T13:00:00)', 'UTC', 'cron(…) is served here, neither rate(…) nor at(…)'],
  // AWS was recorded to take it; what it means its page does not say.
  ['cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)', 'UTC', 'of a form that is not served here: cron(0-15/1'],
  ['cron(0 8 1 * ? *)', 'Europe/Nowhere', 'schedule_expression_timezone is Europe/Nowhere: it must be UTC or a name'],
  [
    'cron(30 2 * * ? *)',
    'Europe/Berlin',
    'in Europe/Berlin it falls on 2026-10-25 02:30, which comes twice as the clock goes back',
  ],
  ['cron(15 1 ? 11 SUN *)', 'America/New_York', 'it falls on 2026-11-01 01:15, which comes twice'],
])('%s in %s is refused by name', (expression, zone, why) => {
  expect(() => parseExpression(expression, zone)).toThrow(why);
});
