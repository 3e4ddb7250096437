import fc, { character } from '../../../../scripts/jest/properties';
import { columnType } from './column-type';

const bytesOf = (type: string, value: string): Buffer => {
  const { put, size } = columnType(type);
  const page = Buffer.alloc(3 + size(value));
  return page.subarray(3, put(value, page, 3));
};

test('a text short or long, of ASCII or not, is its length and its UTF-8', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '0', '\0', '\u007f'), maxLength: 40 }),
    fc.string({ unit: character, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom('a', '\u0080', 'é', '漢', '😀'), minLength: 28, maxLength: 36 }),
  );
  fc.assert(
    fc.property(text, (value) => {
      const utf8 = Buffer.from(value);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(utf8.length);
      expect(bytesOf('string', value).equals(Buffer.concat([length, utf8]))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a timestamp with any fraction, or none, is the nanoseconds of its day', () => {
  const fraction = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 9 });
  fc.assert(
    fc.property(fc.nat({ max: 24 * 3600 - 1 }), fraction, (second, digits) => {
      const time = new Date(second * 1000).toISOString().slice(11, 19);
      const written = bytesOf('timestamp', `1970-01-01 ${time}${digits === '' ? '' : `.${digits}`}`);
      expect(written.readBigUInt64LE()).toBe(BigInt(second) * 1_000_000_000n + BigInt(digits.padEnd(9, '0')));
      expect(written.readInt32LE(8)).toBe(2_440_588);
    }),
  );
});
