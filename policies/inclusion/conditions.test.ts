import { type ConditionBlock } from './conditions';
import { includes } from './inclusion';

const resource = 'arn:aws:s3:::b';
/** Whether the second condition implies the first: yes, unknown, or a context which shows that it doesn't. */
function implied(wider: ConditionBlock, narrower: ConditionBlock): unknown {
  const statement = (Condition: ConditionBlock) => [
    { Effect: 'Allow' as const, Action: 's3:GetObject', Resource: resource, Condition },
  ];
  const found = includes(statement(wider), statement(narrower));
  return found.answer === 'no' ? found.witness.context : found.answer;
}
const on = (operator: string, ...values: string[]): ConditionBlock => ({ [operator]: { k: values } });

test.each<[ConditionBlock, ConditionBlock, unknown]>([
  [on('StringLike', 'a*'), on('StringEquals', 'ab', 'ac'), 'yes'],
  [on('StringEquals', 'ab'), on('StringLike', 'a?'), { k: 'ax' }],
  [on('StringEquals', 'a*'), on('StringLike', 'a*'), { k: 'a' }],
  [on('StringNotEquals', 'a'), on('StringEquals', 'b'), 'yes'],
  [on('StringNotLike', 'a*'), on('StringNotEquals', 'a'), { k: 'ax' }],
  [on('StringEqualsIgnoreCase', 'AB'), on('StringEquals', 'aB'), 'yes'],
  [on('StringNotEquals', 'a'), on('StringNotEqualsIgnoreCase', 'A'), 'yes'],
  [on('ArnLike', 'arn:aws:events:*:1:rule/*'), on('ArnEquals', 'arn:aws:events:eu-west-1:1:rule/r'), 'yes'],
  [
    on('ArnLike', 'arn:aws:events:*'),
    on('ArnLike', 'arn:aws:events:eu-west-1:1:rule/r'),
    { k: 'arn:aws:events:eu-west-1:1:rule/r' },
  ],
  [on('NumericLessThan', '10'), on('NumericLessThanEquals', '9.99'), 'yes'],
  [on('NumericLessThan', '10'), on('NumericLessThanEquals', '10'), { k: '10' }],
  [on('NumericNotEquals', '5'), on('NumericGreaterThan', '5'), 'yes'],
  [on('NumericGreaterThan', '5', '7'), on('NumericEquals', '6'), 'yes'],
  [on('DateGreaterThan', '2026-01-01'), on('DateEquals', '2026-01-01T00:00:01Z'), 'yes'],
  [on('DateLessThan', '2026-01-01T00:00:00Z'), on('DateLessThan', '2026-01-01T01:00:00+01:00'), 'yes'],
  [on('DateLessThan', '1767225600'), on('DateLessThanEquals', '2026-01-01T00:00:00Z'), { k: '2026-01-01T00:00:00Z' }],
  [on('IpAddress', '10.0.0.0/8'), on('IpAddress', '10.1.2.0/24', '10.9.9.9'), 'yes'],
  [on('IpAddress', '10.0.0.0/9'), on('IpAddress', '10.0.0.0/8'), { k: '10.128.0.0' }],
  [on('IpAddress', '10.0.0.0/9', '10.128.0.0/9'), on('IpAddress', '10.0.0.0/8'), 'yes'],
  [on('NotIpAddress', '10.0.0.0/8'), on('IpAddress', '2001:db8::/32'), 'yes'],
  [on('IpAddress', '2001:db8::/33'), on('IpAddress', '2001:db8::/32'), { k: '2001:db8:8000::' }],
  [on('Bool', 'true', 'false'), on('Null', 'false'), 'yes'],
  [{ Bool: { k: 'true' } }, { Bool: { k: 'TRUE' } }, 'yes'],
  [on('BinaryEquals', 'QmluYXJ5'), on('BinaryEquals', 'QmluYXJ5'), 'yes'],
  [on('Null', 'false'), on('StringLike', '*'), 'yes'],
  [on('StringEquals', 'a'), on('StringEqualsIfExists', 'a'), {}],
  [on('StringEqualsIfExists', 'a'), on('Null', 'true'), 'yes'],
  [on('StringNotEquals', 'a'), on('Null', 'true'), 'yes'],
  [on('ForAnyValue:StringEquals', 'a', 'b'), on('ForAnyValue:StringEquals', 'b'), 'yes'],
  [on('ForAllValues:StringEquals', 'a'), on('ForAnyValue:StringEquals', 'a'), { k: ['a', 'x'] }],
  [on('ForAnyValue:StringEquals', 'a'), on('ForAllValues:StringEquals', 'a'), {}],
  [on('ForAnyValue:StringEquals', 'a'), { ...on('ForAllValues:StringEquals', 'a'), ...on('Null', 'false') }, 'yes'],
  [on('ForAllValues:StringNotEquals', 'a'), on('ForAllValues:StringEquals', 'b', 'c'), 'yes'],
  [{ StringEquals: { K: 'a' } }, on('StringEquals', 'a'), 'yes'],
  [{}, on('StringEquals', 'a'), 'yes'],
])('%j is implied by %j: %j', (wider, narrower, expected) => {
  expect(implied(wider, narrower)).toEqual(expected);
});

test.each<[string, ConditionBlock, ConditionBlock]>([
  ['a number as text', on('StringLike', '1*'), on('NumericEquals', '10')],
  ['an address that a reference will give', on('IpAddress', '10.0.0.0/8'), on('IpAddress', '\u27E6data.x.cidr\u27E7')],
  [
    'several values, without a quantifier',
    on('StringEquals', 'a'),
    { ...on('ForAnyValue:StringEquals', 'a'), ...on('StringLike', 'a*') },
  ],
  ['ForAnyValue with IfExists, without the key', on('Null', 'false'), on('ForAnyValue:StringEqualsIfExists', 'a')],
  [
    'a reference and a literal, both needed',
    on('StringEquals', 'z'),
    { ...on('StringEquals', '\u27E6x\u27E7'), ...on('StringLike', 'a*') },
  ],
])('%s is not compared, and so not taken for implied', (_, wider, narrower) => {
  expect(implied(wider, narrower)).not.toBe('yes');
  expect(implied(narrower, narrower)).toBe('yes');
});

test('an operator that IAM does not have, and a value that it could not compare, are errors', () => {
  expect(() => implied({}, on('StringMatches', 'a'))).toThrow('"StringMatches" is not known: use one of StringEquals');
  expect(() => implied({}, on('IpAddress', '10.0.0.0/33'))).toThrow(
    'Condition IpAddress on k: "10.0.0.0/33" is not an address or a range such as 203.0.113.0/24 or 2001:db8::/32.',
  );
  expect(() => implied({}, on('Bool', 'yes'))).toThrow('"yes" is not true or false.');
});
