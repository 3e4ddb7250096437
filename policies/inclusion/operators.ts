import { parseCidr, parseDate, parseNumber } from './values';

/**
 * How a condition operator compares: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * `text` operators (strings, ARNs, Bool, Binary) are languages; `number`, `date` and `ip` are sets of points.
 */
export type Family = 'string' | 'arn' | 'bool' | 'number' | 'date' | 'ip' | 'null';
export type Compare = 'exact' | 'ignore-case' | 'like' | 'arn' | '=' | '<' | '<=' | '>' | '>=' | 'in' | 'null';

export interface Operator {
  readonly family: Family;
  readonly compare: Compare;
  /** A value matches when it matches none of the policy's values. */
  readonly negated: boolean;
  /** What is wrong with a policy's value; undefined when nothing is. */
  readonly fault?: (value: string) => string | undefined;
}

type Parser = (value: string) => unknown;

const faulty =
  (parse: Parser, expected: string) =>
  (value: string): string | undefined =>
    parse(value) === undefined ? expected : undefined;

const aNumber = faulty(parseNumber, 'a number such as 10 or 1.2');
const aDate = faulty(parseDate, 'an ISO 8601 date such as 2026-01-31T00:00:00Z, or seconds since 1970');
const aRange = faulty(parseCidr, 'an address or a range such as 203.0.113.0/24 or 2001:db8::/32');
const aBoolean = faulty((value) => (/^(?:true|false)$/i.test(value) ? value : undefined), 'true or false');
const base64 = faulty(
  (value) => (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value) ? value : undefined),
  'text in base64',
);

const pair = (
  name: string,
  not: string,
  family: Family,
  compare: Compare,
  fault?: Operator['fault'],
): [string, Operator][] => {
  const rest = { family, compare, ...(fault ? { fault } : {}) };
  return [
    [name, { ...rest, negated: false }],
    [not, { ...rest, negated: true }],
  ];
};
const one = (name: string, family: Family, compare: Compare, fault?: Operator['fault']): [string, Operator] => [
  name,
  { family, compare, negated: false, ...(fault ? { fault } : {}) },
];

const ordered = (prefix: string, family: Family, fault: Operator['fault']): [string, Operator][] => [
  ...pair(`${prefix}Equals`, `${prefix}NotEquals`, family, '=', fault),
  one(`${prefix}LessThan`, family, '<', fault),
  one(`${prefix}LessThanEquals`, family, '<=', fault),
  one(`${prefix}GreaterThan`, family, '>', fault),
  one(`${prefix}GreaterThanEquals`, family, '>=', fault),
];

/** Every operator that IAM has, without its `IfExists` ending and its `ForAnyValue:` or `ForAllValues:` prefix. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ...pair('StringEquals', 'StringNotEquals', 'string', 'exact'),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'string', 'ignore-case'),
  ...pair('StringLike', 'StringNotLike', 'string', 'like'),
  // ArnEquals and ArnLike behave alike, says AWS; and so do their negations.
  ...pair('ArnEquals', 'ArnNotEquals', 'arn', 'arn'),
  ...pair('ArnLike', 'ArnNotLike', 'arn', 'arn'),
  ...ordered('Numeric', 'number', aNumber),
  ...ordered('Date', 'date', aDate),
  ...pair('IpAddress', 'NotIpAddress', 'ip', 'in', aRange),
  one('Bool', 'bool', 'ignore-case', aBoolean),
  one('BinaryEquals', 'string', 'exact', base64),
  one('Null', 'null', 'null', aBoolean),
]);
