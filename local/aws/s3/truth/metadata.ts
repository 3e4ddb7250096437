import { page, recorded, type S3Truth, type Step } from './shape';

const put = (body: string, more: Partial<Step> = {}): Step => ({ send: 'PUT k', body, is: 200, ...more });
const notSupported: Pick<Step, 'is' | 'error'> = {
  is: 400,
  error: { Code: 'AccessControlListNotSupported', Message: 'The bucket does not allow ACLs' },
};

const stored = (
  [
    ['STANDARD', null],
    ['STANDARD_IA', 'STANDARD_IA'],
    ['ONEZONE_IA', 'ONEZONE_IA'],
    ['INTELLIGENT_TIERING', 'INTELLIGENT_TIERING'],
    ['GLACIER_IR', 'GLACIER_IR'],
    ['REDUCED_REDUNDANCY', 'REDUCED_REDUNDANCY'],
  ] as const
).map(([storageClass, told]): S3Truth => ({
  says: `The storage class ${storageClass} is kept${told === null ? ', and needs no telling' : ' and told'}`,
  source: recorded('test_s3::test_put_object_storage_class'),
  steps: [
    put('body-test', { with: { 'x-amz-storage-class': storageClass } }),
    { send: 'GET k', is: 200, text: 'body-test', headers: { 'x-amz-storage-class': told } },
    {
      send: 'GET k?attributes',
      with: { 'x-amz-object-attributes': 'StorageClass' },
      is: 200,
      xml: { StorageClass: storageClass },
    },
  ],
}));

const archived = ['GLACIER', 'DEEP_ARCHIVE'].map((storageClass): S3Truth => ({
  says: `An object of ${storageClass} is told, and its bytes are not`,
  source: recorded('test_s3::test_put_object_storage_class'),
  steps: [
    put('x', { with: { 'x-amz-storage-class': storageClass } }),
    { send: 'HEAD k', is: 200, headers: { 'x-amz-storage-class': storageClass } },
    { send: 'GET k', is: 403, error: { Code: 'InvalidObjectState', StorageClass: storageClass } },
  ],
}));

const noClass = ['OUTPOSTS', 'FakeClass'].map((StorageClassRequested): S3Truth => ({
  says: `${StorageClassRequested} is no storage class of an object here`,
  source: recorded('test_s3::test_put_object_storage_class_outposts'),
  steps: (['PUT k', 'POST k?uploads'] as const).map((send) => ({
    send,
    with: { 'x-amz-storage-class': StorageClassRequested },
    is: 400,
    error: {
      Code: 'InvalidStorageClass',
      StorageClassRequested,
      Message: 'The storage class you specified is not valid',
    },
  })),
}));

export const metadata: readonly S3Truth[] = [
  ...stored,
  ...archived,
  ...noClass,
  {
    says: 'What was said of an object is told again',
    source: recorded('test_s3::test_put_and_get_object_with_content_language_disposition'),
    steps: [
      put('abc123', {
        with: {
          'cache-control': 'no-cache',
          'content-disposition': 'attachment; filename="foo.jpg"',
          'content-language': 'de',
          'content-encoding': 'gzip',
          expires: 'Wed, 21 Oct 2015 07:28:00 GMT',
          'x-amz-meta-by': 'test',
        },
        // Of a write, none of it is told.
        headers: {
          etag: '"e99a18c428cb38d5f260853678922e03"',
          'cache-control': null,
          'content-disposition': null,
          'content-encoding': null,
          'content-language': null,
          expires: null,
        },
      }),
      ...(['GET k', 'HEAD k'] as const).map((send) => ({
        send,
        is: 200,
        headers: {
          'cache-control': 'no-cache',
          'content-disposition': 'attachment; filename="foo.jpg"',
          'content-language': 'de',
          'content-encoding': 'gzip',
          expires: 'Wed, 21 Oct 2015 07:28:00 GMT',
          'x-amz-meta-by': 'test',
          'content-type': 'binary/octet-stream',
          'content-length': '6',
          'accept-ranges': 'bytes',
          etag: '"e99a18c428cb38d5f260853678922e03"',
        },
      })),
    ],
  },
  {
    says: 'A reader says how it is to be told',
    source: recorded('test_s3::test_s3_get_object_header_overrides'),
    steps: [
      put('something'),
      {
        send: 'GET k?response-cache-control=max-age%3D74&response-content-disposition=attachment%3B%20filename%3D%22foo.jpg%22&response-content-encoding=identity&response-content-language=de-DE&response-content-type=image%2Fjpeg&response-expires=Wed%2C%2021%20Oct%202015%2007%3A28%3A00%20GMT',
        is: 200,
        text: 'something',
        headers: {
          'cache-control': 'max-age=74',
          'content-disposition': 'attachment; filename="foo.jpg"',
          'content-encoding': 'identity',
          'content-language': 'de-DE',
          'content-type': 'image/jpeg',
          expires: 'Wed, 21 Oct 2015 07:28:00 GMT',
        },
      },
    ],
  },
  {
    says: 'A reader of no bytes says how it is to be told as well; what it does not speak of is as it was stored',
    source: { model: 's3 HeadObjectRequest.ResponseContentDisposition' },
    steps: [
      put('something', { with: { 'content-disposition': 'inline', 'cache-control': 'max-age=60' } }),
      {
        send: 'HEAD k?response-content-disposition=attachment',
        is: 200,
        headers: { 'content-disposition': 'attachment', 'cache-control': 'max-age=60' },
      },
      { send: 'GET k', is: 200, headers: { 'content-disposition': 'inline' } },
      {
        send: 'GET k',
        with: { range: 'bytes=0-3' },
        is: 206,
        text: 'some',
        headers: { 'content-disposition': 'inline', 'cache-control': 'max-age=60' },
      },
    ],
  },
  {
    says: 'An attribute that S3 does not know is no argument',
    source: { recorded: 'github.com/versity/versitygw issue 917' },
    steps: [
      put('x'),
      {
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'ETag,Dummy' },
        is: 400,
        error: {
          Code: 'InvalidArgument',
          Message: 'Invalid attribute name specified.',
          ArgumentName: 'x-amz-object-attributes',
          ArgumentValue: 'Dummy',
        },
      },
    ],
  },
  {
    says: 'Attributes are asked for by name',
    source: { recorded: 'github.com/versity/versitygw issue 915' },
    steps: [
      put('x'),
      ...[{}, { 'x-amz-object-attributes': '' }].map((headers): Step => ({
        send: 'GET k?attributes',
        with: headers,
        is: 400,
        error: {
          Code: 'InvalidRequest',
          Message:
            'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
        },
      })),
    ],
  },
  {
    says: 'The last bytes of nothing are nothing; its first are no range',
    source: { recorded: 'github.com/apache/arrow-rs-object-store issue 846' },
    steps: [
      put('', { with: { 'x-amz-meta-kind': 'empty' } }),
      {
        send: 'GET k',
        with: { range: 'bytes=-13', 'x-amz-checksum-mode': 'ENABLED' },
        is: 200,
        text: '',
        headers: {
          'content-length': '0',
          'content-range': null,
          'accept-ranges': 'bytes',
          'x-amz-meta-kind': 'empty',
          'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=',
        },
      },
      { send: 'GET k', with: { range: 'bytes=-13' }, is: 200, headers: { 'x-amz-checksum-crc64nvme': null } },
      { send: 'GET k', with: { range: 'bytes=0-' }, is: 416, error: { Code: 'InvalidRange', ActualObjectSize: '0' } },
    ],
  },
  {
    says: 'What a header cannot carry is no argument',
    source: recorded('test_s3::test_get_response_overrides_unicode_metadata_with_sig_s3'),
    steps: [
      put('x'),
      {
        send: 'GET k?response-cache-control=non-ascii-%E2%80%94',
        is: 400,
        error: {
          Code: 'InvalidArgument',
          Message: 'Header value cannot be represented using ISO-8859-1.',
          ArgumentName: 'response-cache-control',
          ArgumentValue: 'non-ascii-—',
        },
      },
    ],
  },
  {
    says: 'A key that does not exist is told with its name; HEAD has no body',
    source: recorded('test_s3::test_head_object_fields'),
    steps: [
      {
        send: 'GET none',
        is: 404,
        error: { Code: 'NoSuchKey', Key: '{p}none', Message: 'The specified key does not exist.' },
      },
      { send: 'HEAD none', is: 404, text: '' },
      put('abcdefgh'),
      { send: 'HEAD k', is: 200, headers: { etag: '"e8dc4081b13434b45189a720b77b6818"', 'content-length': '8' } },
    ],
  },
  {
    says: 'An object is encrypted as its bucket says',
    source: page('userguide/default-bucket-encryption'),
    steps: [
      put('x', {
        with: { 'x-amz-server-side-encryption': 'AES256' },
        headers: { 'x-amz-server-side-encryption': 'AES256' },
      }),
      { send: 'GET k', is: 200, headers: { 'x-amz-server-side-encryption': 'AES256' } },
    ],
  },
  {
    says: 'Ranges are cut at the end, and of several all are told',
    source: recorded('test_s3_api::test_get_object_range'),
    steps: [
      put('0123456789'),
      {
        send: 'GET k',
        with: { range: 'bytes=0-8' },
        is: 206,
        text: '012345678',
        headers: { 'content-range': 'bytes 0-8/10' },
      },
      { send: 'GET k', with: { range: 'bytes=1-0' }, is: 200, text: '0123456789', headers: { 'content-range': null } },
      {
        send: 'GET k',
        with: { range: 'bytes=-15' },
        is: 206,
        text: '0123456789',
        headers: { 'content-range': 'bytes 0-9/10' },
      },
      { send: 'GET k', with: { range: 'bytes=0-1,3-4,7-9' }, is: 200, text: '0123456789' },
      {
        send: 'GET k',
        with: { range: 'bytes=100-200' },
        is: 416,
        error: { Code: 'InvalidRange', ActualObjectSize: '10', RangeRequested: 'bytes=100-200' },
      },
      { send: 'GET k', with: { range: 'bytes=-0' }, is: 416, error: { Code: 'InvalidRange' } },
      { send: 'HEAD k', with: { range: 'bytes=0-8' }, is: 206, headers: { 'content-length': '9' } },
    ],
  },
  {
    says: 'A range of a key that does not exist is a key that does not exist',
    source: recorded('test_s3::test_range_key_not_exists'),
    steps: [{ send: 'GET k', with: { range: 'bytes=1024-4096' }, is: 404, error: { Code: 'NoSuchKey' } }],
  },
  {
    says: 'An object that came whole has one part',
    source: recorded('test_s3::test_get_object_part'),
    steps: [
      put('test-123'),
      {
        send: 'GET k?partNumber=2',
        is: 416,
        error: { Code: 'InvalidPartNumber', PartNumberRequested: '2', ActualPartCount: '1' },
      },
      { send: 'GET k?partNumber=1', is: 206, text: 'test-123', headers: { 'content-range': 'bytes 0-7/8' } },
      {
        send: 'GET k?partNumber=1',
        with: { range: 'bytes=0-8' },
        is: 400,
        error: { Code: 'InvalidRequest', Message: 'Cannot specify both Range header and partNumber query parameter' },
      },
    ],
  },
  {
    says: 'A bucket whose owner owns its objects takes no ACL but the owner’s',
    source: page('userguide/about-object-ownership'),
    steps: [
      put('x', { with: { 'x-amz-acl': 'bucket-owner-full-control' } }),
      { send: 'PUT k', body: 'y', with: { 'x-amz-acl': 'public-read' }, ...notSupported },
      { send: 'PUT k?acl', with: { 'x-amz-acl': 'private' }, ...notSupported },
      { send: 'PUT k', body: 'y', with: { 'x-amz-grant-read': 'id="1"' }, ...notSupported },
      { send: 'GET k', is: 200, text: 'x' },
    ],
  },
  {
    says: 'An ACL that S3 does not know is no argument; none at all is a header that is missing',
    source: recorded('test_s3::test_s3_object_acl_exceptions'),
    steps: [
      put('x'),
      {
        send: 'PUT k',
        body: 'y',
        with: { 'x-amz-acl': 'fake-acl' },
        is: 400,
        error: { Code: 'InvalidArgument', ArgumentName: 'x-amz-acl', ArgumentValue: 'fake-acl' },
      },
      { send: 'PUT k?acl', is: 400, error: { Code: 'MissingSecurityHeader', MissingHeaderName: 'x-amz-acl' } },
    ],
  },
  {
    says: 'An object’s owner has all rights to it',
    source: recorded('test_s3::test_s3_object_acl'),
    steps: [
      put(''),
      {
        send: 'GET k?acl',
        is: 200,
        xml: { 'AccessControlList.Grant.Permission': 'FULL_CONTROL' },
        save: { owner: 'Owner.ID' },
      },
      { send: 'GET k?acl', is: 200, xml: { 'AccessControlList.Grant.Grantee.ID': '{owner}' } },
    ],
  },
  {
    says: 'A delete marker has no ACL',
    source: recorded('test_s3::test_put_object_acl_on_delete_marker'),
    steps: [
      put('x'),
      { send: 'DELETE k', is: 204, save: { m: 'x-amz-version-id' } },
      {
        send: 'PUT k?acl',
        with: { 'x-amz-acl': 'bucket-owner-full-control' },
        is: 405,
        error: { Code: 'MethodNotAllowed', Method: 'PUT', ResourceType: 'DeleteMarker' },
      },
      { send: 'GET k?acl', is: 404, error: { Code: 'NoSuchKey', Key: '{p}k' } },
      { send: 'GET k?acl&versionId={m}', is: 405, error: { Code: 'MethodNotAllowed', Method: 'GET' } },
    ],
  },
  {
    says: 'Attributes are those that were asked for, the ETag without quotes',
    source: recorded('test_s3::test_get_object_attributes'),
    steps: [
      put('69\n420\n', { with: { 'x-amz-checksum-crc32': 'WC+ANw==' } }),
      {
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'StorageClass,ETag, ObjectSize,ObjectParts,Checksum' },
        is: 200,
        xml: {
          ETag: 'e92499db864217242396e8ef766079a9',
          ObjectSize: '7',
          StorageClass: 'STANDARD',
          ObjectParts: null,
          'Checksum.ChecksumCRC32': 'WC+ANw==',
          'Checksum.ChecksumType': 'FULL_OBJECT',
        },
      },
    ],
  },
  {
    says: 'Attributes of a key whose newest version is a marker are none',
    source: recorded('test_s3::test_get_object_attributes_versioned'),
    steps: [
      put('x', { save: { v: 'x-amz-version-id' } }),
      { send: 'DELETE k', is: 204 },
      {
        send: 'GET k?attributes',
        with: { 'x-amz-object-attributes': 'ETag' },
        is: 404,
        error: { Code: 'NoSuchKey', Key: '{p}k' },
      },
      {
        send: 'GET k?attributes&versionId={v}',
        with: { 'x-amz-object-attributes': 'ObjectSize' },
        is: 200,
        xml: { ObjectSize: '1' },
        headers: { 'x-amz-version-id': '{v}' },
      },
    ],
  },
  {
    says: 'A bucket that is expected to be another’s is denied',
    source: recorded('test_s3::test_delete_bucket_policy_expected_bucket_owner'),
    steps: [
      {
        send: 'PUT k',
        body: 'x',
        with: { 'x-amz-expected-bucket-owner': '000000000002' },
        is: 403,
        error: { Code: 'AccessDenied', Message: 'Access Denied' },
      },
      {
        send: 'PUT k',
        body: 'x',
        with: { 'x-amz-expected-bucket-owner': 'abcd' },
        is: 400,
        error: {
          Code: 'InvalidBucketOwnerAWSAccountID',
          Message: 'The value of the expected bucket owner parameter must be an AWS Account ID... [abcd]',
        },
      },
      put('x', { with: { 'x-amz-expected-bucket-owner': '000000000000' } }),
    ],
  },
  {
    says: 'A bucket that does not exist is told with its name',
    source: recorded('test_s3::test_get_object_no_such_bucket'),
    steps: (
      ['GET /does-not-exist/k', 'GET /does-not-exist?list-type=2', 'GET /does-not-exist?versioning'] as const
    ).map((send) => ({
      send,
      is: 404,
      error: {
        Code: 'NoSuchBucket',
        Message: 'The specified bucket does not exist',
        BucketName: 'does-not-exist',
      },
    })),
  },
];
