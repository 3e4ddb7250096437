import fc from '../../../../../scripts/jest/properties';
import { Expressions, textLiteral, wholeLiteral } from './test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

/** Letters of one, two, three and four bytes, an accent that stands alone, blanks. */
const letters = fc.constantFrom(...'abcABC012 ,.-_%\t\néßñΩ語😀', '\u0301', "'", '"', '\\', '$');
const text = fc.option(
  fc.array(letters, { maxLength: 8 }).map((found) => found.join('')),
  { freq: 8 },
);
const small = fc.option(fc.integer({ min: -9, max: 9 }), { freq: 12 });

type Value = string | number | null;
const points = (s: string): string[] => [...s];
const whole = (n: Value): number => Number(n);

/** By Trino's documentation, in code points: https://trino.io/docs/current/functions/string.html */
function substr(s: string, start: number, length = Infinity): string {
  const all = points(s);
  if (start === 0 || Math.abs(start) > all.length || length <= 0) return '';
  const from = start > 0 ? start - 1 : all.length + start;
  return all.slice(from, from + length).join('');
}

function pad(s: string, size: number, by: string, left: boolean): string {
  const all = points(s);
  if (size <= all.length) return all.slice(0, size).join('');
  const filling = points(by.repeat(size))
    .slice(0, size - all.length)
    .join('');
  return left ? filling + s : s + filling;
}

const functions: readonly (readonly [
  sql: string,
  args: readonly fc.Arbitrary<Value>[],
  (...args: string[]) => string | number | boolean | null,
])[] = [
  ['length(a)', [text], (s) => points(s).length],
  ['reverse(a)', [text], (s) => points(s).reverse().join('')],
  ['substr(a, b)', [text, small], (s, n) => substr(s, whole(n))],
  ['substr(a, b, c)', [text, small, small], (s, n, m) => substr(s, whole(n), whole(m))],
  ['substring(a FROM b FOR c)', [text, small, small], (s, n, m) => substr(s, whole(n), whole(m))],
  ['strpos(a, b)', [text, text], (s, part) => (s.includes(part) ? points(s.slice(0, s.indexOf(part))).length + 1 : 0)],
  ['starts_with(a, b)', [text, text], (s, part) => s.startsWith(part)],
  ['a || b', [text, text], (s, t) => s + t],
  ['trim(a)', [text], (s) => s.trim()],
  ['ltrim(a)', [text], (s) => s.trimStart()],
  ['rtrim(a)', [text], (s) => s.trimEnd()],
  ["replace(a, 'a', b)", [text, text], (s, by) => s.replaceAll('a', () => by)],
  ["split_part(a, ',', 2)", [text], (s) => s.split(',')[1] ?? null],
  ["array_join(split(a, ','), '|')", [text], (s) => s.split(',').join('|')],
  ["lpad(a, 6, '0x')", [text], (s) => pad(s, 6, '0x', true)],
  ["rpad(a, 6, '0x')", [text], (s) => pad(s, 6, '0x', false)],
  [
    'upper(a)',
    [text],
    (s) =>
      points(s)
        .map((one) => (points(one.toUpperCase()).length === 1 ? one.toUpperCase() : one))
        .join(''),
  ],
  ['lower(a)', [text], (s) => s.toLowerCase()],
  ["translate(a, 'aab😀', 'xyé')", [text], (s) => s.replaceAll('a', 'x').replaceAll('b', 'é').replaceAll('😀', '')],
  ['from_utf8(from_base64(to_base64(to_utf8(a))))', [text], (s) => s],
  ['a < b', [text, text], (s, t) => Buffer.compare(Buffer.from(s), Buffer.from(t)) < 0],
  ['url_encode(a)', [text], (s) => new URLSearchParams([['', s]]).toString().slice(1)],
  ['from_utf8(to_utf8(a))', [text], (s) => s],
  ['to_hex(to_utf8(a))', [text], (s) => Buffer.from(s).toString('hex').toUpperCase()],
];

test.each(functions)('%s is as Trino documents it; of NULL it is NULL', async (sql, args, by) => {
  const rows = fc.array(fc.tuple(...args), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(rows, async (found) => {
      const literals = found.map((row) =>
        row.map((one, index) =>
          args[index] === small ? wholeLiteral(one as number | null) : textLiteral(one as string | null),
        ),
      );
      const expected = found.map((row) => {
        if (row.includes(null)) return null;
        const value = by(...(row as string[]));
        return value === null ? null : String(value);
      });
      expect(await engine.each(sql, literals)).toEqual(expected);
    }),
    { numRuns: 2 },
  );
});

test.each([
  ["lpad('a', 3, '')", 'INVALID_FUNCTION_ARGUMENT'],
  ["split('a', '')", 'INVALID_FUNCTION_ARGUMENT'],
  ["split_part('a', ',', 0)", 'INVALID_FUNCTION_ARGUMENT'],
  ["strpos('banana', 'an', 2)", '4'],
  ["strpos('aaaa', 'aa', 3)", '3'],
  ["strpos('banana', 'an', 3)", '0'],
  ["hamming_distance('abc', 'abd')", '1'],
  ["hamming_distance('abc', 'ab')", 'INVALID_FUNCTION_ARGUMENT'],
  ["levenshtein_distance('kitten', 'sitting')", '3'],
  ["levenshtein_distance('é', 'e')", 'refused'],
  ["concat_ws(',', 'a', NULL, 'b')", 'a,b'],
  ['length(NULL)', 'refused'],
  ["concat('a', NULL)", 'refused'],
  ["'a' || 1", 'refused'],
  ['upper(1)', 'refused'],
  ["url_extract_host('https://ex.com:80/p?q=1#f')", 'ex.com'],
  ["url_extract_path('https://ex.com/p/1?q=2')", '/p/1'],
  ["url_extract_query('https://ex.com/p?q=2&r=%20z')", 'q=2&r= z'],
  ["url_extract_host('no address')", null],
  ["url_extract_host('mailto:a@b')", 'refused'],
  ['json_extract_scalar(\'{"a":{"b":[1,"x"]}}\', \'$.a.b[1]\')', 'x'],
  ["json_extract_scalar('{\"a\":true}', '$.a')", 'true'],
  ["json_extract_scalar('{\"a\":[1]}', '$.a')", null],
  ["json_extract_scalar('{\"a\":1.50}', '$.a')", 'refused'],
  ["json_extract_scalar('{\"a\":1} x', '$.a')", 'refused'],
  ["json_extract_scalar('not json', '$.a')", null],
  ["json_extract_scalar('{}', '$..a')", 'refused'],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));
