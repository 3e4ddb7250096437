import {
  type Call,
  type Expression,
  type Frame,
  type FrameBound,
  type Name,
  type SortItem,
  type WindowSpecification,
} from '../grammar/ast';
import { type Analysis, type Context } from '../analysis/context';
import { callsIn } from '../analysis/scalar';
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

const valued = new Set(['lag', 'lead', 'first_value', 'last_value', 'nth_value']);
const unframed = new Set(['lead', 'lag', 'ntile', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'row_number']);

export function windowCall(call: Call, context: Context, analysis: Analysis): Typed {
  const { name, over } = call;
  const make = windowFunctions[name];
  if (!over) {
    if (make) throw new TrinoError('MISSING_OVER', `Window function ${name} requires an OVER clause`, call);
    throw new NotInLocalRun(`the aggregate ${name}() in such a place`, call);
  }
  if (!context.windows) throw new NotInLocalRun(`the window function ${name}() in such a place`, call);
  verifyNested(call.args, 'function arguments');
  if (call.filter) {
    throw new TrinoError('NOT_SUPPORTED', 'FILTER is not yet supported for window functions', context.select);
  }
  const specification = 'text' in over ? named(over, context.windows) : resolveWindow(over, context.windows);
  if ((name === 'lag' || name === 'lead') && specification.order.length === 0) {
    throw new TrinoError('MISSING_ORDER_BY', `${name} function requires an ORDER BY window clause`, over);
  }
  if (unframed.has(name) && specification.frame) {
    throw new TrinoError(
      'INVALID_WINDOW_FRAME',
      `Cannot specify window frame for ${name} function`,
      specification.frame,
    );
  }
  if (!valued.has(name) && call.ignoreNulls) {
    throw new TrinoError(
      'NULL_TREATMENT_NOT_ALLOWED',
      `Cannot specify null treatment clause for ${name} function`,
      call,
    );
  }
  const inner: Context = { ...context, clause: 'Window' };
  const args = call.args.map((arg) => analysis.expression(arg, inner));
  const overSql = `OVER (${windowSql(specification, inner, analysis)})`;
  if (make) {
    const made = make(args);
    if (!made || call.distinct || call.order.length > 0) {
      throw new NotInLocalRun(
        `the window function ${name}(${args.map(({ type }) => typeText(type)).join(', ')})`,
        call,
      );
    }
    return { type: made.type, sql: `${name}(${made.args}${call.ignoreNulls ? ' IGNORE NULLS' : ''}) ${overSql}` };
  }
  if (!aggregates[name]) throw new NotInLocalRun(`${name}() as a window function`, call);
  if (call.order.length > 0) throw new NotInLocalRun(`${name}() as a window function with an order of its own`, call);
  const made = aggregateOf(call, args);
  return {
    type: made.type,
    sql: made.sql((one, list) => `${one}(${call.distinct ? 'DISTINCT ' : ''}${list}) ${overSql}`),
  };
}

function verifyNested(nodes: readonly Expression[], where: string): void {
  const [nested] = callsIn(nodes).windows;
  if (nested) {
    const what = 'Cannot nest window functions or row pattern measures inside window';
    throw new TrinoError('NESTED_WINDOW', `${what} ${where}`, nested);
  }
}

/** A window with what it takes from the one that it names. */
export function resolveWindow(
  window: WindowSpecification,
  windows: ReadonlyMap<string, WindowSpecification>,
): WindowSpecification {
  const { base, ...own } = window;
  if (!base) return window;
  const found = named(base, windows);
  if (own.partition[0]) {
    throw new TrinoError(
      'INVALID_PARTITION_BY',
      'WINDOW specification with named WINDOW reference cannot specify PARTITION BY',
      own.partition[0],
    );
  }
  if (own.order.length > 0 && found.order.length > 0) {
    throw new TrinoError(
      'INVALID_ORDER_BY',
      'Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY',
      own.orderAt,
    );
  }
  if (found.frame) {
    throw new TrinoError(
      'INVALID_WINDOW_REFERENCE',
      'Cannot reference named WINDOW containing frame specification',
      base,
    );
  }
  return { ...own, partition: found.partition, order: own.order.length > 0 ? own.order : found.order };
}

export function windowSql(specification: WindowSpecification, context: Context, analysis: Analysis): string {
  const { frame } = specification;
  const bounds = [frame?.start.value, frame?.end?.value].flatMap((value) => value ?? []);
  verifyNested(
    [...specification.partition, ...specification.order.map(({ value }) => value), ...bounds],
    'specification',
  );
  const partition = specification.partition.map((one) => analysis.expression(one, context).sql);
  const keys = specification.order.map((item) => ({ item, value: analysis.expression(item.value, context) }));
  const key = keys[0]?.value.type;
  if (frame?.unit === 'RANGE' && bounds.length > 0 && !(keys.length === 1 && key && isInteger(key))) {
    throw new NotInLocalRun('a window frame of RANGE over such a key', specification);
  }
  if (frame) verifyFrame(frame);
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

function verifyFrame(frame: Frame): void {
  const [start, end] = [frame.start.kind, frame.end?.kind ?? 'current row'];
  const fault =
    start === 'unbounded following'
      ? 'start cannot be UNBOUNDED FOLLOWING'
      : end === 'unbounded preceding'
        ? 'end cannot be UNBOUNDED PRECEDING'
        : end === 'preceding' && (start === 'current row' || start === 'following')
          ? `starting from ${start.toUpperCase()} cannot end with PRECEDING`
          : start === 'following' && end === 'current row'
            ? 'starting from FOLLOWING cannot end with CURRENT ROW'
            : undefined;
  if (fault !== undefined) throw new TrinoError('INVALID_WINDOW_FRAME', `Window frame ${fault}`, frame);
}

function named({ text, line, column }: Name, windows: ReadonlyMap<string, WindowSpecification>): WindowSpecification {
  const found = windows.get(text.toLowerCase());
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
