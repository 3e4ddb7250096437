import { type Typed } from '../analysis/scope';
import { type Position } from '../grammar/token';
import { NotInLocalRun } from '../errors';
import { castSql } from '../types/cast';
import { commonType, isCoercible } from '../types/common';
import { type TrinoType, unknown } from '../types/type';

/** What a function's SQL is made from. */
export interface Given {
  /** The arguments' SQL, each of the type that the overload asks for. */
  readonly sql: readonly string[];
  /** The types of the arguments as they were given. */
  readonly types: readonly TrinoType[];
  /** A literal's value. @throws NotInLocalRun where the argument is none */
  constant(index: number): string;
  readonly name: string;
  readonly at: Position;
}

/**
 * One signature: `varchar, bigint`; a last `...` repeats the parameter before it. `T` is any type, `timestamp`, `varchar`
 * and `decimal` of any length. What is not here is not in the local run.
 */
export interface Overload {
  readonly takes: string;
  readonly gives: TrinoType | ((types: readonly TrinoType[]) => TrinoType);
  readonly sql: (given: Given) => string;
  /** Any NULL makes NULL, and the SQL alone does not see to it. */
  readonly strict?: boolean;
  /** Takes a bare NULL, as text. */
  readonly nulls?: boolean;
}

/** Gives what its first argument is. */
export const same = ([type]: readonly TrinoType[]): TrinoType => type ?? unknown;

export type Functions = Readonly<Record<string, readonly Overload[]>>;

/** The overload that the arguments fit: as they are, or else as they can become. */
export function choose(
  overloads: readonly Overload[],
  args: readonly Typed[],
): { overload: Overload; types: readonly TrinoType[] } | undefined {
  for (const exact of [true, false]) {
    for (const overload of overloads) {
      const types = fit(overload, args, exact);
      if (types) return { overload, types };
    }
  }
  return undefined;
}

export function apply(
  name: string,
  args: readonly Typed[],
  overload: Overload,
  types: readonly TrinoType[],
  at: Position,
): Typed {
  const sql = args.map((arg, index) => castSql(arg.sql, arg.type, types[index] ?? arg.type));
  const made = overload.sql({
    sql,
    types: args.map(({ type }) => type),
    name,
    at,
    constant(index) {
      const { constant } = args[index] ?? {};
      if (constant === undefined)
        throw new NotInLocalRun(`${name}() with argument ${index + 1} that is no literal`, at);
      return constant;
    },
  });
  const nulls = overload.strict ? sql.filter((_, index) => args[index]?.constant === undefined) : [];
  return {
    type: typeof overload.gives === 'function' ? overload.gives(types) : overload.gives,
    sql:
      nulls.length === 0
        ? made
        : `(CASE WHEN ${nulls.map((one) => `${one} IS NULL`).join(' OR ')} THEN NULL ELSE ${made} END)`,
  };
}

function fit({ takes }: Overload, args: readonly Typed[], exact: boolean): TrinoType[] | undefined {
  const patterns = takes === '' ? [] : takes.split(/,\s*(?![^(]*\))/);
  const rest = patterns[patterns.length - 1] === '...';
  if (rest) patterns.pop();
  if (rest ? args.length < patterns.length : args.length !== patterns.length) return undefined;
  const bound = new Map<string, TrinoType>();
  const wanted = args.map(({ type }, index) =>
    match(patterns[Math.min(index, patterns.length - 1)] ?? '', type, exact, bound),
  );
  if (!wanted.every((type) => type !== undefined)) return undefined;
  // A variable may have grown with a later argument.
  return wanted.map((type, index) => {
    const pattern = patterns[Math.min(index, patterns.length - 1)] ?? '';
    if (bound.has(pattern)) return bound.get(pattern) ?? type;
    const inner = /^array\((\w)\)$/.exec(pattern)?.[1];
    return inner !== undefined && bound.has(inner) ? { kind: 'array', element: bound.get(inner) ?? type } : type;
  });
}

function match(pattern: string, type: TrinoType, exact: boolean, bound: Map<string, TrinoType>): TrinoType | undefined {
  if (/^[A-Z]$/.test(pattern)) {
    const before = bound.get(pattern);
    const common = before ? commonType(before, type) : type;
    if (common) bound.set(pattern, common);
    return common;
  }
  const [, inner] = /^array\((.*)\)$/.exec(pattern) ?? [];
  if (inner !== undefined) {
    if (type.kind !== 'array') return undefined;
    const element = match(inner, type.element, exact, bound);
    return element && { kind: 'array', element };
  }
  if (/^map\(/.test(pattern)) return type.kind === 'map' ? type : undefined;
  if (type.kind === pattern) return type;
  if (type.kind === 'unknown') return pattern === 'varchar' ? { kind: 'varchar' } : undefined;
  if (exact) return undefined;
  if (pattern === 'timestamp' && type.kind === 'date') return { kind: 'timestamp', precision: 3 };
  const target = ['double', 'bigint', 'integer', 'real', 'json'].includes(pattern)
    ? ({ kind: pattern } as TrinoType)
    : undefined;
  return target && isCoercible(type, target) ? target : undefined;
}
