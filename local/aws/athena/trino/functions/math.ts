import { quoteText } from '../../../glue/hive-type';
import { NotInLocalRun } from '../errors';
import { castSql, raise, refuse } from '../types/cast';
import { bigint, boolean, decimal, double, varcharOf } from '../types/type';
import { type Functions, type Overload, same } from './overload';

const each = (kinds: readonly string[], make: (kind: string) => Overload): Overload[] => kinds.map(make);
const whole = ['tinyint', 'smallint', 'integer', 'bigint'];
const of = (name: string): Overload => ({ takes: 'double', gives: double, sql: ({ sql: [x] }) => `${name}(${x})` });
const invalid = (message: string): string => raise('INVALID_FUNCTION_ARGUMENT', `'${message}'`);

/** Where DuckDB fails and Java answers NaN. */
const within = (domain: string, made: (x: string) => string): Overload => ({
  takes: 'double',
  gives: double,
  sql: ({ sql: [x = ''] }) => `(CASE WHEN ${x} ${domain} THEN CAST('NaN' AS DOUBLE) ELSE ${made(x)} END)`,
});

const rounding = (name: string): Overload[] => [
  ...each(whole, (kind) => ({ takes: kind, gives: same, sql: ({ sql: [x = ''] }) => x })),
  { takes: 'double', gives: double, sql: ({ sql: [x] }) => `${name}(${x})` },
  {
    takes: 'decimal',
    gives: ([type]) =>
      type?.kind === 'decimal' ? decimal(type.precision - type.scale + Math.min(type.scale, 1), 0) : double,
    sql: ({ sql: [x], types: [type] }) =>
      type?.kind === 'decimal'
        ? `CAST(${name}(${x}) AS DECIMAL(${type.precision - type.scale + Math.min(type.scale, 1)},0))`
        : '',
  },
];

const round: Overload[] = [
  ...rounding('round'),
  ...each(['integer', 'bigint'], (kind) => ({
    takes: `${kind}, integer`,
    gives: same,
    sql: ({ sql: [x = ''], constant }) => (Number(constant(1)) >= 0 ? x : refuse('round() of whole numbers to tens')),
  })),
  {
    takes: 'decimal, integer',
    gives: ([type]) => (type?.kind === 'decimal' ? decimal(Math.min(38, type.precision + 1), type.scale) : double),
    sql({ sql: [x], types: [type], constant }) {
      if (type?.kind !== 'decimal') return '';
      const to = `DECIMAL(${Math.min(38, type.precision + 1)},${type.scale})`;
      const digits = Number(constant(1));
      return digits >= type.scale ? `CAST(${x} AS ${to})` : `CAST(round(${x}, ${digits}) AS ${to})`;
    },
  },
  {
    takes: 'double, integer',
    gives: double,
    sql({ sql: [x], constant }) {
      const digits = Number(constant(1));
      const scaled = digits >= 0 ? `${x} * 1e${digits}` : `${x} / 1e${-digits}`;
      const back = digits >= 0 ? `/ 1e${digits}` : `* 1e${-digits}`;
      return `(CASE WHEN isnan(${x}) OR isinf(${x}) THEN ${x} WHEN abs(${scaled}) >= 9e15 THEN ${refuse('round() of so great a number')} ELSE round(${scaled}) ${back} END)`;
    },
  },
];

/** https://trino.io/docs/current/functions/math.html */
export const math: Functions = {
  abs: [
    ...each([...whole, 'decimal', 'double', 'real'], (kind) => ({
      takes: kind,
      gives: same,
      sql: ({ sql: [x] }) => `abs(${x})`,
    })),
  ],
  sign: [
    ...each(whole, (kind) => ({
      takes: kind,
      gives: same,
      sql: ({ sql: [x], types: [type] }) => castSql(`sign(${x})`, { kind: 'tinyint' }, type ?? bigint),
    })),
    { takes: 'decimal', gives: decimal(1, 0), sql: ({ sql: [x] }) => `CAST(sign(${x}) AS DECIMAL(1,0))` },
    {
      takes: 'double',
      gives: double,
      sql: ({ sql: [x] }) => `(CASE WHEN isnan(${x}) THEN ${x} ELSE CAST(sign(${x}) AS DOUBLE) END)`,
    },
  ],
  ceil: rounding('ceil'),
  ceiling: rounding('ceil'),
  floor: rounding('floor'),
  round,
  truncate: [{ takes: 'double', gives: double, sql: ({ sql: [x] }) => `trunc(${x})` }],
  sqrt: [within('< 0', (x) => `sqrt(${x})`)],
  exp: [of('exp')],
  ln: [{ takes: 'double', gives: double, sql: logarithm('ln') }],
  log2: [{ takes: 'double', gives: double, sql: logarithm('log2') }],
  log: [
    {
      takes: 'double, double',
      gives: double,
      strict: true,
      sql: ({ sql: [b, x] }) =>
        `(CASE WHEN ${b} > 0 AND ${x} > 0 THEN ln(${x}) / ln(${b}) ELSE ${refuse('log() of a number that is not above zero')} END)`,
    },
  ],
  log10: [{ takes: 'double', gives: double, sql: logarithm('log10') }],
  power: [{ takes: 'double, double', gives: double, sql: ({ sql: [x, y] }) => `pow(${x}, ${y})` }],
  pow: [{ takes: 'double, double', gives: double, sql: ({ sql: [x, y] }) => `pow(${x}, ${y})` }],
  cbrt: [of('cbrt')],
  degrees: [of('degrees')],
  radians: [of('radians')],
  pi: [{ takes: '', gives: double, sql: () => 'pi()' }],
  e: [{ takes: '', gives: double, sql: () => "CAST('2.718281828459045' AS DOUBLE)" }],
  infinity: [{ takes: '', gives: double, sql: () => "CAST('Infinity' AS DOUBLE)" }],
  nan: [{ takes: '', gives: double, sql: () => "CAST('NaN' AS DOUBLE)" }],
  is_nan: [{ takes: 'double', gives: boolean, sql: ({ sql: [x] }) => `isnan(${x})` }],
  is_finite: [{ takes: 'double', gives: boolean, sql: ({ sql: [x] }) => `isfinite(${x})` }],
  is_infinite: [{ takes: 'double', gives: boolean, sql: ({ sql: [x] }) => `isinf(${x})` }],
  bitwise_and: [{ takes: 'bigint, bigint', gives: bigint, sql: ({ sql: [x, y] }) => `(${x} & ${y})` }],
  bitwise_or: [{ takes: 'bigint, bigint', gives: bigint, sql: ({ sql: [x, y] }) => `(${x} | ${y})` }],
  bitwise_xor: [{ takes: 'bigint, bigint', gives: bigint, sql: ({ sql: [x, y] }) => `xor(${x}, ${y})` }],
  bitwise_not: [{ takes: 'bigint', gives: bigint, sql: ({ sql: [x] }) => `(~${x})` }],
  bit_count: [
    {
      takes: 'bigint, bigint',
      gives: bigint,
      sql: ({ sql: [x], constant, name, at }) => {
        if (constant(1) !== '64') throw new NotInLocalRun(`${name}() of ${constant(1)} bits`, at);
        return `CAST(bit_count(${x}) AS BIGINT)`;
      },
    },
  ],
  from_base: [
    {
      takes: 'varchar, bigint',
      gives: bigint,
      sql({ sql: [s], constant, name }) {
        const base = radix(constant(1));
        if (!/^\d+$/.test(base)) return base;
        const digits = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, Number(base));
        const values = `list_transform(string_split(lower(${s}), ''), lambda c: CAST(strpos(${quoteText(digits)}, c) - 1 AS BIGINT))`;
        return `(CASE WHEN regexp_full_match(lower(${s}), '[${digits}]{1,12}') THEN list_reduce(${values}, lambda a, d: a * ${base} + d, CAST(0 AS BIGINT)) WHEN ${s} IS NOT NULL THEN ${refuse(`${name}() of such a text`)} END)`;
      },
    },
  ],
  to_base: [
    {
      takes: 'bigint, bigint',
      gives: varcharOf(64),
      sql: ({ sql: [x = ''], constant }) =>
        `(CASE WHEN ${x} < 0 THEN ${refuse('to_base() of a number below zero')} ELSE lower(to_base(${x}, ${radix(constant(1))})) END)`,
    },
  ],
};

/** Trino's radixes; DuckDB's are the same. */
function radix(text: string): string {
  return Number(text) >= 2 && Number(text) <= 36 ? text : invalid('Radix must be between 2 and 36');
}

function logarithm(name: string): Overload['sql'] {
  return ({ sql: [x] }) =>
    `(CASE WHEN isnan(${x}) OR ${x} < 0 THEN CAST('NaN' AS DOUBLE) WHEN ${x} = 0 THEN CAST('-Infinity' AS DOUBLE) ELSE ${name}(${x}) END)`;
}
