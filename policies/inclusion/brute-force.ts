/**
 * Inclusion by trying every request over a small alphabet, and random pairs of policies over that alphabet: for the
 * property tests and the fuzzer.
 *
 * The alphabet is `a`, `b` and `c`, where patterns write only `a` and `b`: `c` is any other letter. Words go to length
 * 4, longer than any pattern. Should a difference show only in a longer word, then `includes` names it, and its witness
 * is checked by evaluation, so a limit on length can hide a fault but not invent one.
 */
import fc from 'fast-check';
import { includes } from './inclusion';
import { actionMatches, allows, conditionHolds, type Request, type RequestContext, resourceMatches } from './reference';
import { type Statement } from './statement';

const words = (alphabet: readonly string[], least: number, most: number): string[] => {
  const found: string[] = least === 0 ? [''] : [];
  let last = [''];
  for (let length = 1; length <= most; length++) {
    last = last.flatMap((word) => alphabet.map((letter) => word + letter));
    if (length >= least) found.push(...last);
  }
  return found;
};

const NAMES = words(['a', 'b', 'c'], 1, 4);
const ACTIONS = [...NAMES.map((name) => `s:${name}`), 'S:A', 's:aB', 't:a', 't:b'];
const RESOURCES = [
  ...NAMES.map((name) => `arn:p:s:::${name}`),
  'arn:p:s:::a:b',
  'arn:p:t:::a',
  'arn:q:s:::a',
  'arn:p:s:r::a',
  '*',
];

/** What each key of the small world may be. */
const CONTEXT: Readonly<Record<string, readonly (string | readonly string[] | undefined)[]>> = {
  text: [undefined, 'A', 'aB', ...words(['a', 'b', 'c'], 0, 4)],
  set: [undefined, [''], ...subsets(['a', 'b', 'c', 'ab', 'ba'])],
  number: [undefined, ...Array.from({ length: 17 }, (_, i) => String(i / 2 - 1))],
  date: [undefined, ...Array.from({ length: 9 }, (_, i) => `2026-01-0${1 + (i >> 1)}T${i % 2 ? '12' : '00'}:00:00Z`)],
  address: [undefined, ...['0.0.0.1', '9.9.9.9', '10.0.0.1', '10.0.0.2', '10.0.1.0', '10.128.0.1', '11.0.0.0']],
  flag: [undefined, 'true', 'false'],
  arn: [
    undefined,
    'arn:p:s:::a',
    'arn:p:s:::b',
    'arn:p:s:::c',
    'arn:p:s:::a:b',
    'arn:p:s:r::a',
    'arn:q:s:::a',
    'arn:q:t::1:b',
  ],
};

function subsets(values: readonly string[]): string[][] {
  return values.reduce<string[][]>((all, value) => [...all, ...all.map((set) => [...set, value])], [[]]).slice(1);
}

/** Per text, whether an element matches it; kept, since the small world has few elements. */
const kept = new Map<string, Uint8Array>();
function table<T>(key: string, values: readonly T[], test: (value: T) => boolean): Uint8Array {
  let found = kept.get(key);
  if (found === undefined) {
    if (kept.size > 50_000) kept.clear();
    found = Uint8Array.from(values, (value) => Number(test(value)));
    kept.set(key, found);
  }
  return found;
}

/** Which texts an Action (or NotAction, …) takes, out of the tables of its patterns. */
function elementTable(
  name: 'Action' | 'Resource',
  positive: Statement['Action'],
  negative: Statement['Action'],
  texts: readonly string[],
  matches: (statement: Statement, text: string) => boolean,
): Uint8Array {
  const patterns = [positive ?? negative ?? []].flat();
  const tables = patterns.map((pattern) =>
    table(`${name} ${pattern}`, texts, (text) => matches({ Effect: 'Allow', [name]: pattern }, text)),
  );
  const found = new Uint8Array(texts.length).fill(positive === undefined ? 1 : 0);
  for (const matched of tables) {
    for (let i = 0; i < found.length; i++) if (matched[i] === 1) found[i] = positive === undefined ? 0 : 1;
  }
  return found;
}

/** One value for each combination of answers that the tests give. */
function distinct<T>(values: readonly T[], tests: readonly Uint8Array[]): { value: T; answers: number }[] {
  const found = new Map<number, T>();
  for (const [i, value] of values.entries()) {
    let answers = 0;
    for (const [bit, answer] of tests.entries()) answers |= (answer[i] ?? 0) << bit;
    if (!found.has(answers)) found.set(answers, value);
  }
  return [...found].map(([answers, value]) => ({ value, answers }));
}

/** A request that `narrower` allows and `wider` doesn't, by trying all of the small world. */
export function bruteForce(wider: readonly Statement[], narrower: readonly Statement[]): Request | undefined {
  const statements = [...narrower, ...wider];
  const actions = distinct(
    ACTIONS,
    statements.map((s) => elementTable('Action', s.Action, s.NotAction, ACTIONS, actionMatches)),
  );
  const resources = distinct(
    RESOURCES,
    statements.map((s) => elementTable('Resource', s.Resource, s.NotResource, RESOURCES, resourceMatches)),
  );
  const contexts = distinctContexts(statements);
  const set = (group: readonly Statement[], effect: string): number =>
    statements.reduce((bits, s, i) => (group.includes(s) && s.Effect === effect ? bits | (1 << i) : bits), 0);
  const own = set(narrower, 'Allow');
  const ownNot = set(narrower, 'Deny');
  const other = set(wider, 'Allow');
  const otherNot = set(wider, 'Deny');
  for (const action of actions) {
    for (const resource of resources) {
      const both = action.answers & resource.answers;
      if ((both & own) === 0) continue;
      for (const context of contexts) {
        const applies = both & context.answers;
        const inNarrower = (applies & own) !== 0 && (applies & ownNot) === 0;
        const inWider = (applies & other) !== 0 && (applies & otherNot) === 0;
        if (inNarrower && !inWider) return { action: action.value, resource: resource.value, context: context.value };
      }
    }
  }
  return undefined;
}

function distinctContexts(statements: readonly Statement[]): { value: RequestContext; answers: number }[] {
  const keys = new Set(
    statements.flatMap((s) => Object.values(s.Condition ?? {}).flatMap((byKey) => Object.keys(byKey))),
  );
  let all: { value: RequestContext; answers: number }[] = [{ value: {}, answers: 2 ** statements.length - 1 }];
  for (const key of keys) {
    const values = CONTEXT[key] ?? [];
    const tests = statements.map((s) => {
      const mine = Object.fromEntries(
        Object.entries(s.Condition ?? {}).flatMap(([name, byKey]) => {
          const value = byKey[key];
          return value === undefined ? [] : [[name, { [key]: value }]];
        }),
      );
      return table(JSON.stringify([key, mine]), values, (value) =>
        conditionHolds(mine, value === undefined ? {} : { [key]: value }),
      );
    });
    const merged = new Map<number, RequestContext>();
    for (const { value, answers } of distinct(values, tests)) {
      for (const rest of all) {
        const both = answers & rest.answers;
        if (!merged.has(both)) merged.set(both, value === undefined ? rest.value : { ...rest.value, [key]: value });
      }
    }
    all = [...merged].map(([answers, value]) => ({ answers, value }));
  }
  return all;
}

const tails = words(['a', 'b', '?', '*'], 1, 3).filter((tail) => !tail.includes('**'));
const oneOf = fc.constantFrom;
const someOf = (pattern: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: pattern.map((text) => [text]) },
    { weight: 1, arbitrary: fc.tuple(pattern, pattern).map((pair) => [...pair]) },
  );

const action = fc.oneof(
  { weight: 1, arbitrary: oneOf('*', 's:*', 't:*', 'S:A*', '*:a', '?:B') },
  { weight: 3, arbitrary: oneOf(...tails.map((tail) => `s:${tail}`)) },
);
const resource = fc.oneof(
  {
    weight: 1,
    arbitrary: oneOf('*', 'arn:*', 'arn:p:*:a', 'arn:p:s*', 'arn:?:s:*::*', 'arn:p:s', 'arn:*p:s:::a', 'arn:p*s:::b'),
  },
  { weight: 3, arbitrary: oneOf(...tails.map((tail) => `arn:p:s:::${tail}`)) },
);

const atom = (
  key: string,
  names: readonly string[],
  values: readonly string[],
): fc.Arbitrary<Statement['Condition'] & object> =>
  fc
    .tuple(oneOf(...names), oneOf('', '', 'IfExists'), someOf(oneOf(...values)))
    .map(([name, ending, list]) => ({ [name + ending]: { [key]: list } }));
const ordered = (prefix: string): string[] =>
  ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((end) => prefix + end);
const texts = ['', 'a', 'b', 'A', 'ab', 'a*', '*b', '?', '*', 'a?', '*a*'];
const strings = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
];
const condition = fc.oneof(
  atom('text', strings, texts),
  atom('number', ordered('Numeric'), ['0', '1', '2', '2.5', '3']),
  atom('date', ordered('Date'), ['2026-01-01T00:00:00Z', '2026-01-02', '2026-01-03T12:00:00Z']),
  atom(
    'address',
    ['IpAddress', 'NotIpAddress'],
    ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.0/24', '10.0.0.1', '10.128.0.0/9', '10.0.0.0/9'],
  ),
  atom('flag', ['Bool'], ['true', 'false']),
  atom(
    'arn',
    ['ArnLike', 'ArnNotLike', 'ArnEquals', 'ArnNotEquals'],
    ['*', 'arn:p:s:::*', 'arn:p:*:::a', 'arn:?:s:::a', 'arn:p:s:*', 'arn:*:s:::a*'],
  ),
  // ForAnyValue with IfExists is left out: AWS doesn't say what it does without the key, so we answer `unknown`.
  fc
    .tuple(
      oneOf(['ForAnyValue:', ''], ['ForAllValues:', ''], ['ForAllValues:', 'IfExists']),
      oneOf(...strings),
      someOf(oneOf('', 'a', 'b', 'ab', 'a*', '*b', '*')),
    )
    .map(([[quantifier = '', ending = ''], name, list]) => ({ [quantifier + name + ending]: { set: list } })),
  oneOf('text', 'set', 'number', 'flag').chain((key) =>
    oneOf('true', 'false').map((value) => ({ Null: { [key]: value } })),
  ),
);

const statement: fc.Arbitrary<Statement> = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: oneOf('Allow' as const) }, { weight: 1, arbitrary: oneOf('Deny' as const) }),
    fc.oneof({ weight: 5, arbitrary: oneOf('') }, { weight: 1, arbitrary: oneOf('Not') }),
    someOf(action),
    fc.oneof({ weight: 5, arbitrary: oneOf('') }, { weight: 1, arbitrary: oneOf('Not') }),
    someOf(resource),
    fc.array(condition, { maxLength: 2 }),
  )
  .map(([Effect, notAction, actions, notResource, resources, conditions]) => ({
    Effect,
    [`${notAction}Action`]: actions,
    [`${notResource}Resource`]: resources,
    ...(conditions.length > 0
      ? { Condition: Object.assign({}, ...conditions) as Statement['Condition'] & object }
      : {}),
  }));

/**
 * A wider and a narrower set of statements, of so many at most. The narrower is often made from the wider, so that both
 * answers are common.
 */
export const pairs = (most: { wider: number; narrower: number }): fc.Arbitrary<readonly [Statement[], Statement[]]> =>
  fc
    .tuple(
      fc.array(statement, { maxLength: most.wider }),
      fc.array(statement, { minLength: 1, maxLength: most.narrower }),
      fc.nat(3),
    )
    .map(([wider, narrower, kind]) => {
      const sample = wider.find(({ Effect }) => Effect === 'Allow');
      const [first, ...rest] = narrower;
      if (kind > 1 || sample === undefined || first === undefined) return [wider, narrower];
      const { Condition, ...bare } = sample;
      const own = { ...(kind === 0 ? sample : bare), ...(first.Condition ? { Condition: first.Condition } : {}) };
      void Condition;
      return [wider, [own, ...rest]];
    });

/** What is wrong with the answer for a pair; undefined when nothing is. */
export function disagreement(wider: readonly Statement[], narrower: readonly Statement[]): string | undefined {
  const found = includes(wider, narrower);
  if (found.answer === 'unknown') return `unknown: ${found.why}`;
  if (found.answer === 'yes') {
    const request = bruteForce(wider, narrower);
    return request && `yes, but ${JSON.stringify(request)} is allowed only by the narrower`;
  }
  const inNarrower = allows(narrower, found.witness);
  const inWider = allows(wider, found.witness);
  if (inNarrower && !inWider) return undefined;
  return `no, but ${JSON.stringify(found.witness)} is ${inNarrower ? 'allowed by the wider' : 'not allowed by the narrower'}`;
}
