import fc from '../../scripts/jest/properties';
import { matchesArn, matchesResource, parseArnPattern } from './arn';
import { arnMatches } from '../inclusion/reference';
import { matches, parseLiteral, parsePattern, substitute, symbolsOf } from './pattern';

const match = (pattern: string, text: string): boolean => matches(parsePattern(pattern, true), symbolsOf(text));

test('agrees with a regular expression on patterns of * and ?', () => {
  const letters = (units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 8 });
  fc.assert(
    fc.property(letters(['a', 'b', '/', '*', '?']), letters(['a', 'b', '/']), (pattern, text) => {
      const expected = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
      expect(match(pattern, text)).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

test('takes no exponential time', () => {
  expect(match('*a'.repeat(40) + 'b', 'a'.repeat(2000))).toBe(false);
});

test.each([
  ['⟦x⟧', '⟦x⟧', true],
  ['⟦x⟧', '⟦y⟧', false],
  ['*', '⟦x⟧', true],
  ['a/*', 'a/⟦x⟧/b', true],
  ['?', '⟦x⟧', false],
  ['???', '⟦x⟧', false],
  ['⟦x⟧', 'x', false],
  ['⟦a*⟧', '⟦ab⟧', false],
  ['?', '😀', true],
])('%s on %s: %s', (pattern, text, expected) => expect(match(pattern, text)).toBe(expected));

test.each([
  ['${aws:username}/*', { 'aws:username': 'ann' }, 'ann/x', true],
  ['${AWS:UserName}/*', { 'aws:username': 'ann' }, 'ann/x', true],
  ['${aws:username}', { 'aws:username': '*' }, 'ann', false],
  ['${aws:username}', {}, 'ann', false],
  ["${aws:username, 'guest'}", {}, 'guest', true],
  ['a${*}b${?}${$}', {}, 'a*b?$', true],
  ['a${*}', {}, 'ab', false],
])('policy variables: %s with %j on %s: %s', (pattern, values: Record<string, string>, text, expected) => {
  const known = substitute(parsePattern(pattern, true), (key) => values[key]);
  expect(known !== undefined && matches(known, symbolsOf(text))).toBe(expected);
});

test('a literal has no wildcards, and a policy of the old version no variables', () => {
  expect(matches(parseLiteral('a*', true), symbolsOf('ab'))).toBe(false);
  expect(matches(parseLiteral('a*', true), symbolsOf('a*'))).toBe(true);
  expect(matches(parsePattern('${aws:username}', false), symbolsOf('${aws:username}'))).toBe(true);
});

test.each([
  ['*', 'arn:aws:s3:::b', true],
  ['*', '*', true],
  ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/b:c', true],
  ['arn:aws:s3:::b', 'arn:aws:s3:::b/x', false],
  [
    'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:*',
    'arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:log-stream:s',
    true,
  ],
  ['arn:aws:glue:*:1:table/d/t', 'arn:aws:glue:eu-west-1:1:table/d/t', true],
  ['arn:aws:glue:*:table/d/t:x', 'arn:aws:glue:eu-west-1:1:table/d/t:x', true],
  ['arn:aws:glue:*1:table/d/t:x', 'arn:aws:glue:eu-west-1:1:table/d/t:x', false],
  ['arn:*:s3:::b', 'arn:aws:s3:::b', true],
  ['arn:aws:s3:::b', '*', false],
  ['⟦aws_x.y.arn⟧/*', '⟦aws_x.y.arn⟧/k', true],
  ['⟦aws_x.y.arn⟧', '⟦aws_x.z.arn⟧', false],
  ['arn:aws:s3:::*', '⟦aws_x.y.arn⟧', false],
  ['arn:aws:kms:r:1:key/⟦k⟧', 'arn:aws:kms:r:1:key/⟦k⟧', true],
  ['arn:aws:kms:r:1:key/⟦k ? a : b⟧', 'arn:aws:kms:r:1:key/⟦k ? a : b⟧', true],
])('ARN %s on %s: %s', (pattern, arn, expected) => {
  const parsed = parseArnPattern(pattern, true);
  expect(parsed && matchesResource(parsed, arn, (tokens) => tokens)).toBe(expected);
});

test('an ARN of a Resource and of a condition match as plain regular expressions of them do', () => {
  const arns = (letters: string, minLength: number) =>
    fc
      .array(fc.string({ unit: fc.constantFrom(...letters), maxLength: 3 }), { minLength, maxLength: 7 })
      .map((parts) => `arn:${parts.join(':')}`);
  fc.assert(
    // A pattern of fewer parts is one where a `*` stands for several.
    fc.property(arns('a*?', 3), arns('ab', 5), (pattern, arn) => {
      const parsed = parseArnPattern(pattern, false);
      fc.pre(parsed !== undefined);
      expect(parsed && matchesResource(parsed, arn, (tokens) => tokens)).toBe(arnMatches(pattern, arn, true));
      expect(parsed && matchesArn(parsed, arn, (tokens) => tokens)).toBe(arnMatches(pattern, arn, false));
    }),
    { numRuns: 1_000 },
  );
});

test.each(['arn:aws:s3', 'b/*', 'arn:aws:s3:::'.slice(0, 12), '', 'arn*'])('%j is no ARN, and is not padded', (text) =>
  expect(parseArnPattern(text, true)).toBeUndefined(),
);
