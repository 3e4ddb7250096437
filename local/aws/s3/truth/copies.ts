import { page, recorded, type S3Truth, type Step } from './shape';

const put: Step = {
  send: 'PUT k',
  body: '{"key": "value"}',
  with: {
    'content-type': 'application/json',
    'content-language': 'en-US',
    'x-amz-meta-key': 'value',
    'x-amz-checksum-crc32': 'MzVIGw==',
  },
  is: 200,
  save: { v: 'x-amz-version-id', etag: 'etag' },
};
const from = '{bucket}/{p}k';
const copy = (to: string, more: Partial<Step> = {}, headers: Readonly<Record<string, string>> = {}): Step => ({
  send: `PUT ${to}`,
  with: { 'x-amz-copy-source': from, ...headers },
  is: 200,
  ...more,
});
const failed = (Condition: string): Partial<Step> => ({ is: 412, error: { Code: 'PreconditionFailed', Condition } });
const rangeWords =
  'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
const copyPart = (range: string, more: Partial<Step> = {}): Step => ({
  send: 'PUT to?partNumber=1&uploadId={u}',
  with: { 'x-amz-copy-source': from, 'x-amz-copy-source-range': range },
  is: 200,
  ...more,
});
const wrongRange = (range: string, Message = rangeWords): Step =>
  copyPart(range, {
    is: 400,
    error: { Code: 'InvalidArgument', ArgumentName: 'x-amz-copy-source-range', ArgumentValue: range, Message },
  });

export const copies: readonly S3Truth[] = [
  {
    says: 'A copy has what its source has, a version of its own, and tells its source’s',
    source: recorded('test_s3::test_s3_copy_content_type_and_metadata'),
    steps: [
      put,
      copy('to', {
        headers: { 'x-amz-copy-source-version-id': '{v}' },
        xml: {
          ETag: '"88bac95f31528d13a072c05f2a1cf371"',
          ChecksumCRC32: 'MzVIGw==',
          ChecksumType: 'FULL_OBJECT',
          LastModified: '2026-11-01T08:00:00.000Z',
        },
        save: { copied: 'x-amz-version-id' },
      }),
      {
        send: 'GET to',
        is: 200,
        text: '{"key": "value"}',
        headers: {
          'content-type': 'application/json',
          'content-language': 'en-US',
          'x-amz-meta-key': 'value',
          'x-amz-version-id': '{copied}',
        },
      },
    ],
  },
  {
    says: 'REPLACE takes the request’s metadata, and none of the source’s',
    source: recorded('test_s3::test_s3_copy_metadata_replace'),
    steps: [
      put,
      copy(
        'to',
        {},
        { 'x-amz-metadata-directive': 'REPLACE', 'x-amz-meta-another-key': 'value', 'content-type': 'image/jpg' },
      ),
      {
        send: 'HEAD to',
        is: 200,
        headers: {
          'content-type': 'image/jpg',
          'content-language': null,
          'x-amz-meta-another-key': 'value',
          'x-amz-meta-key': null,
        },
      },
    ],
  },
  {
    says: 'COPY leaves the request’s metadata aside',
    source: recorded('test_s3::test_s3_copy_object_in_place_metadata_directive'),
    steps: [
      put,
      copy(
        'k',
        {},
        { 'x-amz-metadata-directive': 'COPY', 'x-amz-meta-key3': 'value3', 'x-amz-storage-class': 'STANDARD' },
      ),
      { send: 'HEAD k', is: 200, headers: { 'x-amz-meta-key': 'value', 'x-amz-meta-key3': null } },
      copy('k', {}, { 'x-amz-metadata-directive': 'REPLACE' }),
      { send: 'HEAD k', is: 200, headers: { 'x-amz-meta-key': null, 'content-type': 'binary/octet-stream' } },
    ],
  },
  {
    says: 'A copy in place is let where the bucket says how it encrypts',
    source: recorded('test_s3::test_copy_in_place_with_bucket_encryption'),
    steps: [put, copy('k')],
  },
  {
    says: 'A copy keeps no storage class that it is not told',
    source: recorded('test_s3::test_s3_copy_object_storage_class'),
    steps: [
      { send: 'PUT k', body: 'test', with: { 'x-amz-storage-class': 'STANDARD_IA' }, is: 200 },
      copy('to'),
      { send: 'HEAD to', is: 200, headers: { 'x-amz-storage-class': null } },
      copy('to', {}, { 'x-amz-storage-class': 'ONEZONE_IA' }),
      { send: 'HEAD to', is: 200, headers: { 'x-amz-storage-class': 'ONEZONE_IA' } },
    ],
  },
  {
    says: 'A copy has the checksum that it is asked for',
    source: recorded('test_s3::test_s3_copy_object_with_checksum'),
    steps: [
      put,
      copy(
        'to',
        { xml: { ChecksumSHA1: '5zXdjmjYk4EJ8Cw4PMnQVslCpRQ=', ChecksumCRC32: null } },
        { 'x-amz-checksum-algorithm': 'SHA1' },
      ),
      copy('to', { xml: { ChecksumCRC32C: '078Ilw==' } }, { 'x-amz-checksum-algorithm': 'CRC32C' }),
      {
        send: 'GET to?attributes',
        with: { 'x-amz-object-attributes': 'Checksum' },
        is: 200,
        xml: { 'Checksum.ChecksumCRC32C': '078Ilw==' },
      },
    ],
  },
  {
    says: 'A copy of what came in parts came whole',
    source: recorded('test_s3::test_multipart_copy_object_etag'),
    steps: [
      { send: 'POST k?uploads', is: 200, save: { u: 'UploadId' } },
      { send: 'PUT k?partNumber=1&uploadId={u}', body: 'test content 123', is: 200, save: { e: 'etag' } },
      {
        send: 'POST k?uploadId={u}',
        body: '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{e}</ETag></Part></CompleteMultipartUpload>',
        is: 200,
        xml: { ETag: '"b972025bc34adf8d76d6d51e93c035cc-1"', ChecksumCRC64NVME: 'BsLNlKumA5I=' },
      },
      copy('to', { xml: { ETag: '"eee506dd7ada7ded524c77e359a0e7c6"', ChecksumCRC64NVME: 'BsLNlKumA5I=' } }),
      { send: 'HEAD to', is: 200, headers: { etag: '"eee506dd7ada7ded524c77e359a0e7c6"' } },
    ],
  },
  {
    says: 'The source’s conditions are looked at in the order of a read, and are all 412',
    source: recorded('test_s3_preconditions::test_s3_copy_object_preconditions'),
    steps: [
      put,
      copy('to', failed('x-amz-copy-source-If-Match'), {
        'x-amz-copy-source-if-match': 'etag123',
        'x-amz-copy-source-if-none-match': '{etag}',
      }),
      copy('to', failed('x-amz-copy-source-If-Unmodified-Since'), {
        'x-amz-copy-source-if-unmodified-since': 'Sat, 31 Oct 2026 08:00:00 GMT',
        'x-amz-copy-source-if-none-match': '{etag}',
      }),
      copy('to', failed('x-amz-copy-source-If-None-Match'), { 'x-amz-copy-source-if-none-match': '{etag}' }),
      copy('to', failed('x-amz-copy-source-If-Modified-Since'), {
        'x-amz-copy-source-if-modified-since': 'Sun, 01 Nov 2026 08:00:00 GMT',
      }),
      copy('to', {}, { 'x-amz-copy-source-if-modified-since': 'Mon, 02 Nov 2026 08:00:00 GMT' }),
      copy('to', {}, { 'x-amz-copy-source-if-match': '{etag}' }),
    ],
  },
  {
    says: 'The target’s conditions are those of a write',
    source: recorded('test_s3_api::test_copy_object_if_match'),
    steps: [
      put,
      copy('to', { is: 404, error: { Code: 'NoSuchKey', Key: '{p}to' } }, { 'if-match': '"x"' }),
      copy('to', {}, { 'if-none-match': '*' }),
      copy('to', failed('If-None-Match'), { 'if-none-match': '*' }),
      copy('to', failed('If-Match'), { 'if-match': '"x"' }),
      copy('to', {}, { 'if-match': '{etag}' }),
      copy('to', { is: 501, error: { Code: 'NotImplemented', Header: 'If-Match' } }, { 'if-match': '*' }),
    ],
  },
  {
    says: 'A source that does not exist is told as itself; a marker can’t be copied',
    source: recorded('test_s3::test_s3_copy_object_src_not_exists'),
    steps: [
      {
        ...copy('to'),
        with: { 'x-amz-copy-source': 'no-such-bucket/k' },
        is: 404,
        error: { Code: 'NoSuchBucket', BucketName: 'no-such-bucket' },
      },
      copy('to', { is: 404, error: { Code: 'NoSuchKey', Key: '{p}k' } }),
      put,
      { send: 'DELETE k', is: 204, save: { m: 'x-amz-version-id' } },
      copy('to', { is: 404, error: { Code: 'NoSuchKey', Key: '{p}k' } }),
      {
        ...copy('to'),
        with: { 'x-amz-copy-source': `${from}?versionId={m}` },
        is: 400,
        error: {
          Code: 'InvalidRequest',
          Message: 'The source of a copy request may not specifically refer to a delete marker by version id.',
        },
      },
      {
        ...copy('to'),
        with: { 'x-amz-copy-source': `/${from}?versionId={v}` },
        headers: { 'x-amz-copy-source-version-id': '{v}' },
      },
    ],
  },
  {
    says: 'A source is a bucket and a key',
    source: recorded('test_s3::test_s3_copy_object_wrong_format'),
    steps: [
      {
        ...copy('to'),
        with: { 'x-amz-copy-source': 'wrongformat' },
        is: 400,
        error: {
          Code: 'InvalidArgument',
          ArgumentName: 'x-amz-copy-source',
          Message: 'Invalid copy source object key',
        },
      },
    ],
  },
  {
    says: 'A source’s key is percent-encoded',
    source: recorded('test_s3::test_copy_object_special_character'),
    steps: [
      { send: 'PUT file%252Fname%20%2B', body: 'test', is: 200 },
      { ...copy('to'), with: { 'x-amz-copy-source': '{bucket}/{p}file%252Fname%20%2B' } },
      { send: 'GET to', is: 200, text: 'test' },
    ],
  },
  {
    says: 'A source’s slash and question mark may be encoded too, in letters of either case, of a part as well',
    source: page('API/API_CopyObject'),
    steps: [
      { send: 'PUT what%3F', body: 'test', is: 200 },
      ...['%2F{bucket}%2F{p}what%3F', '{bucket}%2f{p}what%3f', '/{bucket}%2F{p}what%3F'].map((source) => ({
        ...copy('to'),
        with: { 'x-amz-copy-source': source },
      })),
      { send: 'GET to', is: 200, text: 'test' },
      { send: 'POST parts?uploads', is: 200, save: { u: 'UploadId' } },
      {
        send: 'PUT parts?partNumber=1&uploadId={u}',
        with: { 'x-amz-copy-source': '{bucket}%2F{p}what%3F', 'x-amz-copy-source-range': 'bytes=1-2' },
        is: 200,
        root: 'CopyPartResult',
        xml: { ETag: '"12470fe406d44017d96eab37dd65fc14"' },
      },
    ],
  },
  {
    says: 'A source that is not percent-encoded is no argument, and neither is one without a bucket',
    source: { recorded: 'github.com/async-aws/aws issue 2060' },
    steps: [
      ...['{bucket}/%ZZ', '{bucket}%2F20%25%'].map((source) => ({
        ...copy('to'),
        with: { 'x-amz-copy-source': source },
        is: 400,
        error: { Code: 'InvalidArgument', Message: 'Invalid copy source encoding' },
      })),
      ...['/key-only', '%2Fkey-only', 'key-only'].map((source) => ({
        ...copy('to'),
        with: { 'x-amz-copy-source': source },
        is: 400,
        error: { Code: 'InvalidArgument', ArgumentName: 'x-amz-copy-source' },
      })),
    ],
  },
  {
    says: 'An older version, copied onto its key, is the current one again, with its tags and what is said of it now',
    source: page('userguide/RestoringPreviousVersions'),
    steps: [
      {
        send: 'PUT k',
        body: 'v1',
        with: { 'x-amz-meta-version': '1', 'x-amz-tagging': 'version=1' },
        is: 200,
        save: { v1: 'x-amz-version-id' },
      },
      { send: 'PUT k', body: 'v2', with: { 'x-amz-meta-version': '2', 'x-amz-tagging': 'version=2' }, is: 200 },
      {
        ...copy('k', { save: { v3: 'x-amz-version-id' } }),
        with: {
          'x-amz-copy-source': `${from}?versionId={v1}`,
          'x-amz-metadata-directive': 'REPLACE',
          'x-amz-meta-by': 'rollback',
        },
        headers: { 'x-amz-copy-source-version-id': '{v1}' },
      },
      {
        send: 'GET k',
        is: 200,
        text: 'v1',
        headers: { 'x-amz-version-id': '{v3}', 'x-amz-meta-by': 'rollback', 'x-amz-meta-version': null },
      },
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag.Value': '1' } },
      { send: 'HEAD k?versionId={v1}', is: 200, headers: { 'x-amz-meta-version': '1' } },
    ],
  },
  {
    says: 'A part is copied of the version that is named',
    source: page('API/API_UploadPartCopy'),
    steps: [
      { send: 'PUT k', body: 'version one', is: 200, save: { v1: 'x-amz-version-id' } },
      { send: 'PUT k', body: 'version two', is: 200 },
      { send: 'POST to?uploads', is: 200, save: { u: 'UploadId' } },
      {
        send: 'PUT to?partNumber=1&uploadId={u}',
        with: { 'x-amz-copy-source': `${from}?versionId={v1}` },
        is: 200,
        headers: { 'x-amz-copy-source-version-id': '{v1}' },
        save: { e: 'ETag' },
      },
      {
        send: 'POST to?uploadId={u}',
        body: '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{e}</ETag></Part></CompleteMultipartUpload>',
        is: 200,
      },
      { send: 'GET to', is: 200, text: 'version one' },
    ],
  },
  {
    says: 'A copy that is told no ACL is its owner’s alone; an overwritten class of archive is told, its bytes are not',
    source: page('API/API_CopyObject'),
    steps: [
      put,
      copy('to', {}, { 'x-amz-storage-class': 'GLACIER' }),
      { send: 'HEAD to', is: 200, headers: { 'x-amz-storage-class': 'GLACIER' } },
      { send: 'GET to', is: 403, error: { Code: 'InvalidObjectState' } },
      { send: 'GET to?acl', is: 200, xml: { 'AccessControlList.Grant.Permission': 'FULL_CONTROL' } },
    ],
  },
  {
    says: 'Tags are copied unless they are replaced',
    source: recorded('test_s3::test_s3_copy_tagging_directive'),
    steps: [
      { send: 'PUT k', body: 'test', with: { 'x-amz-tagging': 'key1=value1' }, is: 200 },
      copy('to', {}, { 'x-amz-tagging': 'key2=value2' }),
      { send: 'GET to?tagging', is: 200, xml: { 'TagSet.Tag.Key': 'key1', 'TagSet.Tag.Value': 'value1' } },
      copy('to', {}, { 'x-amz-tagging-directive': 'REPLACE', 'x-amz-tagging': 'key2=value2' }),
      { send: 'GET to?tagging', is: 200, xml: { 'TagSet.Tag.Key': 'key2' } },
      copy('to', {}, { 'x-amz-tagging-directive': 'REPLACE' }),
      { send: 'GET to?tagging', is: 200, xml: { 'TagSet.Tag': null } },
    ],
  },
  {
    says: 'A part may be copied, whole or some of its bytes',
    source: recorded('test_s3_api::test_upload_part_copy_range'),
    steps: [
      { send: 'PUT k', body: '0123456789', is: 200 },
      { send: 'POST to?uploads', is: 200, save: { u: 'UploadId' } },
      copyPart('bytes=0-8', { xml: { ETag: '"22975d8a5ed1b91445f6c55ac121505b"' } }),
      copyPart('bytes=1-1', { xml: { ETag: '"c4ca4238a0b923820dcc509a6f75849b"' } }),
      ...[
        '0-8',
        'bytes=1-0',
        'bytes=-1-',
        'bytes=0--1',
        'bytes=0-1,3-4,7-9',
        'bytes=-',
        'bytes=-0',
        'bytes=1-',
        'bytes=-2',
      ].map((range) => wrongRange(range)),
      wrongRange('bytes=0-100', 'Range specified is not valid for source object of size: 10'),
      copyPart('bytes=100-200', {
        is: 400,
        error: { Code: 'InvalidRequest', Message: 'The specified copy range is invalid for the source object size' },
      }),
      { send: 'GET to?uploadId={u}', is: 200, xml: { 'Part.Size': '1' } },
    ],
  },
  {
    says: 'A part is copied under the source’s conditions',
    source: recorded('test_s3_api::test_upload_part_copy_with_copy_source_if_match_failed'),
    steps: [
      put,
      { send: 'POST to?uploads', is: 200, save: { u: 'UploadId' } },
      ...(
        [
          ['if-match', '"x"', 'If-Match'],
          ['if-none-match', '{etag}', 'If-None-Match'],
          ['if-unmodified-since', 'Sat, 31 Oct 2026 08:00:00 GMT', 'If-Unmodified-Since'],
          ['if-modified-since', 'Sun, 01 Nov 2026 08:00:00 GMT', 'If-Modified-Since'],
        ] as const
      ).map(([name, value, condition]): Step => ({
        send: 'PUT to?partNumber=1&uploadId={u}',
        with: { 'x-amz-copy-source': from, [`x-amz-copy-source-${name}`]: value },
        is: 412,
        error: { Code: 'PreconditionFailed', Condition: `x-amz-copy-source-${condition}` },
      })),
    ],
  },
  {
    says: 'A copied part has the upload’s checksum',
    source: recorded('test_s3::test_multipart_upload_part_copy_checksum'),
    steps: [
      { send: 'PUT k', body: 'this is a part', is: 200 },
      { send: 'POST to?uploads', with: { 'x-amz-checksum-algorithm': 'CRC32C' }, is: 200, save: { u: 'UploadId' } },
      {
        send: 'PUT to?partNumber=1&uploadId={u}',
        with: { 'x-amz-copy-source': from },
        is: 200,
        xml: { ChecksumCRC32C: 'iqJrOQ==', ChecksumType: null },
        save: { e: 'ETag' },
      },
      {
        send: 'POST to?uploadId={u}',
        body: '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{e}</ETag><ChecksumCRC32C>iqJrOQ==</ChecksumCRC32C></Part></CompleteMultipartUpload>',
        is: 200,
        xml: { ChecksumCRC32C: 'F9bAnw==-1', ETag: '"395d97c07920de036bfa21e7568a2e9f-1"' },
      },
    ],
  },
  {
    says: 'A directive that S3 does not know is no argument',
    source: { model: 's3 CopyObjectRequest.MetadataDirective: COPY, REPLACE' },
    steps: [
      put,
      copy(
        'to',
        { is: 400, error: { Code: 'InvalidArgument', ArgumentName: 'x-amz-metadata-directive' } },
        { 'x-amz-metadata-directive': 'MERGE' },
      ),
    ],
  },
];
