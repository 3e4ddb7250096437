import fc from '../../../scripts/jest/properties';
import { documentsOf } from './documents';
import { NumberText } from './number-text';

const read = (text: string) => documentsOf(Buffer.from(text));

const objects = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 });

test('documents one after another are each read, whatever lies between them', () => {
  const space = fc.stringMatching(/^[ \t\r\n]*$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(objects, space), { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts.map(([object, gap]) => JSON.stringify(object) + gap).join('');
      expect(read(text)).toHaveLength(parts.length);
    }),
  );
});

test('a document cut short is an error, never a shorter document', () => {
  fc.assert(
    fc.property(objects, fc.nat(), (object, cut) => {
      const text = JSON.stringify({ ...object, last: 'x' });
      expect(() => read(text.slice(0, 1 + (cut % (text.length - 1))))).toThrow('Encountered malformed JSON');
    }),
  );
});

const nested = (depth: number) => `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`;

test('what is nested less is read, and brackets in a text are none', () => {
  expect(read(nested(999))).toHaveLength(1);
  expect(read(JSON.stringify({ a: '[\\"{'.repeat(5000) }))).toHaveLength(1);
});

test('numbers that a double would change stay as they were written', () => {
  const number = (text: string) => new NumberText(text);
  expect(read('{"a":12345678901234567890,"b":1.0,"c":[1e3,2],"d":"3.0","e":0.5,"f":{"#":1.0}}')).toEqual([
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
  expect(read('{"a":1.0,"b":{"#":"x"},"c":{"\\u0023#":"y"}}')).toEqual([
    { a: new NumberText('1.0'), b: { '#': 'x' }, c: { '##': 'y' } },
  ]);
});
