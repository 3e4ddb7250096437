import fc from 'fast-check';
import { documentsOf } from './documents';
import { NumberText } from './number-text';

const objects = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });

test('documents one after another are each read, whatever lies between them', () => {
  const space = fc.stringMatching(/^[ \t\r\n]*$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(objects, space), { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts.map(([object, gap]) => JSON.stringify(object) + gap).join('');
      expect(documentsOf(text)).toHaveLength(parts.length);
    }),
  );
});

test('a document cut short is an error, never a shorter document', () => {
  fc.assert(
    fc.property(objects, fc.nat(), (object, cut) => {
      const text = JSON.stringify({ ...object, last: 'x' });
      expect(() => documentsOf(text.slice(0, 1 + (cut % (text.length - 1))))).toThrow('Encountered malformed JSON');
    }),
  );
});

const [parse, data] = ['DataFormatConversion.ParseError', 'DataFormatConversion.MalformedData'];
const empty = 'The record was empty or contained only whitespace.';
const noObject = 'Data does not match the schema. The top level of the input JSON must be an object';
const badJson = 'Encountered malformed JSON';
const tooDeep = 'Encountered malformed JSON. Document nesting depth exceeds the maximum allowed (1000)';
const nested = (depth: number, open = '[', close = ']') => `{"a":${open.repeat(depth)}${close.repeat(depth)}}`;

test.each([
  ['', data, empty],
  [' \r\n\t', data, empty],
  ['[]', data, noObject],
  ['[{"a":1}]', data, noObject],
  ['1', data, noObject],
  ['null', data, noObject],
  ['"x"', data, noObject],
  ['{"a":1},{"b":2}', parse, badJson],
  ['{"a":1}]', parse, badJson],
  ['}{', parse, badJson],
  ['{a:1}', parse, badJson],
  [`{"a":${'{"a":'.repeat(4116)}1${'}'.repeat(4116)}}`, parse, tooDeep],
  [nested(1000), parse, tooDeep],
  ['['.repeat(500_000), parse, tooDeep],
])('%.20j is refused with AWS’s code', (text, code, message) => {
  expect(() => documentsOf(text)).toThrow(expect.objectContaining({ code, message }) as Error);
});

test('what is nested less is read, and brackets in a text are none', () => {
  expect(documentsOf(nested(999))).toHaveLength(1);
  expect(documentsOf(JSON.stringify({ a: '[\\"{'.repeat(5000) }))).toHaveLength(1);
});

test('numbers that a double would change stay as they were written', () => {
  const number = (text: string) => new NumberText(text);
  expect(documentsOf('{"a":12345678901234567890,"b":1.0,"c":[1e3,2],"d":"3.0","e":0.5,"f":{"#":1.0}}')).toEqual([
    {
      a: number('12345678901234567890'),
      b: number('1.0'),
      c: [number('1e3'), 2],
      d: '3.0',
      e: 0.5,
      f: { '#': number('1.0') },
    },
  ]);
});

test('no document is taken for the mark of a number', () => {
  expect(documentsOf('{"a":1.0,"b":{"#":"x"},"c":{"\\u0023#":"y"}}')).toEqual([
    { a: new NumberText('1.0'), b: { '#': 'x' }, c: { '##': 'y' } },
  ]);
});
