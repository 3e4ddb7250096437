import { parseCondition } from './conditions';
import { combinations } from './operator-oracle';
import { RequestContext } from './request-context';

const test_ = (operator: string, values: string[], context: Record<string, string | string[]>): boolean | undefined =>
  parseCondition(operator, 'k', values, true).test(new RequestContext(context));

type Row = [operator: string, values: string[], context: string | string[] | undefined, expected: boolean | undefined];

test.each<Row>([
  ['StringEquals', ['a', 'b'], 'b', true],
  ['StringEquals', ['a'], 'A', false],
  ['StringEquals', ['a*'], 'ab', false],
  ['StringEquals', ['a'], undefined, false],
  ['StringEqualsIfExists', ['a'], undefined, true],
  ['StringEqualsIfExists', ['a'], 'b', false],
  ['stringequals', ['a'], 'a', true],
  ['StringNotEquals', ['a', 'b'], 'b', false],
  ['StringNotEquals', ['a', 'b'], 'c', true],
  ['StringNotEquals', ['a'], undefined, true],
  ['StringEqualsIgnoreCase', ['aB'], 'Ab', true],
  ['StringNotEqualsIgnoreCase', ['aB'], 'Ab', false],
  ['StringLike', ['re*/?'], 'results/x', true],
  ['StringLike', ['re*'], 'x', false],
  ['StringNotLike', ['re*'], 'x', true],
  ['StringEquals', ['⟦x⟧'], '⟦x⟧', true],
  ['StringEqualsIgnoreCase', ['⟦X⟧'], '⟦x⟧', false],
  ['NumericEquals', ['10'], '10.0', true],
  ['NumericNotEquals', ['10'], '11', true],
  ['NumericLessThan', ['10'], '9', true],
  ['NumericLessThan', ['10'], '10', false],
  ['NumericLessThanEquals', ['10'], '10', true],
  ['NumericGreaterThan', ['10'], '11', true],
  ['NumericGreaterThanEquals', ['10'], '9', false],
  ['NumericLessThan', ['10'], 'nine', false],
  ['DateEquals', ['2026-01-01T00:00:00Z'], '1767225600', true],
  ['DateNotEquals', ['2026-01-01T00:00:00Z'], '1767225600', false],
  ['DateLessThan', ['2026-01-02'], '2026-01-01T23:59:59Z', true],
  ['DateLessThanEquals', ['2026-01-02'], '2026-01-02T00:00:00Z', true],
  ['DateGreaterThan', ['2026-01-02'], '2026-01-01', false],
  ['DateGreaterThanEquals', ['2026-01-02T00:00:00+01:00'], '2026-01-01T23:00:00Z', true],
  ['Bool', ['true'], 'true', true],
  ['Bool', ['false'], 'true', false],
  ['Bool', ['false'], undefined, false],
  ['BoolIfExists', ['false'], undefined, true],
  ['BinaryEquals', ['aGk='], 'aGk=', true],
  ['IpAddress', ['203.0.113.0/24'], '203.0.113.9', true],
  ['IpAddress', ['203.0.113.0/24'], '203.0.114.9', false],
  ['IpAddress', ['2001:db8::/32'], '2001:db8::1', true],
  ['IpAddress', ['0.0.0.0/0'], '2001:db8::1', false],
  ['IpAddress', ['203.0.113.9'], 'nonsense', false],
  ['NotIpAddress', ['203.0.113.0/24'], '203.0.114.9', true],
  ['ArnEquals', ['arn:aws:events:*:1:rule/r*'], 'arn:aws:events:eu-west-1:1:rule/r', true],
  ['ArnLike', ['arn:aws:events:*:1:rule/r'], 'arn:aws:events:eu-west-1:2:rule/r', false],
  ['ArnLike', ['arn:aws:events:*:rule/r:x'], 'arn:aws:events:eu-west-1:1:rule/r:x', false],
  ['ArnNotEquals', ['arn:aws:s3:::b'], 'arn:aws:s3:::c', true],
  ['ArnNotLike', ['arn:aws:s3:::*'], 'arn:aws:s3:::c', false],
  ['Null', ['true'], undefined, true],
  ['Null', ['false'], undefined, false],
  ['Null', ['false'], 'x', true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
  ['ForAnyValue:StringEquals', ['a'], ['x', 'b'], false],
  ['ForAnyValue:StringEquals', ['a'], undefined, false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
  ['ForAnyValue:StringNotEquals', ['a'], undefined, false],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a'], ['a', 'b'], false],
  ['ForAllValues:StringEquals', ['a'], undefined, true],
  ['ForAllValues:StringLikeIfExists', ['a*'], ['ab', 'ac'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['b', 'a'], false],
  // "… resolves to a null dataset, such as an empty string".
  ['ForAllValues:StringLike', ['PostDateTime', 'Message', 'Tags'], '', true],
  ['ForAllValues:StringEquals', ['a'], ['', ''], true],
  ['ForAnyValue:StringNotEquals', ['ID'], '', false],
  ['ForAnyValue:StringEquals', [''], '', false],
  ['StringEquals', [''], '', true],
  ['StringNotEquals', ['ID'], '', true],
  ['Null', ['true'], [''], true],
  ['Null', ['false'], [''], false],
  // AWS doesn't say.
  ['ForAllValues:StringEquals', ['a'], ['a', ''], undefined],
  ['ForAnyValue:StringEqualsIfExists', ['a'], undefined, undefined],
  ['StringEquals', ['a'], ['a', 'b'], undefined],
])('%s %j on %j: %s', (operator, values, context, expected) => {
  expect(test_(operator, values, context === undefined ? {} : { K: context })).toBe(expected);
});

test('variables are read from the request', () => {
  expect(test_('StringEquals', ['${aws:username}'], { k: 'ann', 'aws:username': 'ann' })).toBe(true);
  expect(test_('StringLike', ['${aws:username}/*'], { k: '*/x', 'aws:username': '*' })).toBe(true);
  expect(test_('StringLike', ['${aws:username}/*'], { k: 'ann/x', 'aws:username': '*' })).toBe(false);
  expect(test_('StringEquals', ['${aws:username}'], { k: 'ann' })).toBe(false);
});

test.each<[string, string[], RegExp]>([
  ['StringMatches', ['a'], /"StringMatches" is no condition operator of IAM/],
  ['toString', ['a'], /no condition operator/],
  ['NumericEquals', ['ten'], /NumericEquals k must be a number, found "ten"/],
  ['DateLessThan', ['soon'], /ISO 8601/],
  ['DateLessThan', ['2026-13-01'], /ISO 8601/],
  ['Bool', ['yes'], /true or false/],
  ['IpAddress', ['10.0.0.0/33'], /CIDR/],
  ['ArnLike', ['arn:aws:s3'], /six parts/],
  ['Null', ['maybe'], /true or false/],
])('refuses %s %j', (operator, values, message) => expect(() => test_(operator, values, {})).toThrow(message));

const doubtful = (elsewhere: 'some value' | 'unknown') => (operator: string, values: string[]) =>
  parseCondition(operator, 'k', values, true).test(new RequestContext({}, () => elsewhere));

test('of a key that nobody knows, nothing is known', () => {
  for (const operator of ['StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'ForAllValues:StringEquals']) {
    expect([doubtful('unknown')(operator, ['a']), doubtful('some value')(operator, ['a'])]).toEqual([
      undefined,
      undefined,
    ]);
  }
  expect(doubtful('unknown')('Null', ['true'])).toBeUndefined();
  expect([doubtful('some value')('Null', ['true']), doubtful('some value')('Null', ['false'])]).toEqual([false, true]);
});

test('a variable whose value nobody knows may be any text', () => {
  const asked = (values: string[]) =>
    parseCondition('StringLike', 'k', values, true).test(new RequestContext({ k: 'home/ann' }, () => 'unknown'));
  expect(asked(['home/${aws:username}'])).toBeUndefined();
  expect(asked(['other/${aws:username}'])).toBe(false);
  expect(asked(['other/${aws:username}', 'home/*'])).toBe(true);
});

test('set operators on every combination of operator and values, as AWS’s page has them', () => {
  const all = combinations();
  const wrong = all.filter(
    ({ operator, policy, request, meets }) => test_(operator, [...policy], { k: [...request] }) !== meets,
  );
  expect(wrong).toEqual([]);
  expect(all.length).toBeGreaterThan(3000);
});
