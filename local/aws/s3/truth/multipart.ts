import { page, recorded, type S3Truth, type Step } from './shape';

const create = (more: Partial<Step> = {}): Step => ({
  send: 'POST k?uploads',
  is: 200,
  save: { u: 'UploadId' },
  ...more,
});
const part = (number: number, body: Step['body'], more: Partial<Step> = {}): Step => ({
  send: `PUT k?partNumber=${number}&uploadId={u}`,
  ...(body === undefined ? {} : { body }),
  is: 200,
  save: { [`e${number}`]: 'etag' },
  ...more,
});
const listed = (parts: readonly string[]): string =>
  `<CompleteMultipartUpload>${parts.map((one) => `<Part>${one}</Part>`).join('')}</CompleteMultipartUpload>`;
const named = (...numbers: number[]): string =>
  listed(numbers.map((number) => `<PartNumber>${number}</PartNumber><ETag>{e${number}}</ETag>`));
const complete = (body: string, more: Partial<Step> = {}): Step => ({
  send: 'POST k?uploadId={u}',
  body,
  is: 200,
  ...more,
});
const noUpload = (send: string, id: string, body = ''): Step => ({
  send,
  body,
  is: 404,
  error: {
    Code: 'NoSuchUpload',
    UploadId: id,
    Message:
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  },
});
const invalidPart = (number: number, ETag: string): Partial<Step> => ({
  is: 400,
  error: { Code: 'InvalidPart', PartNumber: String(number), ETag, UploadId: '{u}' },
});
const invalidRequest = (Message: string): Partial<Step> => ({ is: 400, error: { Code: 'InvalidRequest', Message } });
const large = { of: 'a', bytes: 5_242_881 };
const whole = {
  CRC32: { type: 'FULL_OBJECT', part: 'TBHN8A==', whole: 'qSEQSA==' },
  SHA1: { type: 'COMPOSITE', part: 'NJX/adNGcdHhWzOmPBN5/e3Toyo=', whole: 'AyE60nyQoBgJcwsyPHWu7aJuxBs=-3' },
} as const;

const checked = Object.entries(whole).map(([algorithm, { type, part: last, whole: made }]): S3Truth => {
  const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
  const with_ = (number: number, value: string): string =>
    `<PartNumber>${number}</PartNumber><ETag>{e${number}}</ETag><Checksum${algorithm}>${value}</Checksum${algorithm}>`;
  return {
    says: `An upload in parts with a ${type} ${algorithm}: its parts' and its own`,
    source: recorded(`test_s3::test_complete_multipart_parts_checksum_${type.toLowerCase()}`),
    steps: [
      create({
        with: { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type },
        headers: { 'x-amz-checksum-algorithm': algorithm, 'x-amz-checksum-type': type },
      }),
      part(1, large, { save: { e1: 'etag', c1: name } }),
      part(2, large),
      part(3, 'aaaaaaaaaa', {
        with: { [name]: last },
        headers: { [name]: last, etag: '"e09c80c42fda55f9d992e59ca6b3307d"' },
      }),
      {
        send: 'GET k?uploadId={u}',
        is: 200,
        xml: {
          ChecksumAlgorithm: algorithm,
          ChecksumType: type,
          [`Part.*.Checksum${algorithm}`]: `{c1} {c1} ${last}`,
          'Part.*.Size': '5242881 5242881 10',
          NextPartNumberMarker: '3',
          IsTruncated: 'false',
        },
      },
      complete(
        listed([with_(1, '{c1}'), with_(2, '{c1}'), with_(3, '{c1}')]),
        invalidPart(3, 'e09c80c42fda55f9d992e59ca6b3307d'),
      ),
      complete(listed([with_(1, '{c1}'), with_(2, '{c1}'), with_(3, last)]), {
        xml: {
          ETag: '"4d45984fc3feb2ac9b22683c49674b56-3"',
          [`Checksum${algorithm}`]: made,
          ChecksumType: type,
          Bucket: '{bucket}',
          Key: '{p}k',
        },
      }),
      {
        send: 'HEAD k',
        with: { 'x-amz-checksum-mode': 'ENABLED' },
        is: 200,
        headers: { [name]: made, 'x-amz-checksum-type': type },
      },
      {
        send: 'GET k?partNumber=3',
        with: { 'x-amz-checksum-mode': 'ENABLED' },
        is: 206,
        text: 'aaaaaaaaaa',
        headers: {
          'content-range': 'bytes 10485762-10485771/10485772',
          'x-amz-mp-parts-count': '3',
          [name]: type === 'COMPOSITE' ? last : null,
        },
      },
      {
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'Checksum,ObjectParts' },
        is: 200,
        xml: {
          [`Checksum.Checksum${algorithm}`]: made.replace('-3', ''),
          'ObjectParts.PartsCount': '3',
          'ObjectParts.Part.*.Size': type === 'COMPOSITE' ? '5242881 5242881 10' : null,
        },
      },
      {
        send: 'PUT copy',
        with: { 'x-amz-copy-source': '{bucket}/{p}k' },
        is: 200,
        xml: {
          ETag: '"a0397ee2df08832642af5d7e57c5760c"',
          ChecksumType: 'FULL_OBJECT',
          [`Checksum${algorithm}`]: algorithm === 'SHA1' ? 'eIC+AqBqApUmeqCBQ+9n8OVTP+8=' : made,
        },
      },
    ],
  };
});

export const multipart: readonly S3Truth[] = [
  ...checked,
  {
    says: 'What an upload in parts was created with, its object has',
    source: page('API/API_CreateMultipartUpload'),
    steps: [
      create({
        with: {
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment; filename="parts.bin"',
          'x-amz-meta-owner': 'team-a',
          'x-amz-storage-class': 'STANDARD_IA',
          'x-amz-server-side-encryption': 'AES256',
        },
        root: 'InitiateMultipartUploadResult',
        headers: { 'x-amz-server-side-encryption': 'AES256' },
        xml: { Bucket: '{bucket}', Key: '{p}k' },
      }),
      part(1, 'Hello'),
      complete(named(1), { root: 'CompleteMultipartUploadResult' }),
      {
        send: 'GET k',
        is: 200,
        text: 'Hello',
        headers: {
          'content-type': 'application/octet-stream',
          'content-disposition': 'attachment; filename="parts.bin"',
          'x-amz-meta-owner': 'team-a',
          'x-amz-storage-class': 'STANDARD_IA',
          'x-amz-server-side-encryption': 'AES256',
        },
      },
    ],
  },
  {
    says: 'Parts of an object are told by pages',
    source: page('API/API_GetObjectAttributes'),
    steps: [
      create({ with: { 'x-amz-checksum-algorithm': 'SHA256' } }),
      part(1, large, { save: { e1: 'etag', c1: 'x-amz-checksum-sha256' } }),
      part(2, 'end', { save: { e2: 'etag', c2: 'x-amz-checksum-sha256' } }),
      { send: 'GET k?uploadId={u}', is: 200, root: 'ListPartsResult', xml: { 'Part.*.Size': '5242881 3' } },
      complete(
        listed(
          [1, 2].map(
            (number) =>
              `<PartNumber>${number}</PartNumber><ETag>{e${number}}</ETag><ChecksumSHA256>{c${number}}</ChecksumSHA256>`,
          ),
        ),
      ),
      ...(
        [
          [{}, { 'Part.PartNumber': '1', IsTruncated: 'true', PartNumberMarker: '0', NextPartNumberMarker: '1' }],
          [
            { 'x-amz-part-number-marker': '1' },
            { 'Part.PartNumber': '2', IsTruncated: 'false', PartNumberMarker: '1', NextPartNumberMarker: '2' },
          ],
        ] as const
      ).map(([headers, told]): Step => ({
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'ObjectParts', 'x-amz-max-parts': '1', ...headers },
        is: 200,
        root: 'GetObjectAttributesResponse',
        xml: Object.fromEntries(
          Object.entries({ ...told, PartsCount: '2', MaxParts: '1' }).map(([name, value]) => [
            `ObjectParts.${name}`,
            value,
          ]),
        ),
      })),
      // What is no number says nothing: github.com/versity/versitygw issue 1806.
      {
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'ObjectParts', 'x-amz-max-parts': 'x' },
        is: 200,
        xml: { 'ObjectParts.Part.*.PartNumber': '1 2' },
      },
    ],
  },
  {
    says: 'The ETag of an upload in parts is the MD5 of their MD5s, with their number',
    source: recorded('test_s3::test_multipart_and_list_parts'),
    steps: [
      create(),
      {
        send: 'GET k?uploadId={u}',
        is: 200,
        xml: {
          Part: null,
          NextPartNumberMarker: '0',
          PartNumberMarker: '0',
          StorageClass: 'STANDARD',
          IsTruncated: 'false',
        },
      },
      {
        send: 'GET ?uploads&prefix={p}',
        is: 200,
        xml: { 'Upload.Key': '{p}k', 'Upload.UploadId': '{u}', NextUploadIdMarker: '{u}' },
      },
      part(1, 'upload-part-1'.repeat(5), { headers: { etag: '"3237c18681adb6a9d843c733ce249480"' } }),
      {
        send: 'GET k?uploadId={u}',
        is: 200,
        xml: { 'Part.PartNumber': '1', 'Part.Size': '65', NextPartNumberMarker: '1' },
      },
      complete(named(1), {
        xml: {
          ETag: '"e747540af6911dbc890f8d3e0b48549b-1"',
          ChecksumCRC64NVME: 'CTXktO4pIQs=',
          ChecksumType: 'FULL_OBJECT',
        },
      }),
      noUpload('GET k?uploadId={u}', '{u}'),
      { send: 'GET ?uploads&prefix={p}', is: 200, xml: { Upload: null, NextKeyMarker: '', NextUploadIdMarker: '' } },
      {
        send: 'GET k',
        is: 200,
        headers: { etag: '"e747540af6911dbc890f8d3e0b48549b-1"', 'content-length': '65' },
      },
    ],
  },
  {
    says: 'Quotes may come as numeric references, as Go writes them, or not at all',
    source: { page: 'https://docs.aws.amazon.com/cli/latest/reference/s3api/complete-multipart-upload.html' },
    steps: [
      create(),
      part(1, 'test', { headers: { etag: '"098f6bcd4621d373cade4e832627b4f6"' } }),
      complete(listed(['<ETag>&#34;098f6bcd4621d373cade4e832627b4f6&#34;</ETag><PartNumber>1</PartNumber>'])),
      create(),
      part(1, 'test'),
      complete(listed(['<ETag>098f6bcd4621d373cade4e832627b4f6</ETag><PartNumber>1</PartNumber>'])),
      { send: 'GET k', is: 200, text: 'test' },
    ],
  },
  {
    says: 'Parts come in whatever order, and are named in theirs, which may have gaps',
    source: recorded('test_s3::test_complete_multipart_parts_order'),
    steps: [
      create(),
      part(3, 'end'),
      part(1, large),
      complete(named(3, 1), {
        is: 400,
        error: {
          Code: 'InvalidPartOrder',
          Message: 'The list of parts was not in ascending order. Parts must be ordered by part number.',
          UploadId: '{u}',
        },
      }),
      complete(named(1, 3)),
      { send: 'GET k', with: { range: 'bytes=-4' }, is: 206, text: 'aend' },
    ],
  },
  {
    says: 'A part’s number is of 1 to 10,000',
    source: recorded('test_s3::test_complete_multipart_parts_order'),
    steps: [
      create(),
      ...['-1', '0', '10001', 'x'].map((number): Step => ({
        send: `PUT k?partNumber=${number}&uploadId={u}`,
        body: 'x',
        is: 400,
        error: {
          Code: 'InvalidArgument',
          ArgumentName: 'partNumber',
          ArgumentValue: number,
          Message: 'Part number must be an integer between 1 and 10000, inclusive',
        },
      })),
    ],
  },
  {
    says: 'An upload that does not exist is none, and neither is another key’s',
    source: recorded('test_s3::test_multipart_key_validation'),
    steps: [
      create(),
      noUpload('PUT other?partNumber=1&uploadId={u}', '{u}', 'x'),
      noUpload('POST other?uploadId={u}', '{u}', named(1)),
      noUpload('GET other?uploadId={u}', '{u}'),
      noUpload('DELETE other?uploadId={u}', '{u}'),
      noUpload('PUT k?partNumber=1&uploadId=fakeid', 'fakeid', 'x'),
    ],
  },
  {
    says: 'An upload has at least one part, and all but the last of 5 MiB',
    source: recorded('test_s3::test_multipart_complete_multipart_too_small'),
    steps: [
      create(),
      part(1, 'data'),
      part(2, 'data'),
      complete('', invalidRequest('You must specify at least one part')),
      complete(named(1, 2), {
        is: 400,
        error: {
          Code: 'EntityTooSmall',
          ETag: '8d777f385d3dfec8815d20f7496026dc',
          MinSizeAllowed: '5242880',
          PartNumber: '1',
          ProposedSize: '4',
        },
      }),
    ],
  },
  {
    says: 'A part that did not come, or came otherwise, is none',
    source: recorded('test_s3::test_multipart_complete_multipart_wrong_part'),
    steps: [
      create(),
      part(1, 'data'),
      complete(
        listed(['<PartNumber>2</PartNumber><ETag>{e1}</ETag>']),
        invalidPart(2, '8d777f385d3dfec8815d20f7496026dc'),
      ),
      complete(
        listed(['<PartNumber>1</PartNumber><ETag>d41d8cd98f00b204e9800998ecf8427e</ETag>']),
        invalidPart(1, 'd41d8cd98f00b204e9800998ecf8427e'),
      ),
    ],
  },
  {
    says: 'An upload that is aborted is gone with its parts',
    source: page('API/API_AbortMultipartUpload'),
    steps: [
      create(),
      part(1, 'x'),
      { send: 'DELETE k?uploadId={u}', is: 204 },
      noUpload('DELETE k?uploadId={u}', '{u}'),
      { send: 'GET k', is: 404 },
    ],
  },
  {
    says: 'Each algorithm has its types, and one by default',
    source: recorded('test_s3::test_multipart_checksum_type_compatibility'),
    steps: [
      ...(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const).map((algorithm) =>
        create({ with: { 'x-amz-checksum-algorithm': algorithm }, headers: { 'x-amz-checksum-type': 'COMPOSITE' } }),
      ),
      create({ with: { 'x-amz-checksum-algorithm': 'CRC64NVME' }, headers: { 'x-amz-checksum-type': 'FULL_OBJECT' } }),
      create({
        with: { 'x-amz-checksum-algorithm': 'CRC64NVME', 'x-amz-checksum-type': 'COMPOSITE' },
        ...invalidRequest('The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.'),
      }),
      create({
        with: { 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-type': 'FULL_OBJECT' },
        ...invalidRequest('The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.'),
      }),
      create({
        with: { 'x-amz-checksum-type': 'COMPOSITE' },
        ...invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.'),
      }),
      create({
        with: { 'x-amz-checksum-algorithm': 'TEST' },
        ...invalidRequest(
          'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
        ),
      }),
    ],
  },
  {
    says: 'A composite checksum needs that of each part, of the upload’s own kind',
    source: recorded('test_s3::test_multipart_parts_checksum_exceptions_composite'),
    steps: [
      create({ with: { 'x-amz-checksum-algorithm': 'SHA256' } }),
      part(1, 'abc', {
        with: { 'x-amz-checksum-crc32': 'NSRBwg==' },
        ...invalidRequest(
          'Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32',
        ),
      }),
      create({ with: { 'x-amz-checksum-algorithm': 'CRC32' } }),
      part(1, 'abc', { headers: { 'x-amz-checksum-crc32': 'NSRBwg==' } }),
      complete(
        listed([
          '<PartNumber>1</PartNumber><ETag>{e1}</ETag><ChecksumSHA256>ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=</ChecksumSHA256>',
        ]),
        {
          is: 400,
          error: { Code: 'BadDigest', Message: 'The sha256 you specified for part 1 did not match what we received.' },
        },
      ),
      complete(
        named(1),
        invalidRequest(
          'The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
        ),
      ),
      complete(named(1), {
        with: { 'x-amz-checksum-type': 'FULL_OBJECT' },
        is: 400,
        error: { Code: 'InvalidRequest' },
      }),
    ],
  },
  {
    says: 'A checksum of the whole is believed with its type, and of the upload’s algorithm alone',
    source: recorded('test_s3::test_multipart_parts_checksum_exceptions_full_object'),
    steps: [
      create({ with: { 'x-amz-checksum-algorithm': 'CRC32C', 'x-amz-checksum-type': 'FULL_OBJECT' } }),
      part(1, 'abc', { headers: { 'x-amz-checksum-crc32c': 'Nks/tw==' } }),
      complete(named(1), {
        with: { 'x-amz-checksum-type': 'COMPOSITE' },
        ...invalidRequest(
          'The upload was created using the FULL_OBJECT checksum mode. The complete request must use the same checksum mode.',
        ),
      }),
      ...[
        { 'x-amz-checksum-crc32c': 'Nks/tw==' },
        { 'x-amz-checksum-crc32c': 'AAAAAA==', 'x-amz-checksum-type': 'FULL_OBJECT' },
        { 'x-amz-checksum-crc32': 'NSRBwg==', 'x-amz-checksum-type': 'FULL_OBJECT' },
      ].map((headers) =>
        complete(named(1), {
          with: headers as Record<string, string>,
          is: 400,
          error: { Code: 'BadDigest', Message: 'The crc32c you specified did not match the calculated checksum.' },
        }),
      ),
      complete(named(1), {
        with: { 'x-amz-checksum-crc32c': 'Nks/tw==', 'x-amz-checksum-type': 'FULL_OBJECT' },
        xml: { ChecksumCRC32C: 'Nks/tw==', ETag: '"af5da9f45af7a300e3aded972f8ff687-1"' },
      }),
    ],
  },
  {
    says: 'An upload without an algorithm takes no checksums of its parts when it is completed',
    source: recorded('test_s3::test_complete_multipart_parts_checksum_default'),
    steps: [
      create({ headers: { 'x-amz-checksum-algorithm': null } }),
      part(1, 'aaa', { headers: { etag: '"47bce5c74f589f4867dbd57e9ca9f808"' } }),
      { send: 'GET k?uploadId={u}', is: 200, xml: { ChecksumAlgorithm: null, 'Part.ChecksumCRC32': null } },
      complete(
        listed(['<PartNumber>1</PartNumber><ETag>{e1}</ETag><ChecksumCRC32C>45fn2Q==</ChecksumCRC32C>']),
        invalidPart(1, '47bce5c74f589f4867dbd57e9ca9f808'),
      ),
      complete(named(1), {
        with: { 'x-amz-checksum-type': 'FULL_OBJECT' },
        ...invalidRequest(
          'The upload was created using the null checksum mode. The complete request must use the same checksum mode.',
        ),
      }),
      complete(named(1), { xml: { ChecksumCRC64NVME: 'Rnr2/5P7Gsk=', ChecksumType: 'FULL_OBJECT' } }),
    ],
  },
  {
    says: 'The size that the request tells must be that of the parts',
    source: recorded('test_s3::test_multipart_size_validation'),
    steps: [
      create(),
      part(1, 'aaaa'),
      complete(named(1), {
        with: { 'x-amz-mp-object-size': '5' },
        ...invalidRequest("The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4"),
      }),
      complete(named(1), { with: { 'x-amz-mp-object-size': '4' }, xml: { ChecksumCRC64NVME: 'GC2rW8VclPA=' } }),
    ],
  },
  {
    says: 'Parts are listed by pages',
    source: recorded('test_s3_list_operations::test_list_parts_pagination'),
    steps: [
      create(),
      part(1, 'data'),
      part(2, 'data'),
      {
        send: 'GET k?uploadId={u}&max-parts=1',
        is: 200,
        xml: { 'Part.PartNumber': '1', NextPartNumberMarker: '1', IsTruncated: 'true', MaxParts: '1' },
      },
      {
        send: 'GET k?uploadId={u}&max-parts=1&part-number-marker=1',
        is: 200,
        xml: { 'Part.PartNumber': '2', PartNumberMarker: '1', NextPartNumberMarker: '2', IsTruncated: 'false' },
      },
      {
        send: 'GET k?uploadId={u}&part-number-marker=10',
        is: 200,
        xml: { Part: null, NextPartNumberMarker: '0', PartNumberMarker: '10' },
      },
      {
        send: 'GET k?uploadId={u}&part-number-marker=',
        is: 200,
        xml: { 'Part.*.PartNumber': '1 2', PartNumberMarker: '0' },
      },
    ],
  },
  {
    says: 'Uploads are listed by key and age, by pages',
    source: recorded('test_s3_list_operations::test_list_multiparts_next_marker'),
    steps: [
      { send: 'POST b?uploads', is: 200, save: { b: 'UploadId' } },
      { send: 'POST a?uploads', is: 200, save: { a1: 'UploadId' } },
      { send: 'POST a?uploads', is: 200, save: { a2: 'UploadId' } },
      {
        send: 'GET ?uploads&prefix={p}',
        is: 200,
        xml: {
          'Upload.*.UploadId': '{a1} {a2} {b}',
          NextKeyMarker: '{p}b',
          NextUploadIdMarker: '{b}',
          IsTruncated: 'false',
        },
      },
      {
        send: 'GET ?uploads&prefix={p}&max-uploads=1',
        is: 200,
        xml: { 'Upload.UploadId': '{a1}', NextUploadIdMarker: '{a1}', IsTruncated: 'true' },
      },
      {
        send: 'GET ?uploads&prefix={p}&key-marker={p}a',
        is: 200,
        xml: { 'Upload.UploadId': '{b}', KeyMarker: '{p}a', UploadIdMarker: '' },
      },
      {
        send: 'GET ?uploads&prefix={p}&key-marker={p}a&upload-id-marker={a1}',
        is: 200,
        xml: { 'Upload.*.UploadId': '{a2} {b}', UploadIdMarker: '{a1}' },
      },
      {
        send: 'GET ?uploads&prefix={p}&upload-id-marker={a1}&max-uploads=1',
        is: 200,
        xml: { 'Upload.UploadId': '{a1}', UploadIdMarker: '' },
      },
      {
        send: 'GET ?uploads&prefix={p}&key-marker={p}b',
        is: 200,
        xml: { Upload: null, NextKeyMarker: '', NextUploadIdMarker: '' },
      },
      {
        send: 'GET ?uploads&key-marker={p}a&upload-id-marker={b}',
        is: 400,
        error: {
          Code: 'InvalidArgument',
          ArgumentName: 'upload-id-marker',
          ArgumentValue: '{b}',
          Message: 'Invalid uploadId marker',
        },
      },
    ],
  },
  {
    says: 'Uploads below a delimiter are folded into a prefix',
    source: recorded('test_s3_list_operations::test_list_multipart_uploads_marker_common_prefixes'),
    steps: [
      { send: 'POST f/sub/1?uploads', is: 200 },
      { send: 'POST f/sub/2?uploads', is: 200 },
      { send: 'POST f/x?uploads', is: 200 },
      {
        send: 'GET ?uploads&prefix={p}f/&delimiter=/&max-uploads=1',
        is: 200,
        xml: { 'CommonPrefixes.Prefix': '{p}f/sub/', Upload: null, IsTruncated: 'true', NextKeyMarker: '' },
      },
      {
        send: 'GET ?uploads&prefix={p}f/&delimiter=/&key-marker={p}f/sub/1',
        is: 200,
        xml: { 'Upload.Key': '{p}f/x', CommonPrefixes: null },
      },
    ],
  },
];
