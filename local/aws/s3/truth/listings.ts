import { page, recorded, type S3Truth, type Step } from './shape';

const put = (key: string): Step => ({ send: `PUT ${key}`, body: 'content-123', is: 200 });
const encodings = ['list-type=2&', '', 'versions&', 'uploads&'].map((kind): S3Truth => ({
  says: `Listing ${kind === '' ? 'objects' : `with ${kind}`} knows one encoding`,
  source: recorded('test_s3_list_operations::test_list_ops_encoding_type_validation'),
  steps: ['value', ''].map((value) => ({
    send: `GET ?${kind}encoding-type=${value}`,
    is: 400,
    error: {
      Code: 'InvalidArgument',
      ArgumentName: 'encoding-type',
      ArgumentValue: value,
      Message: 'Invalid Encoding Method specified in Request',
    },
  })),
}));

export const listings: readonly S3Truth[] = [
  ...encodings,
  {
    says: 'Objects are listed by prefix',
    source: recorded('test_s3_list_operations::test_list_objects_v2_with_prefix'),
    steps: [
      put('test/bar/foo/123'),
      put('test/foo/bar/123'),
      put('test/foo/bar/456'),
      {
        send: 'GET ?list-type=2&prefix={p}test/foo',
        is: 200,
        xml: {
          'Contents.*.Key': '{p}test/foo/bar/123 {p}test/foo/bar/456',
          'Contents.*.Size': '11 11',
          'Contents.*.StorageClass': 'STANDARD STANDARD',
          'Contents.*.LastModified': '2026-11-01T08:00:00.000Z 2026-11-01T08:00:00.000Z',
          'Contents.*.Owner': null,
          IsTruncated: 'false',
          KeyCount: '2',
          MaxKeys: '1000',
          Name: '{bucket}',
          Prefix: '{p}test/foo',
          EncodingType: null,
          Delimiter: null,
        },
      },
      {
        send: 'GET ?list-type=2&prefix={p}test/foo/bar/4&fetch-owner=true',
        is: 200,
        save: { owner: 'Contents.Owner.ID' },
        xml: { KeyCount: '1' },
      },
      { send: 'GET ?prefix={p}test/foo/bar/4', is: 200, xml: { 'Contents.Owner.ID': '{owner}', KeyCount: null } },
    ],
  },
  {
    says: 'What lies below a delimiter is folded into prefixes, each of which counts as one',
    source: recorded('test_s3_list_operations::test_list_objects_v2_with_prefix_and_delimiter'),
    steps: [
      put('test/bar/foo/123'),
      put('test/foo/bar/123'),
      put('test/foo/bar/456'),
      {
        send: 'GET ?list-type=2&prefix={p}test/&delimiter=/',
        is: 200,
        xml: { 'CommonPrefixes.*.Prefix': '{p}test/bar/ {p}test/foo/', KeyCount: '2', Delimiter: '/', Contents: null },
      },
      {
        send: 'GET ?list-type=2&prefix={p}test/&delimiter=/&max-keys=1',
        is: 200,
        xml: { 'CommonPrefixes.Prefix': '{p}test/bar/', IsTruncated: 'true', KeyCount: '1' },
        save: { token: 'NextContinuationToken' },
      },
      {
        send: 'GET ?list-type=2&prefix={p}test/&delimiter=/&max-keys=1&continuation-token={token}',
        is: 200,
        xml: { 'CommonPrefixes.Prefix': '{p}test/foo/', IsTruncated: 'false', ContinuationToken: '{token}' },
      },
      {
        send: 'GET ?list-type=2&prefix={p}test/foo&delimiter=/',
        is: 200,
        xml: { 'CommonPrefixes.Prefix': '{p}test/foo/' },
      },
    ],
  },
  {
    says: 'A token goes before start-after, and none that S3 did not give leads on',
    source: recorded('test_s3_list_operations::test_list_objects_v2_continuation_start_after'),
    steps: [
      ...['t_0', 't_1', 't_2', 't_3'].map(put),
      {
        send: 'GET ?list-type=2&prefix={p}&max-keys=2',
        is: 200,
        xml: { 'Contents.*.Key': '{p}t_0 {p}t_1' },
        save: { token: 'NextContinuationToken' },
      },
      {
        send: 'GET ?list-type=2&prefix={p}&start-after={p}t_1&max-keys=1',
        is: 200,
        xml: { 'Contents.Key': '{p}t_2', StartAfter: '{p}t_1', IsTruncated: 'true' },
      },
      {
        send: 'GET ?list-type=2&prefix={p}&start-after={p}t_2&continuation-token={token}',
        is: 200,
        xml: { 'Contents.*.Key': '{p}t_2 {p}t_3', StartAfter: null },
      },
      ...['', 'rubbish', '{token}x'].map((token): Step => ({
        send: `GET ?list-type=2&continuation-token=${token}`,
        is: 400,
        error: {
          Code: 'InvalidArgument',
          ArgumentName: 'continuation-token',
          Message: 'The continuation token provided is incorrect',
        },
      })),
    ],
  },
  {
    says: 'The first version of a listing goes on behind a marker, which it tells where there is a delimiter',
    source: recorded('test_s3_list_operations::test_list_objects_next_marker'),
    steps: [
      ...['a', 'b', 'c'].map(put),
      {
        send: 'GET ?prefix={p}&delimiter=/&max-keys=1',
        is: 200,
        xml: { 'Contents.Key': '{p}a', NextMarker: '{p}a', Marker: '', IsTruncated: 'true', MaxKeys: '1' },
      },
      {
        send: 'GET ?prefix={p}&max-keys=1&marker={p}a',
        is: 200,
        xml: { 'Contents.Key': '{p}b', NextMarker: null, Marker: '{p}a', IsTruncated: 'true' },
      },
      { send: 'GET ?prefix={p}&marker={p}c', is: 200, xml: { Contents: null, IsTruncated: 'false' } },
    ],
  },
  {
    says: 'A marker that lies in a folded prefix passes all of it',
    source: recorded('test_s3_list_operations::test_list_objects_marker_common_prefixes'),
    steps: [
      ...['f/sub/1', 'f/sub/2', 'f/x', 'f/y'].map(put),
      {
        send: 'GET ?prefix={p}f/&delimiter=/&max-keys=1',
        is: 200,
        xml: { 'CommonPrefixes.Prefix': '{p}f/sub/', NextMarker: '{p}f/sub/' },
      },
      {
        send: 'GET ?prefix={p}f/&delimiter=/&max-keys=1&marker={p}f/sub/',
        is: 200,
        xml: { 'Contents.Key': '{p}f/x', NextMarker: '{p}f/x' },
      },
      {
        send: 'GET ?prefix={p}f/&delimiter=/&max-keys=1&marker={p}f/sub/1',
        is: 200,
        xml: { 'Contents.Key': '{p}f/x' },
      },
    ],
  },
  {
    says: 'A delimiter is of any letters',
    source: recorded('test_s3_list_operations::test_list_objects_with_prefix'),
    steps: [
      put('test/foo/bar/123'),
      {
        send: 'GET ?prefix={p}test/&delimiter=%252F&encoding-type=url',
        is: 200,
        xml: { 'Contents.Key': '{p}test/foo/bar/123', Delimiter: '%252F' },
      },
      { send: 'GET ?prefix={p}test&delimiter=/', is: 200, xml: { 'CommonPrefixes.Prefix': '{p}test/' } },
    ],
  },
  {
    says: 'No more than 1,000 are told, whatever is asked for',
    source: page('API/API_ListObjectsV2'),
    steps: [
      put('a'),
      { send: 'GET ?list-type=2&prefix={p}&max-keys=5000', is: 200, xml: { MaxKeys: '1000', KeyCount: '1' } },
    ],
  },
  {
    says: 'None are told where none are asked for, and what is no number is no argument',
    source: {
      recorded:
        'github.com/ceph/s3-tests s3tests/functional/test_s3.py test_bucket_listv2_maxkeys_zero, test_bucket_list_maxkeys_invalid',
    },
    steps: [
      put('a'),
      {
        send: 'GET ?list-type=2&prefix={p}&max-keys=0',
        is: 200,
        xml: { KeyCount: '0', IsTruncated: 'false', Contents: null },
      },
      { send: 'GET ?list-type=2&max-keys=-1', is: 400, error: { Code: 'InvalidArgument' } },
      { send: 'GET ?list-type=2&max-keys=x', is: 400, error: { Code: 'InvalidArgument' } },
    ],
  },
  {
    says: 'Buckets are listed by pages and by prefix',
    source: recorded('test_s3_list_operations::test_list_buckets_with_max_buckets'),
    steps: [
      {
        send: 'GET /?max-buckets=1',
        is: 200,
        xml: {
          'Buckets.Bucket.Name': 'events-dev-blog-000000000000',
          'Buckets.Bucket.BucketRegion': 'eu-west-1',
          'Buckets.Bucket.BucketArn': 'arn:aws:s3:::events-dev-blog-000000000000',
          Prefix: null,
        },
        save: { token: 'ContinuationToken' },
      },
      {
        send: 'GET /?continuation-token={token}',
        is: 200,
        xml: { 'Buckets.Bucket.Name': 'query-output-dev-blog-000000000000', ContinuationToken: null },
      },
      { send: 'GET /?prefix=Events', is: 200, xml: { 'Buckets.Bucket': null, Prefix: 'Events' } },
      { send: 'GET /?bucket-region=us-east-1', is: 200, xml: { 'Buckets.Bucket': null } },
    ],
  },
  {
    says: 'An answer in XML says so, without a charset, an error as well',
    source: page('API/API_ListBuckets'),
    steps: [
      { send: 'GET /', is: 200, root: 'ListAllMyBucketsResult', headers: { 'content-type': 'application/xml' } },
      { send: 'GET /does-not-exist', is: 404, root: 'Error', headers: { 'content-type': 'application/xml' } },
    ],
  },
  {
    says: 'HEAD of a bucket tells its ARN and Region',
    source: recorded('test_s3::test_create_bucket_head_bucket'),
    steps: [
      {
        send: 'HEAD ',
        is: 200,
        headers: {
          'content-type': 'application/xml',
          'x-amz-access-point-alias': 'false',
          'x-amz-bucket-arn': 'arn:aws:s3:::{bucket}',
          'x-amz-bucket-region': 'eu-west-1',
        },
        text: '',
      },
      { send: 'HEAD /does-not-exist', is: 404, text: '' },
    ],
  },
  {
    says: 'DeleteObjects needs a checksum of its body, and at most 1,000 keys',
    source: page('API/API_DeleteObjects'),
    steps: [
      {
        send: 'POST ?delete',
        body: '<Delete><Object><Key>{p}a</Key></Object></Delete>',
        is: 400,
        error: { Code: 'InvalidRequest' },
      },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete></Delete>',
        is: 400,
        error: { Code: 'MalformedXML' },
      },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Quiet>true</Quiet></Delete>',
        is: 400,
        error: { Code: 'MalformedXML' },
      },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object>',
        is: 400,
        error: { Code: 'MalformedXML' },
      },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: `<Delete>${'<Object><Key>{p}a</Key></Object>'.repeat(1001)}</Delete>`,
        is: 400,
        error: { Code: 'MalformedXML' },
      },
    ],
  },
];
