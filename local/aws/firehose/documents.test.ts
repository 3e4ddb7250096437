import fc from 'fast-check';
import { documentsOf } from './documents';

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
      expect(() => documentsOf(text.slice(0, cut % text.length))).toThrow('Encountered malformed JSON');
    }),
  );
});

test.each(['', ' ', '[]', '[{"a":1}]', '1', 'null', '"x"', '{"a":1},{"b":2}', '{"a":1}]', '}{', '{a:1}'])(
  '%j is malformed',
  (text) => {
    expect(() => documentsOf(text)).toThrow('Encountered malformed JSON');
  },
);

test('numbers that a double would change stay as they were written', () => {
  expect(documentsOf('{"a":12345678901234567890,"b":1.0,"c":[1e3,2],"d":"3.0","e":0.5}')).toEqual([
    { a: '12345678901234567890', b: '1.0', c: ['1e3', 2], d: '3.0', e: 0.5 },
  ]);
});
