import { decimal, integerKinds, isFloating, isInteger, sameType, type TrinoType } from './type';

/** Digits that whole numbers have as decimals. */
const digits: Readonly<Record<string, number>> = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 };

export const asDecimal = (type: TrinoType): { readonly precision: number; readonly scale: number } | undefined =>
  type.kind === 'decimal' ? type : isInteger(type) ? { precision: digits[type.kind] ?? 19, scale: 0 } : undefined;

/** The type that both become where they meet, or undefined where Trino knows none. */
export function commonType(a: TrinoType, b: TrinoType): TrinoType | undefined {
  if (sameType(a, b) || b.kind === 'unknown') return a;
  if (a.kind === 'unknown') return b;
  if (isInteger(a) && isInteger(b)) return integerKinds.indexOf(a.kind) > integerKinds.indexOf(b.kind) ? a : b;
  const [left, right] = [asDecimal(a), asDecimal(b)];
  if (left && right) {
    const scale = Math.max(left.scale, right.scale);
    return decimal(Math.min(38, Math.max(left.precision - left.scale, right.precision - right.scale) + scale), scale);
  }
  if ((isFloating(a) && (isFloating(b) || right)) || (isFloating(b) && left)) {
    return a.kind === 'double' || b.kind === 'double' ? { kind: 'double' } : { kind: 'real' };
  }
  if (a.kind === 'varchar' && b.kind === 'varchar') {
    return a.length === undefined || b.length === undefined
      ? { kind: 'varchar' }
      : { kind: 'varchar', length: Math.max(a.length, b.length) };
  }
  return commonTime(a, b) ?? commonTime(b, a) ?? commonNested(a, b);
}

function commonTime(a: TrinoType, b: TrinoType): TrinoType | undefined {
  if (a.kind === 'date' && (b.kind === 'timestamp' || b.kind === 'zoned')) return b;
  if (a.kind === 'timestamp' && b.kind === 'timestamp' && a.precision <= b.precision) return b;
  if (a.kind === 'timestamp' && b.kind === 'zoned') return { ...b, precision: Math.max(a.precision, b.precision) };
  return undefined;
}

function commonNested(a: TrinoType, b: TrinoType): TrinoType | undefined {
  if (a.kind === 'array' && b.kind === 'array') {
    const element = commonType(a.element, b.element);
    return element && { kind: 'array', element };
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && { kind: 'map', key, value };
  }
  if (a.kind === 'row' && b.kind === 'row' && a.fields.length === b.fields.length) {
    const fields = a.fields.map((field, index) => {
      const other = b.fields[index];
      const type = other && commonType(field.type, other.type);
      if (!other || !type) return undefined;
      return field.name === other.name && field.key === other.key ? { ...field, type } : { key: `f${index}`, type };
    });
    return fields.every((field) => field !== undefined) ? { kind: 'row', fields } : undefined;
  }
  return undefined;
}

/** Whether Trino takes a value of one type where it wants another. */
export function isCoercible(from: TrinoType, to: TrinoType): boolean {
  if (to.kind === 'varchar' && from.kind === 'varchar') {
    return to.length === undefined || (from.length !== undefined && from.length <= to.length);
  }
  const common = commonType(from, to);
  return common !== undefined && sameType(common, to);
}
