import fc from '../../../../../scripts/jest/properties';
import { Expressions, textLiteral, wholeLiteral } from './test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

type List = (number | null)[];
const element = fc.option(fc.integer({ min: 0, max: 3 }), { freq: 5 });
const list = fc.option(fc.array(element, { maxLength: 5 }), { freq: 9 });

const literal = (items: List | null): string =>
  `CAST(${items === null ? 'NULL' : `ARRAY[${items.map((one) => one ?? 'NULL').join(', ')}]`} AS array(bigint))`;
const printed = (items: List): string => `[${items.map((one) => one ?? 'null').join(', ')}]`;

/** By Trino's documentation: https://trino.io/docs/current/functions/array.html */
const ofLists: Readonly<Record<string, (a: List, b: List) => string | null>> = {
  'array_distinct(a)': (a) => printed([...new Set(a)]),
  'arrays_overlap(a, b)': (a, b) => {
    if (a.length === 0 || b.length === 0) return 'false';
    if (a.some((one) => one !== null && b.includes(one))) return 'true';
    return a.includes(null) || b.includes(null) ? null : 'false';
  },
  'zip_with(a, b, (x, y) -> coalesce(x, 9) * 10 + coalesce(y, 9))': (a, b) =>
    printed(Array.from({ length: Math.max(a.length, b.length) }, (_, at) => (a[at] ?? 9) * 10 + (b[at] ?? 9))),
};

test.each(Object.entries(ofLists))('%s is as Trino documents it; of NULL it is NULL', async (sql, by) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(list, list), { minLength: 30, maxLength: 60 }), async (pairs) => {
      const given = await engine.each(
        sql,
        pairs.map((pair) => pair.map(literal)),
      );
      const isOne = !sql.includes('b');
      expect(given).toEqual(pairs.map(([a, b]) => (a === null || (b === null && !isOne) ? null : by(a, b ?? []))));
    }),
    { numRuns: 2 },
  );
});

test('array_remove and reduce are as Trino documents them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(list, element), { minLength: 30, maxLength: 60 }), async (pairs) => {
      const rows = pairs.map(([a, b]) => [literal(a), wholeLiteral(b)]);
      expect(await engine.each('array_remove(a, b)', rows)).toEqual(
        pairs.map(([a, b]) => (a === null || b === null ? null : printed(a.filter((one) => one !== b)))),
      );
      expect(await engine.each('reduce(a, b, (s, x) -> s * 2 + coalesce(x, 1), s -> -s)', rows)).toEqual(
        pairs.map(([a, b]) =>
          a === null || b === null ? null : String(0 - a.reduce<number>((s, x) => s * 2 + (x ?? 1), b)),
        ),
      );
    }),
    { numRuns: 2 },
  );
});

/** Documents as Trino writes them: no blanks, no escapes, whole numbers. */
const key = fc.constantFrom('a', 'b', 'key');
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, 'text', 'v1.5e', 'é😀', ''),
    fc.integer(),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

test('json_extract gives what stands at a path, whatever blanks stand between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(tree, { minLength: 40, maxLength: 60 }), async (documents) => {
      const rows = documents.map((document) => [textLiteral(JSON.stringify(document, null, 1))]);
      const at = (document: unknown, ...path: (string | number)[]): string | null => {
        let found = document;
        for (const step of path) {
          const fits = typeof step === 'number' ? Array.isArray(found) : !Array.isArray(found);
          found =
            fits && typeof found === 'object' ? (found as Record<string | number, unknown> | null)?.[step] : undefined;
          if (found === undefined) return null;
        }
        return JSON.stringify(found);
      };
      expect(await engine.each("json_extract(a, '$')", rows)).toEqual(documents.map((one) => at(one)));
      expect(await engine.each("json_format(json_extract(a, '$.a'))", rows)).toEqual(
        documents.map((one) => at(one, 'a')),
      );
      expect(await engine.each("json_extract(json_extract(a, '$.key'), '$[1]')", rows)).toEqual(
        documents.map((one) => at(one, 'key', 1)),
      );
    }),
    { numRuns: 2 },
  );
});

test.each([
  ["json_extract('{\"a\":1.50}', '$.a')", 'refused'],
  ['json_extract(\'{"a":"\\u00e9"}\', \'$.a\')', '"é"'],
  ['json_extract(\'{"a":"\\n"}\', \'$.a\')', 'refused'],
  ["json_extract('{\"a\":12345678901234567890}', '$.a')", 'refused'],
  ["json_extract('not json', '$.a')", null],
  ['json_extract_scalar(json_extract(\'{"a":{"b":"x"}}\', \'$.a\'), \'$.b\')', 'x'],
  ["json_array_length(json_extract('[1,[2,3]]', '$[1]'))", '2'],
  ["CAST(json_extract('1', '$') AS varchar)", 'refused'],
  ["json_extract('1', '$') = json_extract('1', '$')", 'refused'],
  ["url_extract_parameter('https://ex.com/p?q=1&r=&s&q=2', 'q')", '1'],
  ["url_extract_parameter('https://ex.com/p?q=1&r=&s', 'r')", ''],
  ["url_extract_parameter('https://ex.com/p?q=1&r=&s', 's')", ''],
  ["url_extract_parameter('https://ex.com/p?qq=1', 'q')", null],
  ["url_extract_parameter('https://ex.com/p', 'q')", null],
  ["url_extract_parameter('https://ex.com/p?q=%20', 'q')", 'refused'],
  ["url_extract_port('https://ex.com:8080/')", '8080'],
  ["url_extract_port('https://ex.com/')", null],
  ["from_utf8(from_base64('aGVsbG8='))", 'hello'],
  ["from_base64('a')", 'refused'],
  ["to_base64url(to_utf8('a?>'))", 'YT8-'],
  ["to_hex(from_hex('00fF'))", '00FF'],
  ["from_hex('0')", 'refused'],
  ["X'00 ff'", '00 ff'],
  ["from_base('ff', 16)", '255'],
  ["from_base('zz', 36)", '1295'],
  ["from_base('12', 2)", 'refused'],
  ['bit_count(7, 64)', '3'],
  ['bit_count(-1, 64)', '64'],
  ['bit_count(1, 8)', 'refused'],
  ["regexp_position('a1b22', '\\d')", '2'],
  ["regexp_position('😀a', 'a')", '2'],
  ["regexp_position('a', 'b')", '-1'],
  ["regexp_position(CAST(NULL AS varchar), 'b')", null],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));
