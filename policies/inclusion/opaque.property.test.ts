import fc from '../../scripts/jest/properties';
import { includes } from './inclusion';
import { accepts, Union } from './language';
import { arnPattern, letters, likePattern, resourcePattern } from './pattern';
import { allows, arnMatches, likeMatches } from './reference';
import { type Statement } from './statement';

const X = '\u27E6x\u27E7';
const tail = fc
  .array(fc.constantFrom('a', 'b', '?', '*', X), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(''));
const resources = fc.oneof(
  tail.map((text) => [`arn:p:s:::${text}`]),
  fc.tuple(tail, tail).map((two) => two.map((text) => `arn:p:s:::${text}`)),
);
const conditions = fc.option(
  fc
    .tuple(
      fc.constantFrom('StringEquals', 'StringLike', 'StringNotLike', 'StringNotEquals', 'ForAllValues:StringLike'),
      tail,
    )
    .map(([name, value]) => ({ [name]: { k: value } })),
  { nil: undefined },
);
const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    fc.constantFrom('Resource', 'Resource', 'NotResource'),
    resources,
    conditions,
  )
  .map(([Effect, name, list, Condition]) => ({
    Effect,
    Action: 's:a',
    [name]: list,
    ...(Condition ? { Condition } : {}),
  }));
const policies = fc.array(statement, { minLength: 1, maxLength: 3 });

const substitute = (statements: readonly Statement[], text: string): Statement[] =>
  JSON.parse(JSON.stringify(statements).replaceAll(X, text)) as Statement[];
const texts = ['', 'a', 'b', 'ab', 'ba', 'aab', 'fresh'];
const words = ['a', 'b', 'ab', 'ba', 'aa', 'aab', 'aba', 'fresh', 'afresh', 'freshb', 'freshfresh', 'c', 'abc'];

test('yes holds whatever the reference turns out to be; no holds when it is a text like no other', () => {
  const found = { yes: 0, no: 0, unknown: 0 };
  fc.assert(
    fc.property(policies, policies, (wider, narrower) => {
      const answer = includes(wider, narrower);
      found[answer.answer]++;
      if (answer.answer === 'no') {
        const [w, n] = [substitute(wider, 'fresh'), substitute(narrower, 'fresh')];
        const request = JSON.parse(JSON.stringify(answer.witness).replaceAll(X, 'fresh')) as typeof answer.witness;
        expect([allows(n, request), allows(w, request)]).toEqual([true, false]);
      }
      if (answer.answer === 'yes') {
        for (const text of texts) {
          const [w, n] = [substitute(wider, text), substitute(narrower, text)];
          for (const word of words) {
            for (const context of [{}, ...words.map((k) => ({ k }))]) {
              const request = { action: 's:a', resource: `arn:p:s:::${word}`, context };
              if (allows(n, request) && !allows(w, request)) throw new Error(JSON.stringify({ text, request }));
            }
          }
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(found.yes).toBeGreaterThan(20);
  expect(found.no).toBeGreaterThan(20);
});

test('patterns match as plain regular expressions of them do', () => {
  const text = (...parts: string[]) =>
    fc.array(fc.constantFrom(...parts), { maxLength: 9 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text('a', 'b', ':', '*', '?'), text('a', 'b', ':'), (pattern, word) => {
      const matched = [resourcePattern, arnPattern, likePattern].map((read) =>
        accepts(new Union([read(pattern)]), letters(word)),
      );
      expect(matched).toEqual([
        arnMatches(pattern, word, true),
        arnMatches(pattern, word, false),
        likeMatches(pattern, word),
      ]);
    }),
    { numRuns: 2000 },
  );
});
