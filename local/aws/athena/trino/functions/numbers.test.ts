import fc from '../../../../../scripts/jest/properties';
import { Expressions, textLiteral, wholeLiteral } from './test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

const scaled = (unscaled: bigint, scale: number): string => {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return unscaled < 0n ? `-${text}` : text;
};
const size = (n: bigint): bigint => (n < 0n ? -n : n);
/** Half away from zero. */
const divide = (n: bigint, d: bigint): bigint => {
  const quotient = (size(n) * 2n + size(d)) / (size(d) * 2n);
  return n < 0n === d < 0n ? quotient : -quotient;
};
const ten = (n: number): bigint => 10n ** BigInt(n);

test('decimals add, multiply, divide and leave remainders with the digits that Trino documents', async () => {
  const decimal = fc.record({ scale: fc.nat(4), precision: fc.integer({ min: 5, max: 9 }) });
  await fc.assert(
    fc.asyncProperty(
      decimal,
      decimal,
      fc.array(fc.tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: -99999, max: 99999 })), {
        minLength: 20,
        maxLength: 40,
      }),
      async (a, b, pairs) => {
        const rows = pairs.map(([x, y]) => [x, y === 0 ? 1 : y] as const);
        const literals = rows.map(([x, y]) => [
          `CAST('${scaled(BigInt(x), a.scale)}' AS decimal(${a.precision},${a.scale}))`,
          `CAST('${scaled(BigInt(y), b.scale)}' AS decimal(${b.precision},${b.scale}))`,
        ]);
        const scale = Math.max(a.scale, b.scale);
        const [p, q] = [
          (x: number) => BigInt(x) * ten(scale - a.scale),
          (y: number) => BigInt(y) * ten(scale - b.scale),
        ];
        const expected: Record<string, (x: number, y: number) => string> = {
          'a + b': (x, y) => scaled(p(x) + q(y), scale),
          'a - b': (x, y) => scaled(p(x) - q(y), scale),
          'a * b': (x, y) => scaled(BigInt(x) * BigInt(y), a.scale + b.scale),
          'a / b': (x, y) => scaled(divide(BigInt(x) * ten(scale - a.scale + b.scale), BigInt(y)), scale),
          'a % b': (x, y) => scaled(p(x) % q(y), scale),
          'round(a, 1)': (x) =>
            scaled(a.scale <= 1 ? BigInt(x) : divide(BigInt(x), ten(a.scale - 1)) * ten(a.scale - 1), a.scale),
          'CAST(a AS bigint)': (x) => String(divide(BigInt(x), ten(a.scale))),
          'CAST(a AS varchar)': (x) => scaled(BigInt(x), a.scale),
        };
        for (const [sql, by] of Object.entries(expected)) {
          expect([sql, await engine.each(sql, literals)]).toEqual([sql, rows.map(([x, y]) => by(x, y))]);
        }
        const digits = Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1;
        expect(await engine.each('typeof(a + b)', literals.slice(0, 1))).toEqual([`decimal(${digits},${scale})`]);
        const quotient = a.precision + b.scale + Math.max(0, b.scale - a.scale);
        expect(await engine.each('typeof(a / b)', literals.slice(0, 1))).toEqual([`decimal(${quotient},${scale})`]);
      },
    ),
    { numRuns: 3 },
  );
});

test('whole numbers divide towards zero', async () => {
  const whole = fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(whole, whole), { minLength: 20, maxLength: 40 }), async (pairs) => {
      const rows = pairs.map(([x, y]) => [x, y === 0n ? 7n : y] as const);
      const literals = rows.map((row) => row.map(wholeLiteral));
      expect(await engine.each('a / b', literals)).toEqual(rows.map(([x, y]) => String(x / y)));
      expect(await engine.each('a % b', literals)).toEqual(rows.map(([x, y]) => String(x % y)));
      expect(await engine.each('greatest(a, b)', literals)).toEqual(rows.map(([x, y]) => String(x > y ? x : y)));
    }),
    { numRuns: 2 },
  );
});

/** What a text says as a number, by Java's Long.parseLong and Double.parseDouble after trimming. */
test('texts are numbers where Java reads them so', async () => {
  const piece = fc.constantFrom('1', '42', '-', '+', '.', 'e', 'E3', ' ', '_', '0x', '9999999999', 'x', '');
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.array(piece, { maxLength: 4 }).map((found) => found.join('')),
        { minLength: 30, maxLength: 60 },
      ),
      async (texts) => {
        const literals = texts.map((one) => [textLiteral(one)]);
        const integer = (s: string): string | null =>
          /^ *[+-]?\d+ *$/.test(s) && size(BigInt(s.trim().replace('+', ''))) < 2n ** 31n
            ? String(BigInt(s.trim().replace('+', '')))
            : null;
        expect(await engine.each('TRY_CAST(a AS integer)', literals)).toEqual(texts.map(integer));
        expect(await engine.each('TRY(CAST(a AS integer))', literals)).toEqual(texts.map(integer));
        const isDouble = (s: string): boolean => /^ *[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)? *$/.test(s);
        const plain = texts.filter((one) => !/0x/i.test(one));
        if (plain.length > 0) {
          expect(
            await engine.each(
              'TRY_CAST(a AS double) IS NULL',
              plain.map((one) => [textLiteral(one)]),
            ),
          ).toEqual(plain.map((one) => String(!isDouble(one))));
        }
      },
    ),
    { numRuns: 2 },
  );
});

test.each([
  ['1 / 0', 'DIVISION_BY_ZERO'],
  ["DECIMAL '1.0' / 0", 'DIVISION_BY_ZERO'],
  ['5 % 0', 'DIVISION_BY_ZERO'],
  ["DECIMAL '5.0' % 0", 'DIVISION_BY_ZERO'],
  // Athena's double, where Trino has a decimal.
  ['0.1 + 0.2', '0.30000000000000004'],
  ['10.0 / 3', '3.3333333333333335'],
  ['1.0 / 0', 'Infinity'],
  ["typeof(1.5) || ' ' || typeof(.5) || ' ' || typeof(DECIMAL '1.5')", 'double double decimal(2,1)'],
  ['TRY(1 / 0)', null],
  ['log(CAST(NULL AS double), 1e0)', null],
  ['1e0 / 0', 'Infinity'],
  ['-1e0 / 0', '-Infinity'],
  ['0e0 / 0', 'NaN'],
  ['nan() = nan()', 'false'],
  ['nan() <> nan()', 'true'],
  ['nan() > 1', 'false'],
  ['1 < nan()', 'false'],
  ['2147483647 + 1', 'NUMERIC_VALUE_OUT_OF_RANGE'],
  ['9223372036854775807 + 1', 'NUMERIC_VALUE_OUT_OF_RANGE'],
  ['2147483647 * 2', 'NUMERIC_VALUE_OUT_OF_RANGE'],
  ['CAST(3000000000 AS integer)', 'NUMERIC_VALUE_OUT_OF_RANGE'],
  ["CAST('x' AS integer)", 'INVALID_CAST_ARGUMENT'],
  ["TRY_CAST('1.5' AS decimal(3,1))", '1.5'],
  ["TRY_CAST('٣' AS integer)", 'refused'],
  ["TRY_CAST('1d' AS double)", 'refused'],
  ['CAST(1e0 AS varchar)', 'refused'],
  ['CAST(2.5e0 AS integer)', '3'],
  ['CAST(-2.5e0 AS bigint)', '-3'],
  ['CAST(1.005e0 AS decimal(10,2))', '1.01'],
  ['CAST(0.1 AS real)', '0.1'],
  ['round(2.5e0)', '3.0'],
  ['round(-2.5e0)', '-3.0'],
  ['round(1234.567e0, 1)', '1234.6'],
  ["round(DECIMAL '2.5')", '3'],
  ['truncate(-2.7e0)', '-2.0'],
  ['greatest(1, NULL)', null],
  ['greatest(1e0, 2)', 'refused'],
  ['sqrt(-1)', 'NaN'],
  ['ln(0)', '-Infinity'],
  ['id', 'COLUMN_NOT_FOUND'],
  ['nofun(1)', 'FUNCTION_NOT_FOUND'],
  ["1 = '1'", 'TYPE_MISMATCH'],
  ['TRUE + 1', 'TYPE_MISMATCH'],
  ["1 IN (1, 'a')", 'TYPE_MISMATCH'],
  ['CASE WHEN 1 THEN 2 END', 'TYPE_MISMATCH'],
  ["coalesce(1, 'a')", 'TYPE_MISMATCH'],
  ['ROW(1, NULL) = ROW(1, NULL)', 'refused'],
  ['1 + NULL', 'refused'],
  ["array_join(transform(ARRAY[1, NULL, 3], x -> x * 2), ',')", '2,6'],
  ['any_match(ARRAY[1, NULL], x -> x > 1)', null],
  ['any_match(ARRAY[1, NULL], x -> x = 1)', 'true'],
  ['all_match(ARRAY[1, NULL], x -> x = 1)', null],
  ['none_match(ARRAY[], x -> TRUE)', 'true'],
  ['contains(ARRAY[1, NULL], 2)', null],
  ['contains(ARRAY[1, NULL], 1)', 'true'],
  ['element_at(ARRAY[1, 2], -1)', '2'],
  ['element_at(ARRAY[1, 2], 5)', null],
  ['element_at(ARRAY[1, 2], 0)', 'INVALID_FUNCTION_ARGUMENT'],
  ['ARRAY[1, 2][3]', 'INVALID_FUNCTION_ARGUMENT'],
  ["MAP(ARRAY['a'], ARRAY[1])['z']", 'INVALID_FUNCTION_ARGUMENT'],
  ["element_at(MAP(ARRAY['a'], ARRAY[1]), 'z')", null],
  ["MAP(ARRAY['a', 'a'], ARRAY[1, 2])", 'refused'],
  ['slice(ARRAY[1, 2, 3, 4], 2, 2)', '[2, 3]'],
  ['slice(ARRAY[1, 2, 3], -2, 5)', '[2, 3]'],
  ['slice(ARRAY[1, 2], 5, 1)', '[]'],
  ['sequence(5, 1, -2)', '[5, 3, 1]'],
  ['sequence(1, 5, -1)', 'INVALID_FUNCTION_ARGUMENT'],
  ['sequence(1, 20000)', 'INVALID_FUNCTION_ARGUMENT'],
  ['array_sort(ARRAY[3, NULL, 1])', '[1, 3, null]'],
  ['array_max(ARRAY[1, NULL])', null],
  ['array_position(ARRAY[5, 6], 6)', '2'],
  ["repeat('a', 2)", '[a, a]'],
  ['bitwise_xor(12, 10)', '6'],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));
