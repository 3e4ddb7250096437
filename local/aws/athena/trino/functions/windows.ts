import { type Call, type FrameBound, type Name, type SortItem, type WindowSpecification } from '../grammar/ast';
import { type Analysis, type Context } from '../analysis/context';
import { type Typed } from '../analysis/scope';
import { NotInLocalRun, TrinoError } from '../errors';
import { commonType } from '../types/common';
import { bigint, double, isInteger, type TrinoType, typeText } from '../types/type';
import { castSql } from '../types/cast';
import { aggregateOf, aggregates, isOrdered } from './aggregates';

type Make = (args: readonly Typed[]) => { readonly type: TrinoType; readonly args: string } | undefined;

const ranking =
  (type: TrinoType): Make =>
  (args) =>
    args.length === 0 ? { type, args: '' } : undefined;
const ofValue: Make = ([value, more]) => (value && !more ? { type: value.type, args: value.sql } : undefined);

/** The whole number that counts rows. */
const offset = (value: Typed | undefined): string | undefined =>
  value?.constant !== undefined && isInteger(value.type) && Number(value.constant) >= 0 ? value.constant : undefined;

const shifted: Make = ([value, distance, otherwise]) => {
  if (!value) return undefined;
  if (!distance) return { type: value.type, args: value.sql };
  const rows = offset(distance);
  const type = otherwise ? commonType(value.type, otherwise.type) : value.type;
  if (rows === undefined || !type) return undefined;
  const args = [
    castSql(value.sql, value.type, type),
    rows,
    ...(otherwise ? [castSql(otherwise.sql, otherwise.type, type)] : []),
  ];
  return { type, args: args.join(', ') };
};

/** https://trino.io/docs/current/functions/window.html */
export const windowFunctions: Readonly<Record<string, Make>> = {
  row_number: ranking(bigint),
  rank: ranking(bigint),
  dense_rank: ranking(bigint),
  percent_rank: ranking(double),
  cume_dist: ranking(double),
  ntile: ([count]) =>
    offset(count) !== undefined && count?.constant !== '0' ? { type: bigint, args: count?.constant ?? '' } : undefined,
  lag: shifted,
  lead: shifted,
  first_value: ofValue,
  last_value: ofValue,
  nth_value: ([value, n]) =>
    value && offset(n) !== undefined && n?.constant !== '0'
      ? { type: value.type, args: `${value.sql}, ${n?.constant}` }
      : undefined,
};

const nullable = new Set(['lag', 'lead', 'first_value', 'last_value', 'nth_value']);

export function windowCall(call: Call, context: Context, analysis: Analysis): Typed {
  if (!context.windows || !call.over) {
    throw new TrinoError(
      'EXPRESSION_NOT_SCALAR',
      `${context.clause} cannot contain aggregations, window functions or grouping operations: [${analysis.sql.slice(call.start, call.end)}]`,
      call,
    );
  }
  const inner: Context = { ...context, clause: 'Window' };
  const args = call.args.map((arg) => analysis.expression(arg, inner));
  const over = `OVER (${windowSql(call.over, inner, analysis)})`;
  const filter = call.filter ? ` FILTER (WHERE ${analysis.expression(call.filter, inner).sql})` : '';
  const make = windowFunctions[call.name];
  if (make) {
    const made = make(args);
    if (
      !made ||
      call.distinct ||
      call.filter ||
      (call.ignoreNulls && !nullable.has(call.name)) ||
      call.order.length > 0
    ) {
      throw new NotInLocalRun(
        `the window function ${call.name}(${args.map(({ type }) => typeText(type)).join(', ')})`,
        call,
      );
    }
    return { type: made.type, sql: `${call.name}(${made.args}${call.ignoreNulls ? ' IGNORE NULLS' : ''}) ${over}` };
  }
  if (!aggregates[call.name]) throw new NotInLocalRun(`${call.name}() as a window function`, call);
  if (call.order.length > 0)
    throw new NotInLocalRun(`${call.name}() as a window function with an order of its own`, call);
  const made = aggregateOf(call, args);
  return {
    type: made.type,
    sql: made.sql((name, list) => `${name}(${call.distinct ? 'DISTINCT ' : ''}${list})${filter} ${over}`),
  };
}

function windowSql(over: WindowSpecification | Name, context: Context, analysis: Analysis): string {
  const specification = 'text' in over ? named(over, context) : over;
  const base = specification.base && named(specification.base, context);
  const partition = [...(base?.partition ?? []), ...specification.partition].map(
    (one) => analysis.expression(one, context).sql,
  );
  const order = base && base.order.length > 0 ? base.order : specification.order;
  const keys = order.map((item) => ({ item, value: analysis.expression(item.value, context) }));
  const { frame } = specification;
  const key = keys[0]?.value.type;
  if (
    frame?.unit === 'RANGE' &&
    [frame.start, frame.end].some((bound) => bound?.value) &&
    !(keys.length === 1 && key && isInteger(key))
  ) {
    throw new NotInLocalRun('a window frame of RANGE over such a key', specification);
  }
  return [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.join(', ')}`] : []),
    ...(keys.length > 0 ? [`ORDER BY ${keys.map(({ item, value }) => sortSql(value, item)).join(', ')}`] : []),
    ...(frame
      ? [
          `${frame.unit} BETWEEN ${bound(frame.start, context, analysis)} AND ${frame.end ? bound(frame.end, context, analysis) : 'CURRENT ROW'}`,
        ]
      : []),
  ].join(' ');
}

function named({ text, line, column }: Name, { windows }: Context): WindowSpecification {
  const found = windows?.get(text.toLowerCase());
  if (!found) throw new TrinoError('INVALID_WINDOW_REFERENCE', `Cannot resolve WINDOW name ${text}`, { line, column });
  return found;
}

function bound({ kind, value }: FrameBound, context: Context, analysis: Analysis): string {
  if (!value) return kind.toUpperCase();
  const distance = analysis.expression(value, context);
  if (offset(distance) === undefined) throw new NotInLocalRun('a window frame of such a distance', value);
  return `${distance.constant} ${kind.toUpperCase()}`;
}

/** NULL comes last in Trino, whichever way the order goes. */
export function sortSql({ sql, type }: Typed, item: SortItem): string {
  if (!isOrdered(type) && type.kind !== 'unknown') throw new NotInLocalRun(`an order by ${typeText(type)}`, item);
  return `${sql} ${item.descending ? 'DESC' : 'ASC'} NULLS ${item.nullsFirst ? 'FIRST' : 'LAST'}`;
}
