import { type Position } from '../grammar/token';
import { mismatch, NotInLocalRun, TrinoError } from '../errors';
import { castSql, raise } from '../types/cast';
import { isCoercible, commonType } from '../types/common';
import { localOf } from '../types/zone';
import { bigint, isInteger, typeText } from '../types/type';
import { type Typed } from '../analysis/scope';
import { partNames, parts } from './time';

/** `EXTRACT(part FROM value)`. */
export function extract(name: string, value: Typed, at: Position, valueAt: Position): Typed {
  const part = parts[partNames[name] ?? ''];
  if (!part || name === 'millisecond') {
    if (/^timezone_/.test(name)) throw new NotInLocalRun(`EXTRACT(${name})`, at);
    throw new TrinoError('SYNTAX_ERROR', `Invalid EXTRACT field: ${name}`, at);
  }
  const { type } = value;
  if (!part.kinds.includes(type.kind)) {
    if (type.kind === 'date') throw mismatch(`Cannot extract ${name.toUpperCase()} from ${typeText(type)}`, valueAt);
    throw new NotInLocalRun(`EXTRACT(${name}) from ${typeText(type)}`, at);
  }
  const sql = type.kind === 'zoned' ? localOf(value.sql, type.zone) : value.sql;
  return { type: bigint, sql: `CAST(${part.sql(sql)} AS BIGINT)` };
}

const invalid = (words: string): string => raise('INVALID_FUNCTION_ARGUMENT', words);

/** `base[index]`: what is not there fails the query. */
export function subscript(base: Typed, index: Typed, at: Position): Typed {
  const { type } = base;
  if (type.kind === 'array') {
    if (!isInteger(index.type))
      throw mismatch(`Cannot use ${typeText(index.type)} for subscript of ${typeText(type)}`, at);
    const [x, i] = [base.sql, index.sql];
    return {
      type: type.element,
      sql:
        `(CASE WHEN ${i} = 0 THEN ${invalid("'SQL array indices start at 1'")} WHEN ${i} < 0 THEN ${invalid(`'Array subscript is negative: ' || ${i}`)} ` +
        `WHEN ${i} > len(${x}) THEN ${invalid(`'Array subscript must be less than or equal to array length: ' || ${i} || ' > ' || len(${x})`)} ELSE list_extract(${x}, ${i}) END)`,
    };
  }
  if (type.kind === 'map') {
    const key = keyOf(base, index, at);
    return {
      type: type.value,
      sql: `(CASE WHEN ${base.sql} IS NULL OR ${key} IS NULL THEN NULL WHEN NOT map_contains(${base.sql}, ${key}) THEN ${invalid(`'Key not present in map: ' || ${key}`)} ELSE map_extract_value(${base.sql}, ${key}) END)`,
    };
  }
  if (type.kind === 'row') throw new NotInLocalRun('a row by the number of its field', at);
  throw mismatch(`Cannot use ${typeText(index.type)} for subscript of ${typeText(type)}`, at);
}

/** `element_at(map, key)`: NULL for what is not there. */
export function elementOfMap(base: Typed, index: Typed, at: Position): Typed {
  if (base.type.kind !== 'map') throw new NotInLocalRun('element_at() of these types', at);
  return { type: base.type.value, sql: `map_extract_value(${base.sql}, ${keyOf(base, index, at)})` };
}

function keyOf(base: Typed, index: Typed, at: Position): string {
  if (base.type.kind !== 'map') return index.sql;
  const { key } = base.type;
  const simple = key.kind === 'varchar' || isInteger(key) || key.kind === 'date';
  const fits = key.kind === 'varchar' ? index.type.kind === 'varchar' : isCoercible(index.type, key);
  if (!commonType(key, index.type))
    throw mismatch(`Cannot use ${typeText(index.type)} for subscript of ${typeText(base.type)}`, at);
  if (!simple || !fits) throw new NotInLocalRun('a key of such a type', at);
  return key.kind === 'varchar' ? index.sql : castSql(index.sql, index.type, key);
}
