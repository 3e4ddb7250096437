import { quoteText } from '../../../glue/hive-type';
import { NotInLocalRun, TrinoError } from '../errors';
import { raise, refuse, timeText } from '../types/cast';
import { localOf, utcOf, zoneOf } from '../types/zone';
import { bigint, date, double, timestamp, type TrinoType, varchar, varcharOf, zoned } from '../types/type';
import { formatted, parsed } from './time-format';
import { type Functions, type Given, type Overload } from './overload';

const last = (types: readonly TrinoType[]): TrinoType => types[types.length - 1] ?? date;

/** The clock's own time of the argument. */
const local = ({ sql, types }: Given, index = 0): string => {
  const type = types[index];
  return type?.kind === 'zoned' ? localOf(sql[index] ?? '', type.zone) : (sql[index] ?? '');
};

const temporal = ['date', 'timestamp', 'zoned'];
const clocked = ['timestamp', 'zoned'];

/** A part of a date or time, as a bigint. */
export const parts: Readonly<
  Record<string, { readonly kinds: readonly string[]; readonly sql: (x: string) => string }>
> = {
  year: { kinds: temporal, sql: (x) => `year(${x})` },
  quarter: { kinds: temporal, sql: (x) => `quarter(${x})` },
  month: { kinds: temporal, sql: (x) => `month(${x})` },
  week: { kinds: temporal, sql: (x) => `weekofyear(${x})` },
  day: { kinds: temporal, sql: (x) => `day(${x})` },
  day_of_week: { kinds: temporal, sql: (x) => `isodow(${x})` },
  day_of_year: { kinds: temporal, sql: (x) => `dayofyear(${x})` },
  year_of_week: { kinds: temporal, sql: (x) => `isoyear(${x})` },
  hour: { kinds: clocked, sql: (x) => `hour(${x})` },
  minute: { kinds: clocked, sql: (x) => `minute(${x})` },
  second: { kinds: clocked, sql: (x) => `second(${x})` },
  millisecond: { kinds: clocked, sql: (x) => `(millisecond(${x}) % 1000)` },
};
export const partNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(parts).map((name) => [name, name])),
  week_of_year: 'week',
  day_of_month: 'day',
  dow: 'day_of_week',
  doy: 'day_of_year',
  yow: 'year_of_week',
};

const part = (name: string): Overload[] =>
  (parts[name]?.kinds ?? []).map((kind) => ({
    takes: kind,
    gives: bigint,
    sql: (given) => `CAST(${parts[name]?.sql(local(given)) ?? ''} AS BIGINT)`,
  }));

const units = ['millisecond', 'second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
const daily = ['day', 'week', 'month', 'quarter', 'year'];
const millis: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};
const months: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };

/** The unit that a call names. */
function unitOf({ constant, types, at }: Given): string {
  const unit = constant(0).toLowerCase();
  const isDate = types[types.length - 1]?.kind === 'date';
  if (!(isDate ? daily : units).includes(unit)) {
    throw new TrinoError(
      'INVALID_FUNCTION_ARGUMENT',
      `'${unit}' is not a valid ${isDate ? 'DATE' : 'TIMESTAMP'} field`,
      at,
    );
  }
  return unit;
}

function truncated(given: Given): string {
  const unit = unitOf(given);
  const [, x = ''] = given.sql;
  const type = given.types[1];
  if (type?.kind === 'date') return `CAST(date_trunc('${unit}', ${x}) AS DATE)`;
  if (type?.kind !== 'zoned') return `date_trunc('${unit}', ${x})`;
  const clock = localOf(x, type.zone);
  // Within an hour the zone's offset stays what it was; a day's start has its own.
  if (!daily.includes(unit)) return `(${x} - (${clock} - date_trunc('${unit}', ${clock})))`;
  return utcOf(`date_trunc('${unit}', ${clock})`, type.zone);
}

function added(given: Given): string {
  const unit = unitOf(given);
  const [, n = '', x = ''] = given.sql;
  const type = given.types[2];
  const isDate = type?.kind === 'date';
  const limit = `abs(${n}) > 2000000000`;
  const step = months[unit];
  const by =
    step === undefined
      ? `to_microseconds(${n} * ${(millis[unit] ?? 1) * 1000})`
      : `to_months(CAST(${n} * ${step} AS INTEGER))`;
  const sum =
    type?.kind === 'zoned' && step !== undefined
      ? utcOf(`(${localOf(x, type.zone)} + ${by})`, type.zone)
      : isDate
        ? `CAST(${x} + ${by} AS DATE)`
        : `(${x} + ${by})`;
  if (type?.kind === 'zoned' && type.zone !== 'UTC' && (unit === 'day' || unit === 'week')) {
    throw new NotInLocalRun('date_add() of days in a time zone', given.at);
  }
  return `(CASE WHEN ${limit} THEN ${refuse('date_add() of so great a number')} ELSE ${sum} END)`;
}

/** Whole units between two times, towards zero. */
function difference(given: Given): string {
  const unit = unitOf(given);
  const zones = given.types.slice(1).map((type) => (type.kind === 'zoned' ? type.zone : 'UTC'));
  if (zones.some((zone) => zone !== 'UTC')) throw new NotInLocalRun('date_diff() in a time zone', given.at);
  const [a, b] = [`CAST(${given.sql[1]} AS TIMESTAMP)`, `CAST(${given.sql[2]} AS TIMESTAMP)`];
  const step = months[unit];
  if (step === undefined) return `((epoch_ms(${b}) - epoch_ms(${a})) // ${millis[unit]})`;
  const forward = monthsBetween(a, b);
  const backward = monthsBetween(b, a);
  return `(CASE WHEN ${a} <= ${b} THEN ${forward} // ${step} ELSE -(${backward} // ${step}) END)`;
}

/** Of a start that lies behind its month's last day in the end's month, that day counts. */
function monthsBetween(a: string, b: string): string {
  const start = `(CASE WHEN day(${b}) = day(last_day(${b})) AND day(${a}) > day(${b}) THEN day(${b}) ELSE day(${a}) END)`;
  const clock = (x: string): string => `(epoch_us(${x}) - epoch_us(date_trunc('day', ${x})))`;
  const short = `(day(${b}) < ${start} OR (day(${b}) = ${start} AND ${clock(b)} < ${clock(a)}))`;
  return `((year(${b}) - year(${a})) * 12 + month(${b}) - month(${a}) - CASE WHEN ${short} THEN 1 ELSE 0 END)`;
}

const iso = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d{1,3})?)?(Z|[+-]00:?00)?`;

/** Of a literal with its own offset the zone is known; of a column only UTC is. */
const fromIso: Overload = {
  takes: 'varchar',
  gives: zoned('UTC'),
  sql: ({ sql: [s = ''] }) =>
    `(CASE WHEN regexp_full_match(${s}, ${quoteText(iso)}) THEN strptime(rpad(regexp_replace(replace(rtrim(regexp_replace(${s}, '[+-]00:?00$', ''), 'Z'), ',', '.'), '(T..:..)$', '\\1:00'), 19, '0') || '', ` +
    `['%Y-%m-%dT%H:%M:%S', '%Y-%m-%dT%H:%M:%S.%g']) WHEN ${s} IS NOT NULL THEN ${refuse('from_iso8601_timestamp() of a text that is not in UTC, or of another form', s)} END)`,
};

export function isoLiteral(
  text: string,
  at: Given['at'],
): { readonly sql: string; readonly type: TrinoType } | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!found) return undefined;
  const [, day = '', minutes = '', seconds = '00', fraction = '', zoneText = 'UTC'] = found;
  const zone = zoneOf(zoneText);
  if (zone === undefined || Number.isNaN(Date.parse(`${day}T${minutes}:${seconds}Z`))) {
    throw new NotInLocalRun(`from_iso8601_timestamp('${text}')`, at);
  }
  return { type: zoned(zone), sql: utcOf(`TIMESTAMP '${day} ${minutes}:${seconds}.${fraction.padEnd(3, '0')}'`, zone) };
}

/** https://trino.io/docs/current/functions/datetime.html */
export const time: Functions = {
  ...Object.fromEntries(Object.entries(partNames).map(([name, meant]) => [name, part(meant)])),
  date: [
    { takes: 'date', gives: date, sql: ({ sql: [x = ''] }) => x },
    ...clocked.map((kind): Overload => ({ takes: kind, gives: date, sql: (given) => `CAST(${local(given)} AS DATE)` })),
  ],
  date_trunc: temporal.map((kind) => ({ takes: `varchar, ${kind}`, gives: last, sql: truncated })),
  date_add: temporal.map((kind) => ({ takes: `varchar, bigint, ${kind}`, gives: last, sql: added })),
  date_diff: [
    ...temporal.map((kind): Overload => ({ takes: `varchar, ${kind}, ${kind}`, gives: bigint, sql: difference })),
  ],
  date_format: clocked.map((kind) => ({
    takes: `${kind}, varchar`,
    gives: varchar,
    sql: (given) => formatted(local(given), given.constant(1), given),
  })),
  date_parse: [
    {
      takes: 'varchar, varchar',
      gives: timestamp(3),
      strict: true,
      sql: (given) => parsed(given.sql[0] ?? '', given.constant(1), given),
    },
  ],
  from_unixtime: [
    {
      takes: 'double',
      gives: zoned('UTC'),
      sql: ({ sql: [x] }) =>
        `(CASE WHEN isnan(${x}) OR abs(${x}) > 200000000000 THEN ${refuse('from_unixtime() of such a number')} ELSE make_timestamp(CAST(floor(${x} * 1000 + 0.5) AS BIGINT) * 1000) END)`,
    },
  ],
  to_unixtime: clocked.map((kind) => ({
    takes: kind,
    gives: double,
    sql: ({ sql: [x], types: [type] }) =>
      type && 'precision' in type && type.precision > 3
        ? `(CAST(epoch_us(${x}) AS DOUBLE) / 1e6)`
        : `(CAST(epoch_ms(${x}) AS DOUBLE) / 1000)`,
  })),
  from_iso8601_timestamp: [fromIso],
  from_iso8601_date: [
    {
      takes: 'varchar',
      gives: date,
      sql: ({ sql: [s] }) =>
        `(CASE WHEN regexp_full_match(${s}, '\\d{4}-\\d{2}-\\d{2}') THEN (CASE WHEN TRY_CAST(${s} AS DATE) IS NULL THEN ${raise('INVALID_FUNCTION_ARGUMENT', `'Invalid date: ' || ${s}`)} ELSE TRY_CAST(${s} AS DATE) END) WHEN ${s} IS NOT NULL THEN ${refuse('from_iso8601_date() of another form', s)} END)`,
    },
  ],
  to_iso8601: [
    { takes: 'date', gives: varcharOf(16), sql: ({ sql: [x] }) => `strftime(${x}, '%Y-%m-%d')` },
    {
      takes: 'timestamp',
      gives: varcharOf(26),
      sql: ({ sql: [x = ''], types: [type] }) => timeText(x, type?.kind === 'timestamp' ? type.precision : 3, 'T'),
    },
  ],
  last_day_of_month: temporal.map((kind) => ({
    takes: kind,
    gives: date,
    sql: (given) => `last_day(CAST(${local(given)} AS DATE))`,
  })),
  current_timezone: [{ takes: '', gives: varchar, sql: () => "'UTC'" }],
  to_milliseconds: [{ takes: 'interval day to second', gives: bigint, sql: ({ sql: [x = ''] }) => x }],
};
