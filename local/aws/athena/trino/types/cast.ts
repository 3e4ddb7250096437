import { quoteName, quoteText } from '../../../glue/hive-type';
import { NotInLocalRun, refusalMark } from '../errors';
import { asDecimal } from './common';
import { localOf, utcOf } from './zone';
import { isFloating, isInteger, sameType, storageOf, type TrinoType, typeText } from './type';

/** Fails the query when a row comes to it, in Trino's words; `message` is SQL. */
export const raise = (code: string, message: string): string => `${fault}(${quoteText(`${code}: `)} || ${message})`;
/** The same of a text that is at fault; it is for where a predicate must prune files. */
export const raiseOf = (code: string, message: string): string =>
  `${fault}_of(${quoteText(`${code}: `)} || ${message})`;
/** Refuses the query when a row comes to it; `of` is the text whose form is at fault. */
export const refuse = (what: string, of?: string): string =>
  of === undefined
    ? `${refusal}(${quoteText(refusalMark + what)})`
    : `${refusal}_of(${quoteText(refusalMark + what)} || left(${of}, 0))`;

const fault = '__trino_fault';
const refusal = '__not_in_local_run';
const none = '__trino_none';

/** Words of a row's own fail by a cast, since a predicate that calls error() neither prunes files nor stands in TRY. */
const failing = 'CASE WHEN CAST(words AS INTEGER) IS NULL THEN NULL END';

/** What the SQL of an analysed query calls, beside the engine's own functions. */
/** What the SQL of an analysed query asks of its session. */
export const macros: readonly string[] = [
  `CREATE TEMP MACRO ${fault}(words) AS error(words)`,
  `CREATE TEMP MACRO ${fault}_of(words) AS ${failing}`,
  `CREATE TEMP MACRO ${refusal}(words) AS error(words)`,
  `CREATE TEMP MACRO ${refusal}_of(words) AS ${failing}`,
  `CREATE TEMP MACRO ${none}(words) AS NULL`,
];

/** What it asks of its engine. */
export const settings: readonly string[] = [
  // A double divided by zero is infinite in Trino; whole numbers and decimals fail before they come to this.
  'SET GLOBAL ieee_floating_point_ops = true',
  "SET GLOBAL TimeZone = 'UTC'",
];

/** And where it has TRY: else the engine evaluates before it what stands in it twice, and fails there. */
export const settingsOfTry: readonly string[] = [
  ...settings,
  "SET GLOBAL disabled_optimizers = 'common_subexpressions'",
];

export const hasTry = (sql: string): boolean => sql.includes('TRY(');

/**
 * NULL for what fails in Trino. The engine's TRY would take a refusal for a failure: so where it makes NULL, what refuses
 * is asked again, with no fault beside it.
 */
export function trySql(sql: string): string {
  const without = (...names: readonly string[]): string =>
    names.reduce((found, name) => found.replaceAll(`${name}(`, `${none}(`), sql);
  if (!sql.includes(refusal)) return `TRY(${without(fault)})`;
  return `coalesce(TRY(${without(fault, refusal)}), ${without(fault, `${fault}_of`)})`;
}

export const mayRefuse = (sql: string): boolean => sql.includes(refusal);

/** `safe` is TRY_CAST's: NULL for what cannot be. */
export function castSql(sql: string, from: TrinoType, to: TrinoType, safe = false): string {
  if (sameType(from, to)) return sql;
  const [, whole] = /^CAST\((-?\d+) AS [A-Z]+\)$/.exec(sql) ?? [];
  if (whole !== undefined && isInteger(from) && isInteger(to)) return `CAST(${whole} AS ${storageOf(to)})`;
  if (from.kind === 'unknown') return `CAST(NULL AS ${storageOf(to)})`;
  const cast = casts(sql, from, to, safe);
  if (cast === undefined) {
    throw new NotInLocalRun(`the cast from ${typeText(from)} to ${typeText(to)}`);
  }
  return cast;
}

/** What a text must look like to be of a type, lest DuckDB reads more than Trino; `unsure` is refused. */
const number = String.raw`[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?`;
const spaced = (pattern: string): string => String.raw`[\x00-\x20]*${pattern}[\x00-\x20]*`;
const clock = String.raw`([01]?\d|2[0-3]):[0-5]?\d(:[0-5]?\d(\.\d{1,6})?)?`;

interface Reading {
  readonly pattern: string;
  readonly unsure?: string;
  readonly read: (text: string) => string;
  readonly words: (text: string) => string;
}

function fromText(to: TrinoType): Reading | undefined {
  const type = storageOf(to);
  const cannot = (name: string) => (text: string) => `'Cannot cast ''' || ${text} || ''' to ${name}'`;
  // As a pattern: a line break in a literal would cut the engine's plan, which tells what files are read.
  const trimmed = (text: string): string => `regexp_replace(${text}, ${quoteText(String.raw`[\x00-\x20]+`)}, '', 'g')`;
  const attempt = (text: string): string => `TRY_CAST(${trimmed(text)} AS ${type})`;
  switch (to.kind) {
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
      return {
        pattern: spaced(String.raw`[+-]?\d+`),
        // Digits of other scripts, which Java reads.
        unsure: spaced(String.raw`[+-]?\p{Nd}+`),
        read: attempt,
        words: cannot(to.kind === 'integer' ? 'INT' : to.kind.toUpperCase()),
      };
    case 'double':
      return {
        pattern: spaced(`${number}`),
        unsure: spaced(`(${number}[dDfF]|[+-]?(0[xX].*|NaN|Infinity))`),
        read: attempt,
        words: cannot('DOUBLE'),
      };
    case 'decimal':
      return {
        pattern: number,
        unsure: `${spaced(number)}|${String.raw`[+-]?[\p{Nd}.]+([eE][+-]?\p{Nd}+)?`}`,
        read: attempt,
        words: (text) => `'Cannot cast VARCHAR ''' || ${text} || ''' to DECIMAL(${to.precision}, ${to.scale})'`,
      };
    case 'boolean':
      return {
        pattern: '(?i)t|f|1|0|true|false',
        read: (text) => `(lower(${text}) IN ('t', '1', 'true'))`,
        words: cannot('BOOLEAN'),
      };
    case 'date':
      return {
        pattern: spaced(String.raw`\d{4}-\d{1,2}-\d{1,2}`),
        unsure: spaced(String.raw`([+-]\d+|\d{5,})-\d{1,2}-\d{1,2}`),
        read: attempt,
        words: (text) => `'Value cannot be cast to date: ' || ${text}`,
      };
    case 'timestamp':
      if (to.precision > 6) return undefined;
      return {
        pattern: String.raw`\d{4}-\d{1,2}-\d{1,2}( ${clock})?`,
        unsure: `${spaced(String.raw`([+-]?\d{4,})-\d{1,2}-\d{1,2}( ${clock})?`)}|${String.raw`.*\.\d{7,}`}`,
        read: (text) => roundTime(`TRY_CAST(${text} AS TIMESTAMP)`, 6, to.precision),
        words: (text) => `'Value cannot be cast to timestamp: ' || ${text}`,
      };
    default:
      return undefined;
  }
}

function casts(sql: string, from: TrinoType, to: TrinoType, safe: boolean): string | undefined {
  const plain = `${safe ? 'TRY_CAST' : 'CAST'}(${sql} AS ${storageOf(to)})`;
  if (from.kind === 'varchar') {
    if (to.kind === 'varchar') {
      return to.length === undefined || (from.length !== undefined && from.length <= to.length)
        ? sql
        : `left(${sql}, ${to.length})`;
    }
    const reading = fromText(to);
    return reading && readText(sql, reading, safe);
  }
  if (to.kind === 'varchar') return textOf(sql, from, to);
  if (to.kind === 'boolean' && (isInteger(from) || from.kind === 'double')) return `(${sql} <> 0)`;
  if (from.kind === 'boolean') return isInteger(to) || to.kind === 'double' ? plain : undefined;
  if (isInteger(from)) {
    if (to.kind === 'decimal') return safe ? plain : wholeToDecimal(sql, from, to);
    return isInteger(to) || isFloating(to) ? plain : undefined;
  }
  if (from.kind === 'decimal') {
    if (to.kind === 'decimal') return plain;
    if (isInteger(to)) return `${safe ? 'TRY_CAST' : 'CAST'}(round(${sql}, 0) AS ${storageOf(to)})`;
    // By way of the text, which alone is rounded once.
    return isFloating(to) ? `CAST(CAST(${sql} AS VARCHAR) AS ${storageOf(to)})` : undefined;
  }
  if (isFloating(from)) {
    if (isInteger(to)) return `${safe ? 'TRY_CAST' : 'CAST'}(round(${sql}) AS ${storageOf(to)})`;
    if (from.kind === 'double' && to.kind === 'decimal') {
      return `${safe ? 'TRY_CAST' : 'CAST'}(CAST(${sql} AS VARCHAR) AS ${storageOf(to)})`;
    }
    return isFloating(to) ? plain : undefined;
  }
  return castTime(sql, from, to) ?? castNested(sql, from, to);
}

function wholeToDecimal(sql: string, from: TrinoType, to: Extract<TrinoType, { kind: 'decimal' }>): string {
  const room = to.precision - to.scale;
  if ((asDecimal(from)?.precision ?? 19) <= room) return `CAST(${sql} AS ${storageOf(to)})`;
  const words = `'Cannot cast ${from.kind.toUpperCase()} ''' || ${sql} || ''' to DECIMAL(${to.precision}, ${to.scale})'`;
  return `(CASE WHEN abs(CAST(${sql} AS HUGEINT)) >= 1${'0'.repeat(room)}::HUGEINT THEN ${raise('INVALID_CAST_ARGUMENT', words)} ELSE CAST(${sql} AS ${storageOf(to)}) END)`;
}

function readText(sql: string, { pattern, unsure, read, words }: Reading, safe: boolean): string {
  const fits = `regexp_full_match(${sql}, ${quoteText(pattern)})`;
  const value = read(`(CASE WHEN ${fits} THEN ${sql} END)`);
  const doubt =
    unsure === undefined
      ? ''
      : ` WHEN NOT ${fits} AND regexp_full_match(${sql}, ${quoteText(unsure)}) THEN ${refuse('a text of this form as a number or a time', sql)}`;
  const fault = safe ? '' : ` WHEN ${sql} IS NOT NULL THEN ${raiseOf('INVALID_CAST_ARGUMENT', words(sql))}`;
  // No coalesce(): where one fails within TRY, the engine may answer for another row what stands in no row at all.
  return doubt === '' && fault === '' ? value : `(CASE WHEN ${value} IS NOT NULL THEN ${value}${doubt}${fault} END)`;
}

/** Half up, as Trino does with digits that it has no room for. */
export function roundTime(sql: string, from: number, to: number): string {
  if (from <= to) return sql;
  if (to === 3) return `date_trunc('millisecond', ${sql} + to_microseconds(500))`;
  const step = 10 ** (6 - to);
  return `make_timestamp(CAST(floor((epoch_us(${sql}) + ${step / 2}) / ${step}) AS BIGINT) * ${step})`;
}

function castTime(sql: string, from: TrinoType, to: TrinoType): string | undefined {
  if (from.kind === 'date') {
    if (to.kind === 'timestamp') return `CAST(${sql} AS TIMESTAMP)`;
    return to.kind === 'zoned' ? utcOf(`CAST(${sql} AS TIMESTAMP)`, to.zone) : undefined;
  }
  if (from.kind === 'timestamp') {
    if (to.kind === 'date') return `CAST(${sql} AS DATE)`;
    if (to.kind === 'timestamp') return roundTime(sql, from.precision, to.precision);
    // The session's zone is UTC.
    if (to.kind === 'zoned') return sql;
  }
  if (from.kind === 'zoned') {
    if (to.kind === 'zoned') return sql;
    const local = localOf(sql, from.zone);
    if (to.kind === 'date') return `CAST(${local} AS DATE)`;
    if (to.kind === 'timestamp') return roundTime(local, from.precision, to.precision);
  }
  return undefined;
}

function castNested(sql: string, from: TrinoType, to: TrinoType): string | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    if (from.element.kind === 'unknown') return `CAST(${sql} AS ${storageOf(to)})`;
    const element = castSql('x', from.element, to.element);
    return element === 'x' ? sql : `list_transform(${sql}, lambda x: ${element})`;
  }
  if (from.kind === 'row' && to.kind === 'row' && from.fields.length === to.fields.length) {
    const fields = to.fields.map(({ key, type }, index) => {
      const field = from.fields[index];
      const value = field ? castSql(`struct_extract(${sql}, ${quoteText(field.key)})`, field.type, type) : 'NULL';
      return `${quoteName(key)} := ${value}`;
    });
    return `CASE WHEN ${sql} IS NOT NULL THEN struct_pack(${fields.join(', ')}) END`;
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const same = sameType(from.key, to.key) || (from.key.kind === 'varchar' && to.key.kind === 'varchar');
    const values = sameType(from.value, to.value) || (from.value.kind === 'varchar' && to.value.kind === 'varchar');
    return same && values ? sql : undefined;
  }
  return undefined;
}

function textOf(sql: string, from: TrinoType, to: TrinoType): string | undefined {
  const text = plainText(sql, from);
  return to.kind === 'varchar' && to.length === undefined ? text : undefined;
}

/** What CAST to varchar makes. Doubles are refused: what they look like depends on the engine's version. */
function plainText(sql: string, from: TrinoType): string | undefined {
  if (isInteger(from) || from.kind === 'boolean' || from.kind === 'decimal' || from.kind === 'date') {
    return `CAST(${sql} AS VARCHAR)`;
  }
  if (from.kind === 'timestamp') return timeText(sql, from.precision);
  if (from.kind === 'zoned')
    return `(${timeText(localOf(sql, from.zone), from.precision)} || ${quoteText(` ${from.zone}`)})`;
  return undefined;
}

export function timeText(sql: string, precision: number, separator = ' '): string {
  const whole = `strftime(${sql}, '%Y-%m-%d${separator}%H:%M:%S')`;
  if (precision === 0) return whole;
  return `(${whole} || '.' || left(strftime(${sql}, '%f'), ${precision}))`;
}
