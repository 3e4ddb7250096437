import { crc32 } from 'node:zlib';
import fc from '../../../../scripts/jest/properties';
import { algorithms, checksumOf, digestOf } from './algorithms';
import { crc32c, crc64nvme } from './crc';

test('the check values of the catalogue', () => {
  const check = Buffer.from('123456789');
  expect(crc32c(check).toString(16)).toBe('e3069283');
  expect(crc64nvme(check).map((half) => half.toString(16))).toEqual(['ae8b1486', 'a799888']);
  expect(crc32(check).toString(16)).toBe('cbf43926');
});

// localstack/localstack tests/aws/services/s3/test_s3.py, recorded on AWS on 2026-02-21:
// test_put_object_checksum, test_s3_copy_object_with_default_checksum, test_multipart_copy_object_etag
test.each([
  ['CRC32', 'test data..', 'cZWHwQ=='],
  ['CRC32C', 'test data..', 'Pf4upw=='],
  ['SHA1', 'test data..', 'B++3uSfJMSHWToQMQ1g6lIJY5Eo='],
  ['SHA256', 'test data..', '2l26x0trnT0r2AvakoFk2MB7eKVKzYESLMxSAKAzoik='],
  ['CRC64NVME', 'test data..', 'qUVrWYOrIAM='],
  ['CRC64NVME', 'test content 123', 'BsLNlKumA5I='],
  ['CRC32C', 'test content 123', 'fwuu0Q=='],
] as const)('%s of %j as AWS gave it', (algorithm, text, value) => {
  expect(checksumOf(algorithm, Buffer.from(text))).toBe(value);
});

test('however the bytes are cut, their checksum is the same', () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 });
  fc.assert(
    fc.property(pieces, fc.constantFrom(...algorithms), (parts, algorithm) => {
      const digest = digestOf(algorithm);
      for (const part of parts) digest.update(part);
      expect(digest.value()).toBe(checksumOf(algorithm, Buffer.concat(parts)));
    }),
  );
});
