import fc from '../../../../../scripts/jest/properties';
import { Expressions, textLiteral } from './test-support';

let engine: Expressions;
beforeAll(async () => void (engine = await Expressions.open()));
afterAll(() => engine.close());

const text = fc.option(
  fc.array(fc.constantFrom(...'aabb01 -_.xyXY'), { maxLength: 10 }).map((found) => found.join('')),
  { freq: 15 },
);
const piece = fc.constantFrom('a', 'b', '\\d', '\\w', '[a-y]', '[^ab]', '.', '0', '(?:ab)', '(?:a|01)', '\\.', '-');
const repeated = fc.tuple(piece, fc.constantFrom('', '', '+', '+?', '{1,2}')).map((parts) => parts.join(''));
const pattern = fc.array(repeated, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''));

test('patterns match as they do in a second engine', async () => {
  await fc.assert(
    fc.asyncProperty(pattern, fc.array(text, { minLength: 20, maxLength: 40 }), async (source, texts) => {
      const literals = texts.map((one) => [textLiteral(one)]);
      const expected: Record<string, (s: string) => string | null> = {
        regexp_like: (s) => String(new RegExp(source).test(s)),
        regexp_extract: (s) => new RegExp(source).exec(s)?.[0] ?? null,
        regexp_position: (s) => String((new RegExp(source).exec(s)?.index ?? -2) + 1),
        regexp_count: (s) => String([...s.matchAll(new RegExp(source, 'g'))].length),
        regexp_replace: (s) => s.replaceAll(new RegExp(source, 'g'), ''),
        regexp_split: (s) => `[${s.split(new RegExp(source)).join(', ')}]`,
      };
      for (const [name, by] of Object.entries(expected)) {
        const given = await engine.each(`${name}(a, ${textLiteral(source)})`, literals);
        expect([name, source, given]).toEqual([name, source, texts.map((one) => (one === null ? null : by(one)))]);
      }
    }),
    { numRuns: 8 },
  );
});

test.each([
  ["regexp_extract('v12x', '(\\w)(\\d+)', 2)", '12'],
  ["regexp_extract('a1', '(z)?(\\d)', 1)", 'refused'],
  ["regexp_replace('john smith', '(\\w+) (\\w+)', '$2 $1')", 'smith john'],
  ["regexp_extract_all('a1b22', '([a-z])(\\d)', 1)", '[a, b]'],
  ["regexp_like('é', '\\w')", 'refused'],
  ["regexp_like('é', '[a-z]')", 'false'],
  ["regexp_like(concat('a', chr(10)), 'a$')", 'refused'],
  ["regexp_like('a', '(?=a)')", 'refused'],
  ["regexp_like('a', '\\bA')", 'refused'],
  ["regexp_like('a', 'a++')", 'refused'],
  ["regexp_like('a', '(a)\\1')", 'refused'],
  ["regexp_like('a', '[a&&b]')", 'refused'],
  ["regexp_replace('abc', 'x*', '-')", 'refused'],
])('%s is %s', async (sql, expected) => expect(await engine.answer(sql)).toBe(expected));
