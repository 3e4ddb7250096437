import { type Block, type Json } from '../../../terraform/stack';
import { type AlarmState, readAlarm } from './alarm-configuration';
import { evaluateAlarm } from './evaluation';
import { MetricStore } from './metric-store';

const id = { namespace: 'AWS/States', name: 'ExecutionsFailed', dimensions: { StateMachineArn: 'm' } };
const at = new Date('2026-11-01T08:25:00Z');

const block = (change: Record<string, Json> = {}): Block => ({
  kind: 'resource',
  type: 'aws_cloudwatch_metric_alarm',
  name: 'x',
  address: 'aws_cloudwatch_metric_alarm.x',
  values: {
    alarm_name: 'x',
    arn: 'arn:aws:cloudwatch:eu-west-1:1:alarm:x',
    namespace: id.namespace,
    metric_name: id.name,
    dimensions: id.dimensions,
    statistic: 'Sum',
    period: 300,
    comparison_operator: 'GreaterThanThreshold',
    threshold: 3,
    evaluation_periods: 3,
    treat_missing_data: 'notBreaching',
    ...change,
  },
});

/** `0` within the threshold, `X` beyond it, `-` missing: the five most recent periods, the oldest first. */
function stateOf(points: string, change: Record<string, Json>, previous: AlarmState = 'INSUFFICIENT_DATA') {
  const store = new MetricStore();
  points.split(' ').forEach((point, index) => {
    const start = new Date(at.getTime() - (5 - index) * 300_000);
    if (point !== '-') store.put(id, point === 'X' ? 4 : 3, start);
  });
  return evaluateAlarm(readAlarm(block(change)), store, at, previous, 2);
}

// Both tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarms-evaluating-missing-data,
// save their columns for "missing": a stack that leaves it to that default is refused.
describe.each([
  [
    '3 of 3',
    { datapoints_to_alarm: 3 },
    [
      ['0 - X - X', 'OK', 'OK', 'OK'],
      ['0 - - - -', 'OK', 'OK', 'OK'],
      ['- - - - -', 'retained', 'ALARM', 'OK'],
      ['0 X X - X', 'ALARM', 'ALARM', 'ALARM'],
      ['- - - - X', 'retained', 'ALARM', 'OK'],
      ['X - - - -', 'retained', 'ALARM', 'OK'],
    ],
  ],
  [
    '2 of 3',
    { datapoints_to_alarm: 2 },
    [
      ['0 - X - X', 'ALARM', 'ALARM', 'ALARM'],
      ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM'],
      ['0 - X - -', 'OK', 'ALARM', 'OK'],
      ['- - - - 0', 'OK', 'ALARM', 'OK'],
      ['- - - - X', 'retained', 'ALARM', 'OK'],
    ],
  ],
] as const)('%s points', (_, change, rows) => {
  test.each(rows)('%s: ignore %s, breaching %s, notBreaching %s', (points, ignore, breaching, notBreaching) => {
    for (const previous of ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const) {
      const state = (treat: string) => stateOf(points, { ...change, treat_missing_data: treat }, previous).state;
      expect([state('ignore'), state('breaching'), state('notBreaching')]).toEqual([
        ignore === 'retained' ? previous : ignore,
        breaching,
        notBreaching,
      ]);
    }
  });
});

test('all points of the evaluation must be beyond the threshold when it does not say how many', () => {
  expect(stateOf('0 0 X 0 X', {}).state).toBe('OK');
  expect(stateOf('0 0 X X X', {}).state).toBe('ALARM');
});

test.each([
  ['GreaterThanOrEqualToThreshold', 'ALARM'],
  ['GreaterThanThreshold', 'OK'],
  ['LessThanThreshold', 'OK'],
  ['LessThanOrEqualToThreshold', 'ALARM'],
])('%s at the threshold: %s', (comparison_operator, state) => {
  expect(stateOf('0 0 0 0 0', { comparison_operator }).state).toBe(state);
});

test.each([
  ['Sum', 9],
  ['Maximum', 5],
  ['Minimum', 1],
  ['Average', 3],
  ['SampleCount', 3],
])('a period’s points become one by %s', (statistic, value) => {
  const store = new MetricStore();
  // In the period, in any order; before it and after it.
  for (const [reported, second] of [
    [5, 30],
    [1, 0],
    [3, 299],
    [100, -1],
    [100, 300],
  ] as const) {
    store.put(id, reported, new Date(at.getTime() - 300_000 + second * 1000));
  }
  // Another machine's is another metric.
  store.put({ ...id, dimensions: { StateMachineArn: 'n' } }, 100, new Date(at.getTime() - 1000));
  const alarm = readAlarm(block({ statistic, threshold: value, evaluation_periods: 1 }));
  expect(evaluateAlarm({ ...alarm, operator: 'GreaterThanOrEqualToThreshold' }, store, at, 'OK', 0).state).toBe(
    'ALARM',
  );
  expect(evaluateAlarm(alarm, store, at, 'OK', 0).state).toBe('OK');
});

test('the reason says which points decided, in CloudWatch’s words', () => {
  expect(stateOf('0 0 0 0 X', { evaluation_periods: 1 }).reason).toBe(
    'Threshold Crossed: 1 datapoint [4.0 (01/11/26 08:20:00)] was greater than the threshold (3.0).',
  );
  expect(stateOf('0 0 0 0 0', {}).reason).toMatch(
    /^Threshold Crossed: 3 datapoints \[.*\] were not greater than the threshold/,
  );
  expect(stateOf('- - - - -', {}).reason).toBe(
    'Threshold Crossed: no datapoints were received for 3 periods, and missing ones are notBreaching.',
  );
});

describe('refused: what CloudWatch would refuse, and what can not be evaluated here', () => {
  const math = (...queries: Json[]) => ({ metric_query: queries });
  const of = (name: string, period = 300) => ({
    id: name,
    metric: { namespace: 'n', metric_name: name, period, stat: 'Sum', dimensions: {} },
  });
  const result = { id: 'e', expression: 'a + b', return_data: true };
  test.each<[string, Record<string, Json>, string]>([
    ['the default for missing data', { treat_missing_data: 'missing' }, 'choose breaching, notBreaching or ignore'],
    ['a percentile', { extended_statistic: 'p90' }, 'extended_statistic is not evaluated'],
    ['an unknown statistic', { statistic: 'Median' }, 'statistic Median is not evaluated'],
    ['an anomaly band', { comparison_operator: 'LessThanLowerThreshold' }, 'LessThanLowerThreshold is not evaluated'],
    [
      'more than a day of short periods',
      { evaluation_periods: 289 },
      'looks back 86700 s, and CloudWatch allows 86400 s',
    ],
    ['more than a week', { period: 86_400, evaluation_periods: 8 }, 'CloudWatch allows 604800 s'],
    ['periods that differ', math(result, of('a'), of('b', 60)), 'must have one period'],
    ['two results', math(result, { ...result, id: 'f' }, of('a'), of('b')), 'one expression, which returns the data'],
    ['no result', math(of('a')), 'one expression, which returns the data'],
  ])('%s', (_, change, message) => {
    expect(() => readAlarm(block(change))).toThrow(message);
  });

  test('an expression about a metric that the alarm lacks', () => {
    const alarm = readAlarm(block(math({ ...result, expression: 'a + c' }, of('a'))));
    expect(() => evaluateAlarm(alarm, new MetricStore(), at, 'OK')).toThrow('The alarm x has no metric "c".');
  });
});
