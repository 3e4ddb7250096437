import { type Position } from '../grammar/token';
import { mismatch, NotInLocalRun, TrinoError } from '../errors';
import { asDecimal, commonType } from '../types/common';
import { castSql, raise } from '../types/cast';
import { localOf, utcOf } from '../types/zone';
import { dayInterval, decimal, isFloating, isInteger, storageOf, type TrinoType, typeText } from '../types/type';
import { type Typed } from './scope';

const zero = raise('DIVISION_BY_ZERO', "'Division by zero'");

/** `left operator right`, as Trino's operators have it. */
export function arithmetic(operator: string, left: Typed, right: Typed, at: Position): Typed {
  if (left.type.kind === 'unknown' || right.type.kind === 'unknown') {
    throw new NotInLocalRun(`NULL beside the operator ${operator}`, at);
  }
  const cannot = () =>
    mismatch(`Cannot apply operator: ${typeText(left.type)} ${operator} ${typeText(right.type)}`, at);
  const time = timeArithmetic(operator, left, right, at);
  if (time) return time;
  const type = commonType(left.type, right.type);
  if (!type) throw cannot();
  if (isInteger(type)) return whole(operator, left, right, type);
  if (isFloating(type)) {
    const [a, b] = [castSql(left.sql, left.type, type), castSql(right.sql, right.type, type)];
    return { type, sql: `(${a} ${operator} ${b})` };
  }
  const [a, b] = [asDecimal(left.type), asDecimal(right.type)];
  if (!a || !b) throw cannot();
  return decimals(operator, left, right, a, b, at);
}

function whole(operator: string, left: Typed, right: Typed, type: TrinoType): Typed {
  const [a, b] = [castSql(left.sql, left.type, type), castSql(right.sql, right.type, type)];
  if (operator !== '/' && operator !== '%') return { type, sql: `(${a} ${operator} ${b})` };
  const sign = operator === '/' ? '//' : '%';
  if (right.constant !== undefined && BigInt(right.constant) !== 0n) return { type, sql: `(${a} ${sign} ${b})` };
  return { type, sql: `(CASE WHEN ${b} = 0 THEN ${zero} ELSE ${a} ${sign} ${b} END)` };
}

interface Digits {
  readonly precision: number;
  readonly scale: number;
}

/** https://trino.io/docs/current/functions/decimal.html */
function decimals(operator: string, left: Typed, right: Typed, a: Digits, b: Digits, at: Position): Typed {
  const scale = Math.max(a.scale, b.scale);
  const values = [
    castSql(left.sql, left.type, decimal(a.precision, a.scale)),
    castSql(right.sql, right.type, decimal(b.precision, b.scale)),
  ];
  switch (operator) {
    case '+':
    case '-': {
      const type = decimal(Math.min(38, Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1), scale);
      const [x, y] = values.map((value) => `CAST(${value} AS ${storageOf(type)})`);
      return { type, sql: `CAST(${x} ${operator} ${y} AS ${storageOf(type)})` };
    }
    case '*': {
      if (a.scale + b.scale > 38) {
        throw new TrinoError('INVALID_FUNCTION_ARGUMENT', 'DECIMAL scale must be in range [0, precision (38)]', at);
      }
      const type = decimal(Math.min(38, a.precision + b.precision), a.scale + b.scale);
      if (a.precision + b.precision > 38) throw new NotInLocalRun('a product of decimals of more than 38 digits', at);
      return { type, sql: `CAST(${values.join(' * ')} AS ${storageOf(type)})` };
    }
    case '/': {
      const type = decimal(Math.min(38, a.precision + b.scale + Math.max(0, b.scale - a.scale)), scale);
      return {
        type,
        sql: divideDecimals(values[0] ?? '', values[1] ?? '', a, b, type.kind === 'decimal' ? type : a, at),
      };
    }
    default: {
      const type = decimal(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
      const wide = decimal(Math.min(38, Math.max(a.precision - a.scale, b.precision - b.scale) + scale), scale);
      const [x, y] = values.map((value) => `CAST(${value} AS ${storageOf(wide)})`);
      return { type, sql: `(CASE WHEN ${y} = 0 THEN ${zero} ELSE CAST(${x} % ${y} AS ${storageOf(type)}) END)` };
    }
  }
}

/** The digits of a decimal as a whole number. */
function unscaled(sql: string, { precision, scale }: Digits, at: Position): string {
  if (precision + scale + 1 > 38) throw new NotInLocalRun('a division of decimals of so many digits', at);
  return scale === 0
    ? `CAST(${sql} AS HUGEINT)`
    : `CAST(${sql} * CAST(1${'0'.repeat(scale)} AS DECIMAL(${scale + 1},0)) AS HUGEINT)`;
}

/** Half away from zero in the last place, in whole numbers: no digit is lost before. */
export function divideDecimals(left: string, right: string, a: Digits, b: Digits, to: Digits, at: Position): string {
  const shift = to.scale - a.scale + b.scale;
  if (a.precision + shift > 38 || to.precision + to.scale + 1 > 38) {
    throw new NotInLocalRun('a division of decimals of so many digits', at);
  }
  const n = `(${unscaled(left, a, at)} * 1${'0'.repeat(shift)}::HUGEINT)`;
  const d = unscaled(right, b, at);
  const quotient = `((abs(${n}) * 2 + abs(${d})) // (abs(${d}) * 2) * (CASE WHEN (${n} < 0) = (${d} < 0) THEN 1 ELSE -1 END))`;
  const storage = `DECIMAL(${to.precision},${to.scale})`;
  const scaled =
    to.scale === 0
      ? `CAST(${quotient} AS ${storage})`
      : `CAST(CAST(${quotient} AS DECIMAL(${to.precision},0)) * CAST('0.${'0'.repeat(to.scale - 1)}1' AS DECIMAL(${to.scale + 1},${to.scale})) AS ${storage})`;
  return `(CASE WHEN ${d} = 0 THEN ${zero} ELSE ${scaled} END)`;
}

function timeArithmetic(operator: string, left: Typed, right: Typed, at: Position): Typed | undefined {
  const [a, b] = [left.type.kind, right.type.kind];
  if (operator !== '+' && operator !== '-') {
    const isInterval = (kind: string): boolean => kind.startsWith('interval');
    if (isInterval(a) || isInterval(b)) throw new NotInLocalRun(`the operator ${operator} with an interval`, at);
    return undefined;
  }
  if (b.startsWith('interval') && !a.startsWith('interval')) return shifted(left, right, operator, at);
  if (a.startsWith('interval') && !b.startsWith('interval') && operator === '+')
    return shifted(right, left, operator, at);
  if (a.startsWith('interval') && a === b) return { type: left.type, sql: `(${left.sql} ${operator} ${right.sql})` };
  if (operator === '-' && a === b && a === 'date') {
    return { type: dayInterval, sql: `(CAST(${left.sql} - ${right.sql} AS BIGINT) * 86400000)` };
  }
  if (operator === '-' && a === b && (a === 'timestamp' || a === 'zoned')) {
    return { type: dayInterval, sql: `(epoch_ms(${left.sql}) - epoch_ms(${right.sql}))` };
  }
  return undefined;
}

/** A time and an interval. */
function shifted(time: Typed, interval: Typed, operator: string, at: Position): Typed | undefined {
  const { type } = time;
  const amount = operator === '-' ? `(-${interval.sql})` : interval.sql;
  const isDays = interval.type.kind === 'interval day to second';
  switch (type.kind) {
    case 'date': {
      if (!isDays) return { type, sql: `CAST(${time.sql} + to_months(CAST(${amount} AS INTEGER)) AS DATE)` };
      const days = `CAST(${amount} // 86400000 AS INTEGER)`;
      const rest = raise('INVALID_FUNCTION_ARGUMENT', "'Cannot add hour, minutes or seconds to a date'");
      const constant = interval.constant === undefined ? undefined : BigInt(interval.constant) % 86_400_000n;
      if (constant === 0n) return { type, sql: `CAST(${time.sql} + ${days} AS DATE)` };
      return {
        type,
        sql: `CASE WHEN ${amount} % 86400000 <> 0 THEN ${rest} ELSE CAST(${time.sql} + ${days} AS DATE) END`,
      };
    }
    case 'timestamp':
      return isDays
        ? { type, sql: `(${time.sql} + to_microseconds(${amount} * 1000))` }
        : { type, sql: `(${time.sql} + to_months(CAST(${amount} AS INTEGER)))` };
    case 'zoned':
      return isDays
        ? { type, sql: `(${time.sql} + to_microseconds(${amount} * 1000))` }
        : { type, sql: utcOf(`(${localOf(time.sql, type.zone)} + to_months(CAST(${amount} AS INTEGER)))`, type.zone) };
    default:
      throw mismatch(`Cannot apply operator: ${typeText(time.type)} ${operator} ${typeText(interval.type)}`, at);
  }
}
