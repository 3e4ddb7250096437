import fc from '../../../../../scripts/jest/properties';
import { dateLiteral, Expressions, timeLiteral, wholeLiteral } from './test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

const moment = fc.option(fc.date({ min: new Date('1901-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), {
  freq: 15,
});
const rows = fc.array(moment, { minLength: 20, maxLength: 40 });
const iso = (value: Date): string => value.toISOString().replace('T', ' ').replace('Z', '');
const each = (found: readonly (Date | null)[], by: (value: Date) => string): (string | null)[] =>
  found.map((one) => (one === null ? null : by(one)));

/** The Thursday of the same week has the week's year. */
function weekOf(value: Date): number {
  const thursday = new Date(value);
  thursday.setUTCDate(value.getUTCDate() + 4 - (value.getUTCDay() || 7));
  return Math.floor((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / 604_800_000) + 1;
}

function addMonths(value: Date, months: number): Date {
  const first = new Date(Date.UTC(value.getUTCFullYear(), value.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(value.getUTCDate(), last));
  return new Date(first.getTime() + (((value.getTime() % 86_400_000) + 86_400_000) % 86_400_000));
}

const english = (value: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', ...options }).format(value);
const two = (value: number): string => String(value).padStart(2, '0');

const functions: readonly (readonly [sql: string, by: (value: Date) => string])[] = [
  ['year(a)', (d) => String(d.getUTCFullYear())],
  ['quarter(a)', (d) => String(Math.floor(d.getUTCMonth() / 3) + 1)],
  ['month(a)', (d) => String(d.getUTCMonth() + 1)],
  ['week(a)', (d) => String(weekOf(d))],
  ['day_of_week(a)', (d) => String(d.getUTCDay() || 7)],
  ['EXTRACT(HOUR FROM a)', (d) => String(d.getUTCHours())],
  ['second(a)', (d) => String(d.getUTCSeconds())],
  ['millisecond(a)', (d) => String(d.getUTCMilliseconds())],
  ["date_trunc('hour', a)", (d) => `${iso(d).slice(0, 13)}:00:00.000`],
  ["date_trunc('month', a)", (d) => `${iso(d).slice(0, 7)}-01 00:00:00.000`],
  [
    "date_trunc('week', a)",
    (d) => `${iso(new Date(d.getTime() - ((d.getUTCDay() || 7) - 1) * 86_400_000)).slice(0, 10)} 00:00:00.000`,
  ],
  ["date_add('month', 1, a)", (d) => iso(addMonths(d, 1))],
  ["date_add('year', -3, a)", (d) => iso(addMonths(d, -36))],
  ["date_add('minute', 90, a)", (d) => iso(new Date(d.getTime() + 5_400_000))],
  ["a + INTERVAL '1' DAY - INTERVAL '2' MONTH", (d) => iso(addMonths(new Date(d.getTime() + 86_400_000), -2))],
  ['CAST(a AS date)', (d) => iso(d).slice(0, 10)],
  ['CAST(a AS varchar)', iso],
  ['CAST(CAST(a AS varchar) AS timestamp)', iso],
  ['last_day_of_month(a)', (d) => iso(new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0))).slice(0, 10)],
  ['to_iso8601(a)', (d) => d.toISOString().replace('Z', '')],
  ['CAST(to_unixtime(a) * 1000 AS bigint)', (d) => String(d.getTime())],
  ['CAST(from_unixtime(to_unixtime(a)) AS timestamp)', iso],
  ["date_format(a, '%Y-%m-%d %H:%i:%s.%f')", (d) => `${iso(d)}000`],
  [
    "date_format(a, '%W, %e %M %y, %l %p, %a %b %c %k')",
    (d) =>
      `${english(d, { weekday: 'long' })}, ${d.getUTCDate()} ${english(d, { month: 'long' })} ${two(d.getUTCFullYear() % 100)}, ${d.getUTCHours() % 12 || 12} ${d.getUTCHours() < 12 ? 'AM' : 'PM'}, ${english(d, { weekday: 'short' })} ${english(d, { month: 'short' })} ${d.getUTCMonth() + 1} ${d.getUTCHours()}`,
  ],
  ["date_parse(date_format(a, '%d/%c/%Y %T'), '%d/%c/%Y %T')", (d) => `${iso(d).slice(0, 19)}.000`],
  ...['Europe/Berlin', 'America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe'].map(
    (zone): readonly [string, (value: Date) => string] => [
      `date_format(a AT TIME ZONE '${zone}', '%Y-%c-%e %k')`,
      (d) => {
        const parts = Object.fromEntries(
          new Intl.DateTimeFormat('en-US', {
            timeZone: zone,
            hourCycle: 'h23',
            year: 'numeric',
            month: 'numeric',
            day: 'numeric',
            hour: 'numeric',
          })
            .formatToParts(d)
            .map(({ type, value }) => [type, value]),
        );
        return `${parts['year']}-${parts['month']}-${parts['day']} ${Number(parts['hour'])}`;
      },
    ],
  ),
];

test.each(functions)('%s is as a second implementation has it; of NULL it is NULL', async (sql, by) => {
  await fc.assert(
    fc.asyncProperty(rows, async (found) => {
      expect(
        await engine.each(
          sql,
          found.map((one) => [timeLiteral(one)]),
        ),
      ).toEqual(each(found, by));
    }),
    { numRuns: 2 },
  );
});

/** As many whole steps as fit: the last step's day is the month's last where it has no such day. */
test('date_diff counts whole units towards zero', async () => {
  const pairs = fc.array(fc.tuple(moment, moment), { minLength: 20, maxLength: 40 });
  const steps = (a: Date, b: Date, months: number): number => {
    const [from, to, sign] = a <= b ? [a, b, 1] : [b, a, -1];
    let count = Math.floor(
      ((to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()) / months,
    );
    while (count > 0 && addMonths(from, count * months) > to) count -= 1;
    return sign * count || 0;
  };
  await fc.assert(
    fc.asyncProperty(pairs, async (found) => {
      const literals = found.map((pair) => pair.map(timeLiteral));
      for (const [unit, months, millis] of [
        ['month', 1, 0],
        ['quarter', 3, 0],
        ['year', 12, 0],
        ['day', 0, 86_400_000],
        ['second', 0, 1000],
      ] as const) {
        const expected = found.map(([a, b]) =>
          a === null || b === null
            ? null
            : String(months > 0 ? steps(a, b, months) : Math.trunc((b.getTime() - a.getTime()) / millis) || 0),
        );
        expect([unit, await engine.each(`date_diff('${unit}', a, b)`, literals)]).toEqual([unit, expected]);
      }
    }),
    { numRuns: 2 },
  );
});

test('days are added to dates', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(moment, fc.option(fc.integer({ min: -5000, max: 5000 }))), { minLength: 20, maxLength: 40 }),
      async (found) => {
        const literals = found.map(([day, n]) => [dateLiteral(day), wholeLiteral(n)]);
        const expected = found.map(([day, n]) =>
          day === null || n === null ? null : iso(new Date(day.getTime() + n * 86_400_000)).slice(0, 10),
        );
        expect(await engine.each("date_add('day', b, a)", literals)).toEqual(expected);
      },
    ),
    { numRuns: 2 },
  );
});

test.each([
  ["date_diff('month', DATE '2026-01-31', DATE '2026-02-28')", '1'],
  ["date_diff('month', DATE '2026-02-28', DATE '2026-01-31')", '-1'],
  ["date_diff('hour', DATE '2026-01-01', DATE '2026-01-02')", 'INVALID_FUNCTION_ARGUMENT'],
  ["date_trunc('hour', DATE '2026-01-01')", 'INVALID_FUNCTION_ARGUMENT'],
  ["date_trunc('nope', now())", 'INVALID_FUNCTION_ARGUMENT'],
  ["DATE '2026-01-01' + INTERVAL '1' HOUR", 'INVALID_FUNCTION_ARGUMENT'],
  ["DATE '2026-02-30'", 'INVALID_LITERAL'],
  ["CAST('2026-02-30' AS date)", 'INVALID_CAST_ARGUMENT'],
  ["CAST('20260301' AS date)", 'INVALID_CAST_ARGUMENT'],
  ["TRY_CAST(' 2026-3-1' AS date)", '2026-03-01'],
  ["TRY_CAST('12026-03-01' AS date)", 'refused'],
  ["TRY_CAST('2026-03-01T10:00:00' AS timestamp)", null],
  ["CAST('2026-03-01 10:00:00.1235' AS timestamp)", '2026-03-01 10:00:00.124'],
  ["CAST(TIMESTAMP '1969-12-31 23:59:59.9994' AS timestamp)", '1969-12-31 23:59:59.999'],
  ["CAST(TIMESTAMP '1969-12-31 23:59:59.9995' AS timestamp)", '1970-01-01 00:00:00.000'],
  ["date_parse('2026-02-30', '%Y-%m-%d')", 'INVALID_FUNCTION_ARGUMENT'],
  ["date_parse('3', '%c')", '2000-03-01 00:00:00.000'],
  ["date_parse('29.2.', '%e.%c.')", '2000-02-29 00:00:00.000'],
  ["date_parse('10:30', '%H:%i')", '1970-01-01 10:30:00.000'],
  ["date_parse(CAST(NULL AS varchar), 'a')", null],
  ["date_parse('x', '%Y-%m-%d')", 'INVALID_FUNCTION_ARGUMENT'],
  ["TRY(date_parse('x', '%Y-%m-%d'))", null],
  ["TRY(date_parse('12026-01-01', '%Y-%m-%d'))", 'refused'],
  ["date_parse('20260301', '%Y%m%d')", 'refused'],
  ["date_format(now(), '%U')", 'INVALID_FUNCTION_ARGUMENT'],
  ["date_format(TIMESTAMP '0026-01-01 00:00:00', '%Y')", 'refused'],
  ['now()', '2026-03-01 12:00:00.000 UTC'],
  ['current_date', '2026-03-01'],
  ["from_iso8601_timestamp('2026-03-01T10:00:00.123+02:00')", '2026-03-01 10:00:00.123 +02:00'],
  ["from_iso8601_timestamp(concat('2026-03-01T10:00:00', 'Z'))", '2026-03-01 10:00:00.000 UTC'],
  ["from_iso8601_timestamp(concat('2026-03-01T10:00', ''))", '2026-03-01 10:00:00.000 UTC'],
  ["from_iso8601_timestamp(concat('2026-03-01T10:00:00', '+02:00'))", 'refused'],
  ['from_unixtime(-0.5)', '1969-12-31 23:59:59.500 UTC'],
  ["TIMESTAMP '2026-03-29 02:30:00' AT TIME ZONE 'Europe/Berlin'", '2026-03-29 04:30:00.000 Europe/Berlin'],
  [
    "date_trunc('hour', TIMESTAMP '2026-10-25 01:30:00' AT TIME ZONE 'Europe/Berlin')",
    '2026-10-25 02:00:00.000 Europe/Berlin',
  ],
  ["TIMESTAMP '2026-03-01 10:00:00 Nowhere/City'", 'refused'],
  ["TIMESTAMP '2026-03-02 00:00:00' - TIMESTAMP '2026-03-01 12:00:00'", '0 12:00:00.000'],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));
