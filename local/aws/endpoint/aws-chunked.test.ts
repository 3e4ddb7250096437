import fc from '../../../scripts/jest/properties';
import { decodeAwsChunked } from './aws-chunked';

const frame = (body: Buffer, sizes: readonly number[], signed: boolean): Buffer => {
  const parts: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, body.length]) {
    const chunk = body.subarray(at, at + size);
    at += chunk.length;
    if (chunk.length === 0) continue;
    const extension = signed ? `;chunk-signature=${'0'.repeat(64)}` : '';
    parts.push(Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`), chunk, Buffer.from('\r\n'));
  }
  return Buffer.concat([...parts, Buffer.from('0\r\nx-amz-checksum-crc32:abcd==\r\n\r\n')]);
};

test('gives back the bytes, however they were cut', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 500 }),
      fc.array(fc.integer({ min: 1, max: 100 })),
      fc.boolean(),
      (bytes, sizes, signed) => {
        const { body, trailers } = decodeAwsChunked(frame(Buffer.from(bytes), sizes, signed));
        expect(body.whole).toEqual(Buffer.from(bytes));
        expect(trailers).toEqual({ 'x-amz-checksum-crc32': 'abcd==' });
      },
    ),
  );
});

test.each(['', 'zz\r\n', '5\r\nab', '2\r\nabX\r\n0\r\n\r\n'])('%j is an incomplete body', (framed) => {
  expect(() => decodeAwsChunked(Buffer.from(framed))).toThrow(expect.objectContaining({ code: 'IncompleteBody' }));
});
