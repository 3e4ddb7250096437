import { runtimeFailure } from '../failure';
import { isFields } from '../../../../../scripts/text/is-fields';
import { type AslObject, objects } from '../machine';
import { type Data, find, isThere } from '../query/find';
import { parsePath } from '../query/path';
import { matchesPattern } from './string-matches';
import { timestampOf } from '../time/timestamp';

type Comparable = number | string | boolean;

/** What may be compared as what: other values are not equal, less or more. */
const kinds: Readonly<Record<string, (value: unknown) => Comparable | undefined>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  Timestamp: timestampOf,
};
const orders: Readonly<Record<string, (a: Comparable, b: Comparable) => boolean>> = {
  Equals: (a, b) => a === b,
  LessThan: (a, b) => a < b,
  GreaterThan: (a, b) => a > b,
  LessThanEquals: (a, b) => a <= b,
  GreaterThanEquals: (a, b) => a >= b,
};
const tests: Readonly<Record<string, (value: unknown) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => timestampOf(value) !== undefined,
};

const comparison =
  /^(String|Numeric|Timestamp|Boolean)(Equals|LessThan|GreaterThan|LessThanEquals|GreaterThanEquals)(Path)?$/;

export const isComparator = (field: string): boolean =>
  field === 'StringMatches' ||
  field === 'IsPresent' ||
  Object.hasOwn(tests, field) ||
  (comparison.test(field) && !/^Boolean(Less|Greater)/.test(field));

export function holds(rule: AslObject, data: Data): boolean {
  if (rule['And'] !== undefined) return objects(rule['And']).every((one) => holds(one, data));
  if (rule['Or'] !== undefined) return objects(rule['Or']).some((one) => holds(one, data));
  if (isFields(rule['Not'])) return !holds(rule['Not'], data);
  const path = String(rule['Variable']);
  const { field, kind, order, isPath } = comparatorOf(rule);
  const operand = rule[field];
  if (field === 'IsPresent') return isThere(parsePath(path), data) === operand;
  const value = required(path, data);
  const test = tests[field];
  if (test) return test(value) === operand;
  if (field === 'StringMatches') return typeof value === 'string' && matchesPattern(value, String(operand));
  const read = kinds[kind];
  const compare = orders[order];
  if (!read || !compare) throw new Error(`No comparison ${field}.`);
  const left = read(value);
  const right = read(isPath ? required(String(operand), data) : operand);
  if (right === undefined) throw invalid(String(operand));
  return left !== undefined && compare(left, right);
}

interface Comparator {
  readonly field: string;
  readonly kind: string;
  readonly order: string;
  readonly isPath: boolean;
}

/** Read once: a machine asks the same rules at every turn. */
const comparators = new WeakMap<AslObject, Comparator>();

function comparatorOf(rule: AslObject): Comparator {
  const known = comparators.get(rule);
  if (known) return known;
  const field = Object.keys(rule).find(isComparator) ?? '';
  const [, kind = '', order = '', isPath] = comparison.exec(field) ?? [];
  const comparator = { field, kind, order, isPath: isPath !== undefined };
  comparators.set(rule, comparator);
  return comparator;
}

function required(path: string, data: Data): unknown {
  const found = find(parsePath(path), data);
  if ('value' in found) return found.value;
  throw invalid(path);
}

const invalid = (path: string) =>
  runtimeFailure(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
