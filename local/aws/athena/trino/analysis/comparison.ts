import { type Position } from '../grammar/token';
import { mismatch, NotInLocalRun } from '../errors';
import { commonType } from '../types/common';
import { castSql } from '../types/cast';
import { isFloating, type TrinoType, typeText } from '../types/type';
import { type Typed } from './scope';

/** Types whose values Trino and DuckDB order and equal alike. */
const alike = new Set([
  'unknown',
  'boolean',
  'tinyint',
  'smallint',
  'integer',
  'bigint',
  'decimal',
  'varchar',
  'date',
  'timestamp',
  'zoned',
  'varbinary',
  'interval day to second',
  'interval year to month',
]);

/** Trino has no operators but these three, and says so: a > is told as a <, of the same sides. */
const told: Readonly<Record<string, string>> = { '<>': '=', '!=': '=', '>': '<', '>=': '<=' };

/** `left operator right` for =, <>, <, <=, >, >=. */
export function compare(operator: string, left: Typed, right: Typed, at: Position): Typed {
  const type = commonType(left.type, right.type);
  if (!type) {
    throw mismatch(
      `Cannot apply operator: ${typeText(left.type)} ${told[operator] ?? operator} ${typeText(right.type)}`,
      at,
    );
  }
  const [a, b] = [castSql(left.sql, left.type, type), castSql(right.sql, right.type, type)];
  if (alike.has(type.kind)) return { type: { kind: 'boolean' }, sql: `(${a} ${operator} ${b})` };
  // Trino's NaN equals nothing, and is neither more nor less; DuckDB's is the greatest number, and its own equal.
  if (isFloating(type)) {
    const nan = `isnan(${a}) OR isnan(${b})`;
    return {
      type: { kind: 'boolean' },
      sql: `(CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL WHEN ${nan} THEN ${operator === '<>'} ELSE ${a} ${operator} ${b} END)`,
    };
  }
  if (isConstantComposite(left, right)) return { type: { kind: 'boolean' }, sql: `(${a} ${operator} ${b})` };
  throw new NotInLocalRun(`the comparison of ${typeText(type)}`, at);
}

/** Rows and arrays with a NULL inside compare as NULL in Trino, and not in DuckDB: those that stand in the query have none. */
const isConstantComposite = (...values: readonly Typed[]): boolean =>
  values.every(({ constant }) => constant === compositeConstant);
export const compositeConstant = '(composite)';

/** One type for several values. @throws TrinoError in the words that Trino has for `what` */
export function oneType(values: readonly Typed[], what: string, at: readonly Position[]): TrinoType {
  let type: TrinoType = values[0]?.type ?? { kind: 'unknown' };
  values.forEach((value, index) => {
    const common = commonType(type, value.type);
    if (!common) {
      const all = [...new Set(values.map((one) => typeText(one.type)))];
      throw mismatch(
        `${what} must be the same type or coercible to a common type. Cannot find common type between ` +
          `${typeText(type)} and ${typeText(value.type)}, all types (without duplicates): [${all.join(', ')}]`,
        at[index] ?? { line: 1, column: 1 },
      );
    }
    type = common;
  });
  return type;
}

export const coerced = (value: Typed, type: TrinoType): string => castSql(value.sql, value.type, type);
