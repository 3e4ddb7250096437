import { type Call } from '../grammar/ast';
import { NotInLocalRun } from '../errors';
import { castSql, refuse } from '../types/cast';
import { divideDecimals } from '../analysis/arithmetic';
import {
  arrayOf,
  bigint,
  boolean,
  decimal,
  double,
  isFloating,
  isInteger,
  type TrinoType,
  typeText,
  varchar,
} from '../types/type';
import { type Typed } from '../analysis/scope';

/** One aggregate of the engine, with the call's own DISTINCT, ORDER BY, FILTER and OVER around it. */
type Aggregate = (name: string, args: string) => string;

type Make = (
  args: readonly Typed[],
  call: Call,
) => { readonly type: TrinoType; readonly sql: (one: Aggregate) => string } | undefined;

/** Types that both engines order alike. */
export const isOrdered = ({ kind }: TrinoType): boolean => !['array', 'map', 'row', 'json', 'unknown'].includes(kind);

const extreme =
  (name: string): Make =>
  ([value, count]) => {
    if (!value || !isOrdered(value.type)) return undefined;
    if (count) {
      if (count.constant === undefined || isFloating(value.type)) return undefined;
      return { type: arrayOf(value.type), sql: (one) => one(name, `${value.sql}, ${count.constant}`) };
    }
    if (!isFloating(value.type)) return { type: value.type, sql: (one) => one(name, value.sql) };
    // Which of NaN and a number is greater has changed between Trino's versions.
    const nan = (one: Aggregate): string => one('bool_or', `isnan(${value.sql})`);
    return {
      type: value.type,
      sql: (one) => `(CASE WHEN ${nan(one)} THEN ${refuse(`${name}() with NaN`)} ELSE ${one(name, value.sql)} END)`,
    };
  };

const by =
  (name: string): Make =>
  ([value, key, more]) =>
    value && key && !more && isOrdered(key.type) && !isFloating(key.type)
      ? { type: value.type, sql: (one) => one(name, `${value.sql}, ${key.sql}`) }
      : undefined;

const truth =
  (name: string): Make =>
  ([value, more]) =>
    value?.type.kind === 'boolean' && !more ? { type: boolean, sql: (one) => one(name, value.sql) } : undefined;

const bits =
  (name: string): Make =>
  ([value, more]) =>
    value && !more && isInteger(value.type)
      ? { type: bigint, sql: (one) => one(name, castSql(value.sql, value.type, bigint)) }
      : undefined;

const anyValue: Make = ([value, more]) =>
  value && !more ? { type: value.type, sql: (one) => one('any_value', value.sql) } : undefined;

/** Trino counts few values as they are, in a sparse HyperLogLog: up to here its answer is the count. */
const exactly = 200;

/** https://trino.io/docs/current/functions/aggregate.html */
export const aggregates: Readonly<Record<string, Make>> = {
  count: ([value, more], call) =>
    more ? undefined : { type: bigint, sql: (one) => one('count', call.star || !value ? '*' : value.sql) },
  count_if: ([value, more]) =>
    value?.type.kind === 'boolean' && !more
      ? { type: bigint, sql: (one) => `CAST(${one('count_if', value.sql)} AS BIGINT)` }
      : undefined,
  sum: ([value, more]) => {
    if (!value || more) return undefined;
    const { type, sql } = value;
    if (isInteger(type)) return { type: bigint, sql: (one) => `CAST(${one('sum', sql)} AS BIGINT)` };
    if (type.kind === 'decimal')
      return { type: decimal(38, type.scale), sql: (one) => `CAST(${one('sum', sql)} AS DECIMAL(38,${type.scale}))` };
    return type.kind === 'double' ? { type: double, sql: (one) => one('sum', sql) } : undefined;
  },
  avg: ([value, more], call) => {
    if (!value || more) return undefined;
    const { type, sql } = value;
    if (isInteger(type) || type.kind === 'double') return { type: double, sql: (one) => one('avg', sql) };
    if (type.kind !== 'decimal') return undefined;
    const sum = Math.min(38, type.precision + 12);
    return {
      type,
      sql: (one) =>
        `(CASE WHEN ${one('count', sql)} = 0 THEN NULL ELSE ${divideDecimals(
          `CAST(${one('sum', sql)} AS DECIMAL(${sum},${type.scale}))`,
          `CAST(${one('count', sql)} AS DECIMAL(12,0))`,
          { precision: sum, scale: type.scale },
          { precision: 12, scale: 0 },
          type,
          call,
        )} END)`,
    };
  },
  min: extreme('min'),
  max: extreme('max'),
  min_by: by('arg_min_null'),
  max_by: by('arg_max_null'),
  bool_and: truth('bool_and'),
  bool_or: truth('bool_or'),
  every: truth('bool_and'),
  any_value: anyValue,
  arbitrary: anyValue,
  bitwise_and_agg: bits('bit_and'),
  bitwise_or_agg: bits('bit_or'),
  array_agg: ([value, more]) =>
    value && !more ? { type: arrayOf(value.type), sql: (one) => one('list', value.sql) } : undefined,
  listagg: ([value, separator]) =>
    value?.type.kind === 'varchar' && (!separator || separator.constant !== undefined)
      ? { type: varchar, sql: (one) => one('string_agg', `${value.sql}, ${separator?.sql ?? "''"}`) }
      : undefined,
  approx_distinct: ([value, more], call) => {
    if (!value || more || call.distinct || !isOrdered(value.type) || isFloating(value.type)) return undefined;
    const count = (one: Aggregate): string => one('count', `DISTINCT ${value.sql}`);
    return {
      type: bigint,
      sql: (one) =>
        `(CASE WHEN ${count(one)} > ${exactly} THEN ${refuse(`approx_distinct() of more than ${exactly} values`)} ELSE ${count(one)} END)`,
    };
  },
};

/** Where the order of the values shows. */
export const ordered: ReadonlySet<string> = new Set(['array_agg', 'listagg']);

export function aggregateOf(
  call: Call,
  args: readonly Typed[],
): { readonly type: TrinoType; readonly sql: (one: Aggregate) => string } {
  const made = aggregates[call.name]?.(args, call);
  if (!made || args.some(({ type }) => type.kind === 'unknown')) {
    throw new NotInLocalRun(`the function ${call.name}(${args.map(({ type }) => typeText(type)).join(', ')})`, call);
  }
  if (
    call.ignoreNulls ||
    (call.order.length > 0 && !ordered.has(call.name)) ||
    (call.name === 'listagg' && call.order.length === 0)
  ) {
    throw new NotInLocalRun(`${call.name}() with these clauses`, call);
  }
  return made;
}
