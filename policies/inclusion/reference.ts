/**
 * IAM's evaluation of one request, written as plainly as can be and sharing nothing with the automata: what the
 * property tests and the fuzzer hold them against. It takes texts as they are: no opaque symbols, no policy variables.
 */
import { type ConditionBlock } from './conditions';
import { type Statement } from './statement';

export type RequestContext = Readonly<Record<string, string | readonly string[]>>;
export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** Allowed by one statement and denied by none. */
export function allows(statements: readonly Statement[], request: Request): boolean {
  const applies = (statement: Statement): boolean =>
    actionMatches(statement, request.action) &&
    resourceMatches(statement, request.resource) &&
    conditionHolds(statement.Condition ?? {}, request.context);
  return (
    statements.some((statement) => statement.Effect === 'Allow' && applies(statement)) &&
    !statements.some((statement) => statement.Effect === 'Deny' && applies(statement))
  );
}

const list = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);
/** Regular expressions, kept: a run of the fuzzer asks for the same few millions of times. */
const kept = new Map<string, RegExp>();
function expression(key: string, source: () => string): RegExp {
  let found = kept.get(key);
  if (found === undefined) {
    found = new RegExp(`^${source()}$`, 'u');
    kept.set(key, found);
  }
  return found;
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** A regular expression of a glob, `*` and `?` written as these. */
const glob = (text: string, star: string, question: string): string =>
  [...text].map((c) => (c === '*' ? star : c === '?' ? question : escape(c))).join('');

export const likeMatches = (pattern: string, text: string): boolean =>
  expression(`like ${pattern}`, () => glob(pattern, '[^]*', '[^]')).test(text);

/** Segment by segment: the first five stop at colons, except (`loose`) for a `*` that ends its segment. */
export const arnMatches = (pattern: string, text: string, loose: boolean): boolean =>
  expression(`${loose ? 'resource' : 'arn'} ${pattern}`, () => {
    if (/^\*+$/.test(pattern)) return '[^]*';
    const segments = pattern.split(':');
    const head = segments.slice(0, 5).map((segment) => {
      const ending = loose ? /\*+$/.exec(segment)?.[0] : undefined;
      const body = ending === undefined ? segment : segment.slice(0, -ending.length);
      return glob(body, '[^:]*', '[^:]') + (ending === undefined ? '' : '[^]*');
    });
    const tail = segments.slice(5).join(':');
    return [...head, ...(segments.length > 5 ? [glob(tail, '[^]*', '[^]')] : [])].join(':');
  }).test(text);

export function actionMatches({ Action, NotAction }: Statement, action: string): boolean {
  const one = (pattern: string): boolean => likeMatches(pattern.toLowerCase(), action.toLowerCase());
  return Action === undefined ? !list(NotAction ?? []).some(one) : list(Action).some(one);
}

export function resourceMatches({ Resource, NotResource }: Statement, resource: string): boolean {
  const one = (pattern: string): boolean => arnMatches(pattern, resource, true);
  return Resource === undefined ? !list(NotResource ?? []).some(one) : list(Resource).some(one);
}

export function conditionHolds(block: ConditionBlock, context: RequestContext): boolean {
  return Object.entries(block).every(([name, byKey]) =>
    Object.entries(byKey).every(([key, values]) =>
      atomHolds(name, (Array.isArray(values) ? values : [values]).map(String), context[key]),
    ),
  );
}

function atomHolds(name: string, values: readonly string[], actual: string | readonly string[] | undefined): boolean {
  // A list of nothing but empty text is "a null dataset".
  const isNull = actual === undefined || (typeof actual !== 'string' && actual.every((text) => text === ''));
  if (name === 'Null') return values.some((value) => (value === 'true') === isNull);
  const ifExists = name.endsWith('IfExists');
  const [quantifier, operator] = name.replace(/IfExists$/, '').includes(':')
    ? (name.replace(/IfExists$/, '').split(':') as [string, string])
    : ['', name.replace(/IfExists$/, '')];
  const negated = operator.includes('Not');
  if (actual === undefined) return ifExists || quantifier === 'ForAllValues' || (negated && quantifier === '');
  if (quantifier !== '' && (isNull || actual === '')) return quantifier === 'ForAllValues';
  const base = operator.replace('Not', '');
  const one = (text: string): boolean => values.some((value) => compare(base, value, text)) !== negated;
  if (quantifier === 'ForAllValues') return list(actual).every(one);
  if (quantifier === 'ForAnyValue') return list(actual).some(one);
  if (typeof actual !== 'string') throw new Error(`${name}: several values need ForAnyValue or ForAllValues.`);
  return one(actual);
}

const address = (text: string): number => text.split('.').reduce((value, part) => value * 256 + Number(part), 0);

/** IPv4 only. */
function inRange(range: string, text: string): boolean {
  const [base = '', length = '32'] = range.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(address(base) / size) === Math.floor(address(text) / size);
}

function compare(base: string, value: string, text: string): boolean {
  const order = (a: number, b: number): boolean => {
    if (base.endsWith('LessThanEquals')) return a <= b;
    if (base.endsWith('LessThan')) return a < b;
    if (base.endsWith('GreaterThanEquals')) return a >= b;
    return base.endsWith('GreaterThan') ? a > b : a === b;
  };
  if (base.startsWith('Numeric')) return order(Number(text), Number(value));
  if (base.startsWith('Date')) return order(Date.parse(text), Date.parse(value));
  if (base.startsWith('Arn')) return arnMatches(value, text, false);
  if (base === 'IpAddress') return inRange(value, text);
  if (base === 'StringLike') return likeMatches(value, text);
  if (base === 'StringEqualsIgnoreCase' || base === 'Bool') return value.toLowerCase() === text.toLowerCase();
  return value === text;
}
