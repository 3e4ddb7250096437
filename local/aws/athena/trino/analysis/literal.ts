import { quoteText } from '../../../glue/hive-type';
import { type Expression } from '../grammar/ast';
import { NotInLocalRun, TrinoError } from '../errors';
import { readType } from '../types/read-type';
import { zoneOf, utcOf } from '../types/zone';
import {
  bigint,
  date,
  dayInterval,
  decimal,
  double,
  integer,
  timestamp,
  varbinary,
  varcharOf,
  yearInterval,
  zoned,
} from '../types/type';
import { type Typed } from './scope';

type Of<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;

export function numberLiteral(node: Of<'integer' | 'decimal' | 'double' | 'string' | 'binary'>): Typed {
  const { value } = node;
  switch (node.kind) {
    case 'string':
      return { type: varcharOf([...value].length), sql: quoteText(value), constant: value };
    case 'binary':
      if (value.length % 2 > 0) throw new NotInLocalRun("the literal X'' of half a byte", node);
      return { type: varbinary, sql: `unhex(${quoteText(value)})` };
    case 'double':
    // Athena's, where Trino's is a decimal: aoyagikouhei/athena-local at 01606e0, docs/caveats.md; `DECIMAL '1.5'` is one.
    case 'decimal':
      return { type: double, sql: `CAST('${value}' AS DOUBLE)` };
    case 'integer': {
      const whole = BigInt(value);
      if (whole > 9223372036854775807n)
        throw new TrinoError('INVALID_LITERAL', `Invalid numeric literal: ${value}`, node);
      const type = whole > 2147483647n ? bigint : integer;
      return { type, sql: `CAST(${whole} AS ${type.kind.toUpperCase()})`, constant: String(whole) };
    }
  }
}

function decimalLiteral(value: string, node: Expression): Typed {
  const [, whole = '', fraction = ''] = /^[+-]?(\d*)\.?(\d*)$/.exec(value) ?? [];
  const precision = Math.max(1, whole.replace(/^0+/, '').length + fraction.length);
  if (precision > 38) throw new TrinoError('INVALID_LITERAL', `'${value}' is not a valid DECIMAL literal`, node);
  return {
    type: decimal(precision, fraction.length),
    sql: `CAST('${value}' AS DECIMAL(${precision},${fraction.length}))`,
  };
}

const day = String.raw`(\d{4})-(\d{1,2})-(\d{1,2})`;
const clock = String.raw`(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,12}))?)?`;

/** `DATE '2026-01-01'` and its kind. */
export function typedLiteral(node: Of<'typed'>): Typed {
  const { name } = node.type;
  const value = node.value.trim();
  const invalid = (): TrinoError =>
    new TrinoError('INVALID_LITERAL', `'${node.value}' is not a valid ${name.toUpperCase()} literal`, node);
  if (name === 'date') {
    const found = new RegExp(`^${day}$`).exec(value);
    const text = found && dayText(found);
    if (!text) throw invalid();
    return { type: date, sql: `DATE '${text}'` };
  }
  if (name === 'timestamp') {
    const found = new RegExp(`^${day}(?: ${clock})?(?: ?(\\S+))?$`).exec(value);
    const text = found && dayText(found);
    if (!found || !text) throw invalid();
    const [hour = '0', minute = '0', second = '0', fraction = ''] = found.slice(4, 8);
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) throw invalid();
    if (fraction.length > 6) throw new NotInLocalRun('a timestamp of more than 6 digits of a second', node);
    const time = [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
    const sql = `TIMESTAMP '${text} ${time}.${fraction.padEnd(6, '0')}'`;
    const [, zoneText] = found.slice(7);
    if (zoneText === undefined) return { type: timestamp(fraction.length), sql };
    const zone = zoneOf(zoneText);
    if (zone === undefined) throw new NotInLocalRun(`the time zone ${zoneText}`, node);
    return { type: zoned(zone, fraction.length), sql: utcOf(sql, zone) };
  }
  if (name === 'decimal') {
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(value)) throw invalid();
    return decimalLiteral(value, node);
  }
  if (name === 'varchar')
    return { type: varcharOf([...node.value].length), sql: quoteText(node.value), constant: node.value };
  if (/^(tinyint|smallint|integer|int|bigint)$/.test(name) && /^[+-]?\d+$/.test(value)) {
    const type = readType(node.type, node);
    return { type, sql: `CAST(${value} AS ${type.kind.toUpperCase()})`, constant: String(BigInt(value)) };
  }
  if (name === 'double' && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return { type: double, sql: `CAST('${value}' AS DOUBLE)` };
  throw new NotInLocalRun(`the literal ${name} '${node.value}'`, node);
}

/** Of a day that the calendar has. */
function dayText([, year = '', month = '', dayOfMonth = '']: RegExpExecArray): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : undefined;
}

const millis: Readonly<Record<string, bigint>> = {
  WEEK: 604_800_000n,
  DAY: 86_400_000n,
  HOUR: 3_600_000n,
  MINUTE: 60_000n,
  SECOND: 1000n,
};

export function intervalLiteral(node: Of<'interval'>): Typed {
  const { value, unit, to, negative } = node;
  const sign = negative ? -1n : 1n;
  const whole = /^[+-]?\d+$/.test(value) ? BigInt(value) : undefined;
  if (to === undefined && whole !== undefined) {
    const months = unit === 'YEAR' ? 12n : unit === 'MONTH' ? 1n : undefined;
    const amount = sign * whole * (months ?? millis[unit] ?? 0n);
    const type = months === undefined ? dayInterval : yearInterval;
    return { type, sql: `CAST(${amount} AS BIGINT)`, constant: String(amount) };
  }
  const [, years, months] = /^(\d+)-(\d+)$/.exec(value) ?? [];
  if (unit === 'YEAR' && to === 'MONTH' && years !== undefined && months !== undefined) {
    const amount = sign * (BigInt(years) * 12n + BigInt(months));
    return { type: yearInterval, sql: `CAST(${amount} AS BIGINT)`, constant: String(amount) };
  }
  if (to === undefined && unit === 'SECOND' && /^\d+\.\d{1,3}$/.test(value)) {
    const amount = sign * BigInt(Math.round(Number(value) * 1000));
    return { type: dayInterval, sql: `CAST(${amount} AS BIGINT)`, constant: String(amount) };
  }
  throw new NotInLocalRun(`the literal INTERVAL '${value}' ${unit}${to === undefined ? '' : ` TO ${to}`}`, node);
}
