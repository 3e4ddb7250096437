import fc, { character } from '../../../scripts/jest/properties';
import { fromCbor, toCbor } from './cbor';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

test.each([
  ['00', 0],
  ['1818', 24],
  ['1903e8', 1000],
  ['1a000f4240', 1_000_000],
  ['1b000000e8d4a51000', 1_000_000_000_000],
  ['20', -1],
  ['3903e7', -1000],
  ['f93c00', 1],
  ['f9c400', -4],
  ['f90001', 5.960464477539063e-8],
  ['fa47c35000', 100_000],
  ['fb3ff199999999999a', 1.1],
  ['f4', false],
  ['f5', true],
  ['c11a514b67b0', new Date(1363896240_000)],
  ['c1fb41d452d9ec200000', new Date(1363896240_500)],
  ['62c3bc', 'ü'],
  ['7f657374726561646d696e67ff', 'streaming'],
  ['4401020304', Buffer.from([1, 2, 3, 4])],
  ['5f42010243030405ff', Buffer.from([1, 2, 3, 4, 5])],
  ['83010203', [1, 2, 3]],
  ['9f018202039f0405ffff', [1, [2, 3], [4, 5]]],
  ['a26161016162820203', { a: 1, b: [2, 3] }],
  ['bf61610161629f0203ffff', { a: 1, b: [2, 3] }],
])('%s is read as in RFC 8949, appendix A', (bytes, value) => expect(fromCbor(hex(bytes))).toEqual(value));

test.each([
  ['', 'it ends too soon'],
  ['0000', 'more follows'],
  ['ff', 'an end of nothing'],
  ['82 01 ff', 'a list ends too soon'],
  ['bf 6161 ff', 'a map with a key alone'],
  ['a1 01 01', 'a key that is no text'],
  ['c2 40', 'not read here'],
  ['c1 60', 'a time that is no number'],
  ['7f 01 ff', 'pieces of two kinds'],
  ['1c', 'a length of the kind 28'],
  ['e0', 'a value of the kind 0'],
  ['1f', 'not read here'],
  ['81'.repeat(70), 'more than 64 deep'],
])('%s is refused: %s', (bytes, words) => expect(() => fromCbor(hex(bytes))).toThrow(words));

test('what is written is read again', () => {
  const leaf = fc.oneof(
    fc.string({ unit: character }),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }).filter((one) => !Object.is(one, -0)),
    fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('tree'), { maxLength: 6 }),
      fc.dictionary(fc.string(), tie('tree'), { maxKeys: 5 }).filter((one) => !Object.hasOwn(one, '__proto__')),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => expect(fromCbor(toCbor(value))).toEqual(rounded(value))),
    { numRuns: 100 },
  );
});

/** A null prototype and a date's milliseconds as doubles of seconds have them. */
function rounded(value: unknown): unknown {
  if (value instanceof Date) return new Date((value.getTime() / 1000) * 1000);
  if (Array.isArray(value)) return value.map(rounded);
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, rounded(member)]));
}
