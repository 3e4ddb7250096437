import { page, recorded, type S3Truth, type Step } from './shape';

const of = {
  CRC32: 'cZWHwQ==',
  CRC32C: 'Pf4upw==',
  CRC64NVME: 'qUVrWYOrIAM=',
  SHA1: 'B++3uSfJMSHWToQMQ1g6lIJY5Eo=',
  SHA256: '2l26x0trnT0r2AvakoFk2MB7eKVKzYESLMxSAKAzoik=',
} as const;
const body = 'test data..';
const etag = '"e6d9226c2a86b7232933663c13467527"';

const each = Object.entries(of).map(([algorithm, value]): S3Truth => {
  const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
  const wrong = `${value[0] === 'A' ? 'B' : 'A'}${value.slice(1)}`;
  return {
    says: `A ${algorithm} is held against the bytes, kept, and told to who asks for it`,
    source: recorded('test_s3::test_put_object_checksum'),
    steps: [
      {
        send: 'PUT k',
        body,
        with: { [name]: 'YmFk' },
        is: 400,
        error: { Code: 'InvalidRequest', Message: `Value for ${name} header is invalid.` },
      },
      {
        send: 'PUT k',
        body,
        with: { [name]: wrong },
        is: 400,
        error: { Code: 'BadDigest', Message: `The ${algorithm} you specified did not match the calculated checksum.` },
      },
      { send: 'GET k', is: 404 },
      {
        send: 'PUT k',
        body,
        with: { [name]: value, 'x-amz-sdk-checksum-algorithm': algorithm },
        is: 200,
        headers: { [name]: value, 'x-amz-checksum-type': 'FULL_OBJECT', etag },
      },
      { send: 'HEAD k', with: { 'x-amz-checksum-mode': 'ENABLED' }, is: 200, headers: { [name]: value } },
      { send: 'GET k', is: 200, headers: { [name]: null } },
      {
        send: 'GET k',
        with: { 'x-amz-checksum-mode': 'ENABLED', range: 'bytes=0-8' },
        is: 206,
        headers: { [name]: null, 'x-amz-checksum-type': null },
      },
      {
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'Checksum' },
        is: 200,
        xml: { [`Checksum.Checksum${algorithm}`]: value, 'Checksum.ChecksumType': 'FULL_OBJECT' },
      },
      {
        send: 'GET ?list-type=2&prefix={p}',
        is: 200,
        xml: { 'Contents.ChecksumAlgorithm': algorithm, 'Contents.ChecksumType': 'FULL_OBJECT' },
      },
    ],
  };
});

const md5 = (value: string): Step => ({
  send: 'PUT k',
  body: 'something',
  with: { 'content-md5': value },
  is: 400,
  error: { Code: 'InvalidDigest', Message: 'The Content-MD5 you specified was invalid.', 'Content-MD5': value },
});

export const checksums: readonly S3Truth[] = [
  ...each,
  {
    says: 'An object that came without a checksum has a CRC64NVME',
    source: recorded('test_s3::test_s3_checksum_no_automatic_sdk_calculation'),
    steps: [
      { send: 'PUT k', body, is: 200, headers: { 'x-amz-checksum-crc64nvme': of.CRC64NVME } },
      {
        send: 'HEAD k',
        with: { 'x-amz-checksum-mode': 'ENABLED' },
        is: 200,
        headers: { 'x-amz-checksum-crc64nvme': of.CRC64NVME, 'x-amz-checksum-type': 'FULL_OBJECT' },
      },
      {
        send: 'PUT k',
        body,
        with: { 'x-amz-checksum-algorithm': 'SHA256' },
        is: 200,
        headers: { 'x-amz-checksum-crc64nvme': of.CRC64NVME },
      },
      { send: 'PUT k', body, with: { 'x-amz-checksum-algorithm': 'TEST' }, is: 200 },
      {
        send: 'PUT k',
        body,
        with: { 'x-amz-checksum-algorithm': 'SHA1', 'x-amz-checksum-sha256': of.SHA256 },
        is: 200,
        headers: { 'x-amz-checksum-sha256': of.SHA256 },
      },
    ],
  },
  {
    says: 'An SDK that names an algorithm sends a checksum',
    source: page('API/API_PutObject'),
    steps: [
      {
        send: 'PUT k',
        body,
        with: { 'x-amz-sdk-checksum-algorithm': 'SHA256' },
        is: 400,
        error: {
          Code: 'InvalidRequest',
          Message:
            'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
        },
      },
      { send: 'GET k', is: 404 },
    ],
  },
  {
    says: 'The algorithm that an SDK names is that of the checksum which it sends',
    source: {
      recorded: 'github.com/openstack/swift test/s3api/test_object_checksums.py test_different_checksum_requested',
    },
    steps: [
      ...(
        [
          { 'x-amz-sdk-checksum-algorithm': 'SHA1', 'x-amz-checksum-crc32': of.CRC32 },
          { 'x-amz-sdk-checksum-algorithm': 'FOO', 'x-amz-checksum-crc32': of.CRC32 },
        ] as const
      ).map((headers): Step => ({
        send: 'PUT k',
        body,
        with: headers,
        is: 400,
        error: { Code: 'InvalidRequest', Message: 'Value for x-amz-sdk-checksum-algorithm header is invalid.' },
      })),
      { send: 'GET k', is: 404 },
    ],
  },
  {
    says: 'Two checksums are one too many',
    source: recorded('test_s3::test_s3_checksum_no_algorithm'),
    steps: [
      {
        send: 'PUT k',
        body,
        with: { 'x-amz-checksum-crc32': of.CRC32, 'x-amz-checksum-sha256': of.SHA256 },
        is: 400,
        error: {
          Code: 'InvalidRequest',
          Message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
        },
      },
    ],
  },
  {
    says: 'A Content-MD5 is held against the bytes',
    source: recorded('test_s3::test_s3_invalid_content_md5'),
    steps: [
      ...['__invalid__', '000', 'not base64 encoded checksum', 'MTIz', 'dGVzdC1zdHJpbmc='].map(md5),
      {
        send: 'PUT k',
        body: 'something',
        with: { 'content-md5': 'CYketZBSTjX8czcs3cXVlg==' },
        is: 400,
        error: {
          Code: 'BadDigest',
          Message: 'The Content-MD5 you specified did not match what we received.',
          ExpectedDigest: '09891eb590524e35fc73372cddc5d596',
          CalculatedDigest: 'Q3uTDbhLgHnC3YBKcZNrXw==',
        },
      },
      {
        send: 'PUT k',
        body: 'something',
        with: { 'content-md5': '{md5}' },
        is: 200,
        headers: { etag: '"437b930db84b8079c2dd804a71936b5f"' },
      },
    ],
  },
  {
    says: 'A checksum behind a body that came in chunks is held against it, and the framing is not kept',
    source: page('API/sigv4-streaming-trailers'),
    steps: [
      {
        send: 'PUT k',
        body: `b\r\n${body}\r\n0\r\nx-amz-checksum-crc64nvme:${of.CRC64NVME}\r\n\r\n`,
        with: {
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '11',
          'x-amz-trailer': 'x-amz-checksum-crc64nvme',
          'content-encoding': 'aws-chunked,gzip',
        },
        is: 200,
        headers: { 'x-amz-checksum-crc64nvme': of.CRC64NVME, etag },
      },
      { send: 'GET k', is: 200, text: body, headers: { 'content-encoding': 'gzip' } },
      {
        send: 'PUT k',
        body: 'b\r\ntest data!!\r\n0\r\nx-amz-checksum-crc32:cZWHwQ==\r\n\r\n',
        with: {
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '11',
          'x-amz-trailer': 'x-amz-checksum-crc32',
          'content-encoding': 'aws-chunked',
        },
        is: 400,
        error: { Code: 'BadDigest' },
      },
      {
        send: 'PUT k',
        body: `b\r\n${body}\r\n0\r\n\r\n`,
        with: {
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '11',
          'x-amz-trailer': 'x-amz-checksum-crc32',
          'content-encoding': 'aws-chunked',
        },
        is: 400,
        error: { Code: 'MalformedTrailerError' },
      },
    ],
  },
];
