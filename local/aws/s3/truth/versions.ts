import { page, recorded, type S3Truth, type Step } from './shape';

const put = (body: string, save: string, more: Partial<Step> = {}): Step => ({
  send: 'PUT k',
  body,
  is: 200,
  save: { [save]: 'x-amz-version-id' },
  ...more,
});
const invalid = (value: string): Pick<Step, 'is' | 'error'> => ({
  is: 400,
  error: {
    Code: 'InvalidArgument',
    Message: 'Invalid version id specified',
    ArgumentName: 'versionId',
    ArgumentValue: value,
  },
});
const strange = 'HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD';
const notOnMarker = (Method: string): Pick<Step, 'is' | 'error'> => ({
  is: 405,
  error: {
    Code: 'MethodNotAllowed',
    Message: 'The specified method is not allowed against this resource.',
    Method,
    ResourceType: 'DeleteMarker',
  },
});

export const versions: readonly S3Truth[] = [
  {
    says: 'An overwrite keeps the version before, which its id finds',
    source: recorded('test_s3::test_s3_put_object_versioned'),
    steps: [
      put('first', 'v1'),
      put('second', 'v2'),
      { send: 'GET k', is: 200, text: 'second', headers: { 'x-amz-version-id': '{v2}' } },
      { send: 'GET k?versionId={v1}', is: 200, text: 'first', headers: { 'x-amz-version-id': '{v1}' } },
      {
        send: 'GET ?versions&prefix={p}',
        is: 200,
        xml: {
          'Version.*.VersionId': '{v2} {v1}',
          'Version.*.IsLatest': 'true false',
          'Version.*.Size': '6 5',
          'Version.*.ChecksumType': 'FULL_OBJECT FULL_OBJECT',
          'Version.*.StorageClass': 'STANDARD STANDARD',
          KeyMarker: '',
          VersionIdMarker: '',
          IsTruncated: 'false',
          MaxKeys: '1000',
        },
      },
    ],
  },
  {
    says: 'A DELETE leaves a marker; a marker that is deleted uncovers what was',
    source: recorded('test_s3_api::test_delete_object_versioned'),
    steps: [
      put('test-delete', 'v1'),
      { send: 'DELETE k', is: 204, headers: { 'x-amz-delete-marker': 'true' }, save: { m1: 'x-amz-version-id' } },
      {
        send: 'GET k',
        is: 404,
        error: { Code: 'NoSuchKey', Key: '{p}k' },
        headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': '{m1}' },
      },
      { send: 'GET k?versionId={v1}', is: 200, text: 'test-delete' },
      { send: 'GET k?versionId={m1}', ...notOnMarker('GET'), headers: { 'x-amz-delete-marker': 'true' } },
      { send: 'DELETE k', is: 204, headers: { 'x-amz-delete-marker': 'true' }, save: { m2: 'x-amz-version-id' } },
      {
        send: 'GET ?versions&prefix={p}',
        is: 200,
        xml: {
          'DeleteMarker.*.VersionId': '{m2} {m1}',
          'DeleteMarker.*.IsLatest': 'true false',
          'Version.VersionId': '{v1}',
          'Version.IsLatest': 'false',
        },
      },
      {
        send: 'DELETE k?versionId={m1}',
        is: 204,
        headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': '{m1}' },
      },
      { send: 'DELETE k?versionId={m2}', is: 204 },
      { send: 'GET k', is: 200, text: 'test-delete' },
      {
        send: 'DELETE k?versionId={v1}',
        is: 204,
        headers: { 'x-amz-version-id': '{v1}', 'x-amz-delete-marker': null },
      },
      {
        send: 'GET k?versionId={v1}',
        is: 404,
        error: {
          Code: 'NoSuchVersion',
          Key: '{p}k',
          VersionId: '{v1}',
          Message: 'The specified version does not exist.',
        },
      },
      { send: `DELETE k?versionId=${strange}`, ...invalid(strange) },
      { send: 'DELETE wrong', is: 204, headers: { 'x-amz-delete-marker': 'true' } },
    ],
  },
  {
    says: 'HEAD of a delete marker that is named is 405, with no body',
    source: recorded('test_s3::test_object_lock_delete_markers'),
    steps: [
      put('x', 'v1'),
      { send: 'DELETE k', is: 204, save: { m: 'x-amz-version-id' } },
      { send: 'HEAD k?versionId={m}', is: 405, text: '' },
      { send: 'HEAD k', is: 404, text: '' },
    ],
  },
  {
    says: 'An object that is deleted is no longer found',
    source: recorded('test_s3::test_get_object_after_deleted_in_versioned_bucket'),
    steps: [
      put('abcdefgh', 'v1'),
      { send: 'GET k', is: 200, headers: { 'x-amz-version-id': '{v1}', etag: '"e8dc4081b13434b45189a720b77b6818"' } },
      { send: 'DELETE k', is: 204 },
      { send: 'GET k', is: 404, error: { Code: 'NoSuchKey', Message: 'The specified key does not exist.' } },
    ],
  },
  {
    says: 'A version id that S3 never gave is no argument',
    source: recorded('test_s3_api::test_get_object_with_version_unversioned_bucket'),
    plain: true,
    steps: [
      put('test-version', 'none', { headers: { 'x-amz-version-id': null } }),
      { send: `GET k?versionId=${strange}`, ...invalid(strange) },
      { send: 'GET k?versionId=null', is: 200, text: 'test-version', headers: { 'x-amz-version-id': null } },
      { send: `DELETE k?versionId=${strange}`, ...invalid(strange) },
      { send: 'GET k', is: 200 },
    ],
  },
  {
    says: 'A bucket that never was versioned deletes for good',
    source: recorded('test_s3_api::test_delete_object'),
    plain: true,
    steps: [
      put('test-delete', 'none'),
      { send: 'DELETE k', is: 204, headers: { 'x-amz-delete-marker': null, 'x-amz-version-id': null } },
      { send: 'DELETE k', is: 204 },
      { send: 'GET k', is: 404, error: { Code: 'NoSuchKey', Key: '{p}k' } },
      { send: 'GET ?versions&prefix={p}', is: 200, xml: { Version: null, DeleteMarker: null } },
    ],
  },
  {
    says: 'A version is listed as null where there are none',
    source: recorded('test_s3_api::test_list_object_versions_order_unversioned'),
    plain: true,
    steps: [
      { send: 'PUT c', body: 'c', is: 200 },
      { send: 'PUT a', body: 'a', is: 200 },
      {
        send: 'GET ?versions&prefix={p}&encoding-type=url',
        is: 200,
        xml: { 'Version.*.Key': '{p}a {p}c', 'Version.*.VersionId': 'null null', EncodingType: 'url' },
      },
    ],
  },
  {
    says: 'DeleteObjects leaves markers, deletes versions, and tells which do not exist',
    source: recorded('test_s3_api::test_delete_objects_versioned'),
    steps: [
      put('test-delete', 'v1'),
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object><Key>{p}k</Key></Object><Object><Key>{p}wrong</Key></Object></Delete>',
        is: 200,
        xml: { 'Deleted.*.Key': '{p}k {p}wrong', 'Deleted.*.DeleteMarker': 'true true', Error: null },
      },
      { send: 'GET ?versions&prefix={p}k', is: 200, save: { m: 'DeleteMarker.VersionId' } },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object><Key>{p}k</Key><VersionId>{m}</VersionId></Object></Delete>',
        is: 200,
        xml: { 'Deleted.VersionId': '{m}', 'Deleted.DeleteMarker': 'true', 'Deleted.DeleteMarkerVersionId': '{m}' },
      },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: `<Delete><Object><Key>{p}k</Key><VersionId>${strange}</VersionId></Object></Delete>`,
        is: 200,
        xml: { 'Error.Code': 'NoSuchVersion', 'Error.Key': '{p}k', 'Error.VersionId': strange, Deleted: null },
      },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object><Key>{p}k</Key><VersionId>{v1}</VersionId></Object></Delete>',
        is: 200,
        xml: { 'Deleted.VersionId': '{v1}', 'Deleted.DeleteMarker': null },
      },
    ],
  },
  {
    says: 'DeleteObjects tells of keys that never were as deleted',
    source: recorded('test_s3_api::test_delete_objects'),
    plain: true,
    steps: [
      put('test-delete', 'none'),
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object><Key>{p}a</Key></Object><Object><Key>{p}k</Key></Object></Delete>',
        is: 200,
        xml: { 'Deleted.*.Key': '{p}a {p}k', 'Deleted.*.DeleteMarker': null, Error: null },
      },
    ],
  },
  {
    says: 'DeleteObjects keeps quiet when it is told to',
    source: recorded('test_s3::test_delete_non_existing_keys_quiet'),
    plain: true,
    steps: [
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object><Key>{p}a</Key></Object><Quiet>true</Quiet></Delete>',
        is: 200,
        xml: { Deleted: null, Error: null },
      },
    ],
  },
  {
    says: 'Versions are listed by pages, which go on behind a key and a version',
    source: recorded('test_s3_list_operations::test_list_objects_versions_markers'),
    steps: [
      { send: 'PUT a', body: '1', is: 200, save: { a1: 'x-amz-version-id' } },
      { send: 'PUT a', body: '2', is: 200, save: { a2: 'x-amz-version-id' } },
      { send: 'PUT b', body: '3', is: 200, save: { b1: 'x-amz-version-id' } },
      {
        send: 'GET ?versions&prefix={p}&max-keys=1',
        is: 200,
        xml: {
          'Version.VersionId': '{a2}',
          IsTruncated: 'true',
          NextKeyMarker: '{p}a',
          NextVersionIdMarker: '{a2}',
        },
      },
      {
        send: 'GET ?versions&prefix={p}&max-keys=1&key-marker={p}a&version-id-marker={a2}',
        is: 200,
        xml: { 'Version.VersionId': '{a1}', IsTruncated: 'true', VersionIdMarker: '{a2}' },
      },
      {
        send: 'GET ?versions&prefix={p}&key-marker={p}a',
        is: 200,
        xml: { 'Version.VersionId': '{b1}', IsTruncated: 'false', NextKeyMarker: null },
      },
      { send: 'GET ?versions&prefix={p}&key-marker={p}b', is: 200, xml: { Version: null, IsTruncated: 'false' } },
      {
        send: 'GET ?versions&version-id-marker={a2}',
        is: 400,
        error: {
          Code: 'InvalidArgument',
          ArgumentName: 'version-id-marker',
          ArgumentValue: '{a2}',
          Message: 'A version-id marker cannot be specified without a key marker.',
        },
      },
    ],
  },
  {
    says: 'A page goes on behind a version that was deleted meanwhile',
    source: recorded('test_s3_list_operations::test_list_objects_versions_with_prefix_only_and_pagination'),
    steps: [
      put('1', 'v1'),
      put('2', 'v2'),
      put('3', 'v3'),
      put('4', 'v4'),
      { send: 'DELETE k?versionId={v3}', is: 204 },
      {
        send: 'GET ?versions&prefix={p}&key-marker={p}k&version-id-marker={v3}',
        is: 200,
        xml: { 'Version.*.VersionId': '{v2} {v1}', IsTruncated: 'false' },
      },
    ],
  },
  {
    says: 'Versions below a delimiter are folded into a prefix',
    source: recorded('test_s3_list_operations::test_list_object_versions_pagination_common_prefixes'),
    steps: [
      { send: 'PUT f/sub/1', body: '1', is: 200 },
      { send: 'PUT f/sub/2', body: '2', is: 200 },
      { send: 'PUT f/x', body: 'x', is: 200, save: { x: 'x-amz-version-id' } },
      {
        send: 'GET ?versions&prefix={p}f/&delimiter=/&max-keys=1',
        is: 200,
        xml: {
          'CommonPrefixes.Prefix': '{p}f/sub/',
          NextKeyMarker: '{p}f/sub/',
          NextVersionIdMarker: null,
          IsTruncated: 'true',
        },
      },
      {
        send: 'GET ?versions&prefix={p}f/&delimiter=/&key-marker={p}f/sub/',
        is: 200,
        xml: { 'Version.Key': '{p}f/x', CommonPrefixes: null, IsTruncated: 'false' },
      },
    ],
  },
  {
    says: 'A key whose versions were all deleted begins anew; the newest that is left is the current one',
    source: page('userguide/DeletingObjectVersions'),
    steps: [
      put('one', 'v1'),
      put('two', 'v2'),
      {
        send: 'DELETE k?versionId={v2}',
        is: 204,
        headers: { 'x-amz-version-id': '{v2}', 'x-amz-delete-marker': null },
      },
      { send: 'GET k', is: 200, text: 'one', headers: { 'x-amz-version-id': '{v1}' } },
      { send: 'DELETE k?versionId={v1}', is: 204 },
      { send: 'GET k', is: 404, headers: { 'x-amz-delete-marker': null } },
      { send: 'GET ?versions&prefix={p}', is: 200, xml: { Version: null, DeleteMarker: null } },
      put('one', 'v3'),
      {
        send: 'GET ?versions&prefix={p}',
        is: 200,
        root: 'ListVersionsResult',
        xml: { 'Version.VersionId': '{v3}', 'Version.IsLatest': 'true' },
      },
    ],
  },
  {
    says: 'An empty version id is no argument',
    source: { recorded: 'github.com/amazon-archives/aws-sdk-core-ruby issue 76' },
    steps: [
      put('x', 'v'),
      {
        send: 'GET k?versionId=',
        is: 400,
        error: { Code: 'InvalidArgument', Message: 'Version id cannot be the empty string' },
      },
    ],
  },
];
