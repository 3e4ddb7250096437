import { parseExpression } from './expression';
import { evaluate, readsCalendar } from './metric-math';
import { type Series } from './metric-store';

const hour = 3_600_000;
const at = Date.UTC(2026, 9, 31, 22);

/** Hourly from 22:00 on 31 October 2026 on; `-` stands for a missing point, as in AWS's tables. */
function result(expression: string, metrics: Readonly<Record<string, string>>): string {
  const read = (text: string): Series => text.split(' ').map((point) => (point === '-' ? undefined : Number(point)));
  const [first = ''] = Object.values(metrics);
  const starts = read(first).map((_, index) => at + index * hour);
  const series = evaluate(parseExpression(expression), {
    starts,
    metric(id) {
      const text = metrics[id];
      if (text === undefined) throw new Error(`no metric ${id}`);
      return read(text);
    },
  });
  return series.map((point) => point ?? '-').join(' ');
}

const metric1 = '30 20 0 0';
const metric2 = '20 - 20 -';

// The examples of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test.each([
  ['metric1 < metric2', { metric1, metric2 }, '0 0 1 0'],
  ['metric1 >= 30', { metric1 }, '1 0 0 0'],
  ['(metric1 > 15 AND metric2 > 15)', { metric1, metric2 }, '1 0 0 0'],
  [
    'IF(metric1, metric2, metric3)',
    { metric1: '1 1 0 0 -', metric2: '30 - 0 0 30', metric3: '0 0 20 - 20' },
    '30 0 20 - -',
  ],
  ['IF(metric1, 5, metric3)', { metric1: '1 1 0 0 -', metric3: '0 0 20 - 20' }, '5 5 20 - -'],
  ['IF(metric1, metric2, 5)', { metric1: '1 1 0 0 -', metric2: '30 - 0 0 30' }, '30 0 5 5 -'],
  ['IF(metric1<400, metric1)', { metric1: '100 500 - 399' }, '100 - - 399'],
  ['FILL(metric1, 10)', { metric1: '1 - 3' }, '1 10 3'],
])('%s', (expression, metrics, expected) => {
  expect(result(expression, metrics)).toBe(expected);
});

test.each([
  ['a point that one series lacks counts as 0', 'a + b', { a: '1 - 3 -', b: '1 1 - -' }, '2 1 3 -'],
  ['what can not be divided is dropped', 'a / b', { a: '1 1 - 0', b: '2 0 - 0' }, '0.5 - - -'],
  ['a plain number adds no points', '100 * a', { a: '1 - 2' }, '100 - 200'],
  ['* and / come before + and -', 'a + 2 * 3 - a / 1', { a: '4' }, '6'],
  ['from left to right', 'a - 1 - 1', { a: '4' }, '2'],
  ['- before a series', '-a + 1', { a: '4 -' }, '-3 -'],
  ['OR is weaker than AND', 'a == 1 || a == 2 && b == 0', { a: '1 2 2', b: '1 1 0' }, '1 0 1'],
  ['!= and <=', '(a != 1) + (a <= 2)', { a: '1 2 3' }, '1 2 1'],
])('%s', (_, expression, metrics, expected) => {
  expect(result(expression, metrics)).toBe(expected);
});

test('the calendar is that of a period’s start, in UTC, also where there is no data', () => {
  const metrics = { a: '- - -' };
  expect(result('HOUR(a)', metrics)).toBe('22 23 0');
  expect(result('DATE(a)', metrics)).toBe('31 31 1');
  // A Saturday, then a Sunday.
  expect(result('DAY(a)', metrics)).toBe('6 6 7');
  expect(result('MONTH(a)', metrics)).toBe('10 10 11');
  expect(result('YEAR(a) + MINUTE(a)', metrics)).toBe('2026 2026 2026');
});

test('an expression tells whether the calendar alone can change it', () => {
  expect(['IF(a > 1, -DATE(a))', 'a + HOUR(a)'].map(parseExpression).map(readsCalendar)).toEqual([true, true]);
  expect(['IF(a > 1, -FILL(a, 0))', '100 * a / (a + b)'].map(parseExpression).map(readsCalendar)).toEqual([
    false,
    false,
  ]);
});

test.each([
  ['a +', 'can\'t be read at "its end"'],
  ['a b', 'can\'t be read at "b"'],
  ['(a', 'can\'t be read at "its end"'],
  ['IF(a,)', 'can\'t be read at ")"'],
  ['a ~ b', 'can\'t be read at "~ b"'],
  ['SUM([a, b])', 'can\'t be read at "[a, b])"'],
  [
    'RUNNING_SUM(a)',
    'The local run does not evaluate RUNNING_SUM with 1 arguments of this kind: it knows FILL(series, number)',
  ],
  ['FILL(a, REPEAT(a))', 'does not evaluate REPEAT'],
  ['HOUR(1)', 'does not evaluate HOUR'],
  ['toString(a)', 'does not evaluate toString'],
  ['1 + 1', 'must come to a series'],
])('%s is refused in words', (expression, message) => {
  expect(() => result(expression, { a: '1', b: '1' })).toThrow(message);
});
