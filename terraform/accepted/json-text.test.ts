import fc from '../../scripts/jest/properties';
import { textFaults } from './json-text';

const known = (text: string) =>
  text.normalize('NFC') === text && !/[\ud800-\udfff]/u.test(text) && !text.includes('\ufffd');
const text = fc.string({ unit: 'grapheme' }).filter(known);
const value = fc.jsonValue({ depthSize: 'medium' }).map((one) => JSON.parse(JSON.stringify(one)) as unknown);

test('what JavaScript writes has no fault but in its texts', () => {
  fc.assert(
    fc.property(value, fc.nat(4), (one, indent) => {
      const faults = textFaults(JSON.stringify(one, null, indent));
      expect(faults.filter(({ found }) => !/NFC|Unicode|the key is not read/.test(found))).toEqual([]);
    }),
  );
});

test('a key that stands twice is found wherever it is, however it is written', () => {
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), value, fc.boolean(), (key, path, one, escaped) => {
      const plain = JSON.stringify(key);
      const other = escaped ? `"${[...key].map(escape).join('')}"` : plain;
      const inner = `{ ${plain}: ${JSON.stringify(one)},\n ${other} : 1 }`;
      const whole = path.reduceRight((json, step) => `{${JSON.stringify(step)}: [${json}]}`, inner);
      const here = [...path.flatMap((step) => [step, '0']), key].join('.');
      expect(textFaults(whole)).toContainEqual(
        expect.objectContaining({ path: here, found: 'the key stands twice in one object' }),
      );
    }),
  );
});

/** As `\u00e9`, both halves of what is beyond the first plane. */
const escape = (char: string): string =>
  char.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

test.each([
  ['1.0', 'the number 1.0 is held as 1 here'],
  ['1e2', 'the number 1e2 is held as 100 here'],
  ['12345678901234567890', 'the number 12345678901234567890 is held as 12345678901234567000 here'],
  ['-0', 'the number -0 is held as 0 here'],
  ['1e999', 'the number 1e999 is held as Infinity here'],
])('%s', (number, found) => {
  expect(textFaults(`{"a": [${number}]}`)).toEqual([
    expect.objectContaining({ path: 'a.0', found: expect.stringContaining(found) }),
  ]);
});

test.each(['0', '-1.5', '1209600', '0.1'])('%s is held as it stands', (number) =>
  expect(textFaults(` [ ${number} ] `)).toEqual([]),
);
