import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../../scripts/files/repository-root';
import { type Truth } from '../../truth';

/** A pattern and an event, and what EventBridge makes of them. */
export interface PatternTruth extends Truth {
  readonly event: object;
  readonly pattern: object;
  readonly matches?: boolean;
  /** In AWS's words. */
  readonly refused?: string;
}

interface Recorded {
  readonly source: string;
  readonly rows: readonly (Omit<PatternTruth, 'says' | 'source'> & { readonly name: string })[];
}

const { source, rows } = JSON.parse(
  readFileSync(join(repositoryRoot(), 'local/aws/event-bridge/truth/recorded-patterns.json'), 'utf8'),
) as Recorded;

const RULER = 'https://github.com/aws/event-ruler#json-array-matching';
const ARRAYS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-arrays.html';
const OPERATORS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html';
const employees = {
  employees: [
    { firstName: 'Anna', lastName: 'Smith' },
    { firstName: 'John', lastName: 'Doe' },
  ],
};

const NUMBERS = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html';

/** A field and what is asked of it: kinds of values are told apart. */
const kinds = (
  [
    [true, [true], true],
    [true, ['true'], false],
    ['true', [true], false],
    [5, ['5'], false],
    ['5', [5], false],
    [1e2, [100], true],
    [0, [false], false],
    [null, [''], false],
    [null, ['null'], false],
    [undefined, [null], false],
    [null, [{ exists: true }], true],
    [null, [{ exists: false }], false],
    [true, [{ exists: true }], true],
    [undefined, [{ exists: false }], true],
    [undefined, [{ exists: true }], false],
    ['', [{ prefix: '' }], true],
    [5, [{ prefix: '5' }], false],
    [[], [{ 'anything-but': 'x' }], false],
    [['x', 'y'], [{ 'anything-but': 'x' }], true],
  ] as const
).map(([value, list, matches]): PatternTruth => ({
  says: `${JSON.stringify(list)} ${matches ? 'matches' : 'does not match'} ${JSON.stringify(value) ?? 'nothing'}`,
  source: { page: NUMBERS },
  event: { detail: { a: value } },
  pattern: { detail: { a: list } },
  matches,
}));

/** What EventBridge's patterns match. */
export const patternTruths: readonly PatternTruth[] = [
  ...kinds,
  ...rows.map(({ name, ...row }) => ({ says: name, source: { recorded: source }, ...row })),
  {
    says: 'A field that is a list matches when one of its values is one of the pattern’s',
    source: { page: ARRAYS },
    event: { resources: ['arn:a', 'arn:b'] },
    pattern: { resources: ['arn:b', 'arn:c'] },
    matches: true,
  },
  {
    says: 'Fields of one element match together',
    source: { page: RULER },
    event: employees,
    pattern: { employees: { firstName: ['Anna'], lastName: ['Smith'] } },
    matches: true,
  },
  {
    says: 'Fields of two elements do not match together',
    source: { page: RULER },
    event: employees,
    pattern: { employees: { firstName: ['Anna'], lastName: ['Doe'] } },
    matches: false,
  },
  {
    says: 'Lists within lists are looked into',
    source: { page: RULER },
    event: { a: [[{ b: 1 }], [{ b: 2 }, { c: 3 }]] },
    pattern: { a: { b: [2] } },
    matches: true,
  },
  {
    says: 'exists: false holds of what is no leaf',
    source: { page: 'https://github.com/aws/event-ruler#exists-matching' },
    event: { detail: { 'c-count': { c1: 100 } } },
    pattern: { detail: { 'c-count': [{ exists: false }] } },
    matches: true,
  },
  {
    says: 'The empty text matches the empty text, and null null',
    source: { page: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-null-values.html' },
    event: { detail: { eventVersion: '', responseElements: null } },
    pattern: { detail: { eventVersion: [''], responseElements: [null] } },
    matches: true,
  },
  {
    says: '$or holds when one of its objects does',
    source: { page: OPERATORS },
    event: { detail: { 'x-limit': 301.8, 'c-count': 9 } },
    pattern: {
      detail: { $or: [{ 'c-count': [{ numeric: ['<', 5] }] }, { 'x-limit': [{ numeric: ['=', 3.018e2] }] }] },
    },
    matches: true,
  },
  {
    says: 'A wildcard may be escaped',
    source: { page: OPERATORS },
    event: { detail: { path: 'a*b' } },
    pattern: { detail: { path: [{ wildcard: 'a\\*b' }] } },
    matches: true,
  },
  {
    says: 'An escaped wildcard matches nothing else',
    source: { page: OPERATORS },
    event: { detail: { path: 'axb' } },
    pattern: { detail: { path: [{ wildcard: 'a\\*b' }] } },
    matches: false,
  },
  ...[
    [{ detail: { a: [{ prefix: 'x', suffix: 'y' }] } }, 'Only one key allowed in match expression'],
    [{ detail: { a: ['x', []] } }, 'Match value must be String, number, true, false, or null'],
    [{ detail: {} }, 'Empty objects are not allowed'],
    [{ $or: [{ a: ['x'] }] }, 'There must have at least 2 Objects in $or relationship.'],
    [{ $or: [{ a: ['x'] }, { prefix: ['y'] }] }, 'prefix is Ruler reserved fieldName which cannot be used inside $or.'],
    [{ a: [{ exists: 'true' }] }, 'exists match pattern must be either true or false.'],
    [{ a: [{ cidr: '10.0.0.0/32' }] }, 'IPv4 mask bits must be < 32'],
    [{ a: [{ numeric: ['<', 5, '>', 1] }] }, 'Too many elements in numeric expression'],
    [
      { a: [{ 'anything-but': ['x', 1] }] },
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    ],
    [{ a: [{ 'anything-but': { exists: true } }] }, 'Unsupported anything-but pattern: exists'],
    [{ a: [{ wildcard: 'a\\b' }] }, 'Invalid escape character at pos 2'],
  ].map(([pattern, refused]) => ({
    says: `${JSON.stringify(pattern)} is refused`,
    source: {
      page: 'https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/JsonRuleCompiler.java',
    },
    event: {},
    pattern: pattern as object,
    refused: refused as string,
  })),
];
