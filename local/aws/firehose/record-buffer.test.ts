import fc from '../../../scripts/jest/properties';
import { RecordBuffer } from './record-buffer';

test('every record comes back as it was put, over the edges of slabs too', () => {
  const record = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    // Two of these don't fit one slab.
    fc.integer({ min: 0, max: 255 }).map((byte) => new Uint8Array(700_000).fill(byte)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(record, fc.boolean(), fc.nat()), { maxLength: 12 }), (records) => {
      const buffer = new RecordBuffer();
      for (const [bytes, asText, arrival] of records) {
        buffer.add(asText ? Buffer.from(bytes).toString('base64') : bytes, arrival);
      }
      expect(buffer.count).toBe(records.length);
      expect(buffer.bytes).toBe(records.reduce((sum, [bytes]) => sum + bytes.length, 0));
      records.forEach(([bytes, , arrival], index) => {
        expect(buffer.data(index).equals(bytes)).toBe(true);
        expect(buffer.arrival(index)).toBe(arrival);
      });
    }),
    { numRuns: 30 },
  );
});

test('records that lie end to end are kept as one by one', () => {
  const [together, apart] = [new RecordBuffer(), new RecordBuffer()];
  const pieces = ['a', '', 'bcd', 'x'.repeat(1_048_570), 'end'];
  const ends = pieces.map((_, index) => pieces.slice(0, index + 1).join('').length);
  together.add(Buffer.from('before'), 1);
  apart.add(Buffer.from('before'), 1);
  together.addAll(Buffer.from(pieces.join('')), ends, 2);
  for (const piece of pieces) apart.add(Buffer.from(piece), 2);
  const of = (buffer: RecordBuffer) => [
    buffer.bytes,
    ...Array.from({ length: buffer.count }, (_, at) => [buffer.data(at).toString(), buffer.arrival(at)]),
  ];
  expect(of(together)).toEqual(of(apart));
});

test('many small records cost little more than their bytes', () => {
  const buffer = new RecordBuffer();
  for (let n = 0; n < 50_000; n++) buffer.add(Buffer.from(`{"n":${n}}`).toString('base64'), n);
  expect([buffer.count, buffer.data(49_999).toString(), buffer.arrival(12_345), buffer.oldest]).toEqual([
    50_000,
    '{"n":49999}',
    12_345,
    0,
  ]);
  expect(() => buffer.data(50_000)).toThrow('record 50000 of 50000');
});
