import { type Block } from '../../../terraform/stack';
import { blockOf, stackOf } from '../shared/test-support';
import { readRules } from './rule';

const rule = (values: Block['values']) =>
  blockOf('aws_cloudwatch_event_rule', { name: 'r', arn: 'arn:aws:events:eu-west-1:000000000000:rule/r', ...values });
const target = (values: Block['values'] = {}) =>
  blockOf('aws_cloudwatch_event_target', {
    rule: 'r',
    target_id: 't',
    arn: 'arn:aws:sqs:eu-west-1:000000000000:q',
    ...values,
  });
const read = (...blocks: Block[]) => readRules(stackOf(...blocks), new Date('2026-01-01T00:00:00Z'));

test('a rule is read with its pattern, its schedule and its targets, by name', () => {
  const [first, second] = read(
    rule({ name: 'z', schedule_expression: 'rate(1 minute)', state: 'DISABLED' }),
    rule({ event_pattern: '{"source": ["a"]}' }),
    target(),
  );
  expect(first).toMatchObject({ name: 'r', enabled: true, targets: [{}] });
  expect(first?.pattern?.compiled.matches({ source: 'a' })).toBe(true);
  expect(second).toMatchObject({ name: 'z', enabled: false, expression: 'rate(1 minute)', targets: [] });
});

test.each([
  [[rule({})], 'it has neither event_pattern nor schedule_expression'],
  [[rule({ event_pattern: '{"a": "b"}' })], 'Event pattern is not valid. Reason: "a" must be an object or an array'],
  [[rule({ event_pattern: `{"a": ["${'x'.repeat(2048)}"]}` })], 'event_pattern has 2059 characters: at most 2048'],
  [[rule({ schedule_expression: 'rate(1 minutes)' })], 'Parameter ScheduleExpression is not valid.'],
  [[rule({ schedule_expression: 'rate(1 minute)' }), ...Array<Block>(6).fill(target())], 'it has 6 targets, of 5'],
  [
    [rule({ schedule_expression: 'rate(1 minute)' }), target({ arn: 'arn:aws:kinesis:eu-west-1:0:stream/s' })],
    'targets of lambda, sns, sqs are served here, no other',
  ],
  [
    [
      rule({ schedule_expression: 'rate(1 minute)' }),
      target({ arn: 'arn:aws:lambda:eu-west-1:000000000000:function:f:live' }),
    ],
    'a version or an alias of a function is not served here',
  ],
  [
    [rule({ event_pattern: '{"a": ["b"]}', state: 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' })],
    'ENABLED and DISABLED are served here',
  ],
])('what AWS refuses, or is not served, is refused when the stack is stood up: %#', (blocks, why) => {
  expect(() => read(...blocks)).toThrow(why);
});

test('every fault is told at once', () => {
  const both = [rule({ event_pattern: '[]' }), rule({ name: 's', schedule_expression: 'cron(x)' })];
  expect(() => read(...both)).toThrow(/Filter is not an object[^]*ScheduleExpression/);
});
