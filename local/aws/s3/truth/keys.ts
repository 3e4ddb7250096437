import { page, recorded, type S3Truth, type Step } from './shape';

/** As on the wire, and as it is. */
const special = [
  ['file%252Fname', 'file%2Fname'],
  ['test@key/', 'test@key/'],
  ['test%20key/', 'test key/'],
  ['test%20key//', 'test key//'],
  ['test%25123', 'test%123'],
  ['test%25percent', 'test%percent'],
  ['a/%25F0%259F%2598%2580/', 'a/%F0%9F%98%80/'],
  ['test%2Bkey', 'test+key'],
  ['%C4%80%E4%B9%A6', 'Ā书'],
  ['%2E%2E/up', '../up'],
  ['x/./y', 'x/./y'],
  ['x/../y', 'x/../y'],
  ['CamelCaseKey', 'CamelCaseKey'],
  ['camelcasekey', 'camelcasekey'],
  ['%23hash', '#hash'],
] as const;

export const keys: readonly S3Truth[] = [
  {
    says: 'A key is what was sent, whatever its letters; each is an object of its own',
    source: recorded('test_s3::test_put_get_object_special_character'),
    steps: [
      ...special.map(([sent, key]): Step => ({ send: `PUT ${sent}`, body: key, is: 200 })),
      ...special.map(([sent, key]): Step => ({ send: `GET ${sent}`, is: 200, text: key })),
      {
        send: 'GET ?list-type=2&prefix={p}',
        is: 200,
        xml: {
          'Contents.*.Key': special
            .map(([, key]) => `{p}${key}`)
            .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
            .join(' '),
        },
      },
    ],
  },
  {
    says: 'A key may be the folder of another',
    source: page('userguide/object-keys'),
    steps: [
      { send: 'PUT a/b', body: 'below', is: 200 },
      { send: 'PUT a', body: 'above', is: 200 },
      { send: 'PUT a/', body: 'folder', is: 200 },
      { send: 'GET a', is: 200, text: 'above' },
      { send: 'GET a/', is: 200, text: 'folder' },
      { send: 'GET a/b', is: 200, text: 'below' },
    ],
  },
  {
    says: 'A key that begins with a slash is another than the one without it',
    source: recorded('test_s3::test_object_with_slashes_in_key'),
    steps: [
      { send: 'PUT /{bucket}//{p}foo', body: 'foobar', is: 200 },
      { send: 'PUT foo', body: 'barfoo', is: 200 },
      { send: 'GET /{bucket}//{p}foo', is: 200, text: 'foobar' },
      { send: 'GET foo', is: 200, text: 'barfoo' },
      { send: 'DELETE /{bucket}//{p}foo', is: 204 },
    ],
  },
  {
    says: 'A key’s relative parts may not outnumber those before them; within the bucket they are letters',
    source: page('userguide/object-keys'),
    steps: [
      ...['/{bucket}/../k', '/{bucket}/%2E%2E/%2E%2E/k', '/{bucket}/%2e%2e%2Fk', '/{bucket}/a/../../k'].flatMap(
        (at): Step[] => [
          { send: `PUT ${at}`, body: 'x', is: 400, root: 'Error' },
          { send: `GET ${at}`, is: 400, root: 'Error' },
        ],
      ),
      { send: 'PUT docs/%2E%2E/file', body: 'x', is: 200 },
      { send: 'GET docs/../file', is: 200, text: 'x' },
      { send: 'GET file', is: 404 },
      { send: 'GET ?list-type=2&prefix=../x', is: 200, xml: { KeyCount: '0', Prefix: '../x' } },
    ],
  },
  {
    says: 'A key of more than 1,024 bytes is too long',
    source: page('userguide/object-keys'),
    steps: [
      {
        send: `PUT ${'a'.repeat(1025)}`,
        body: 'x',
        is: 400,
        error: { Code: 'KeyTooLongError', Message: 'Your key is too long', MaxSizeAllowed: '1024' },
      },
    ],
  },
  {
    says: 'Keys that need it are listed percent-encoded when that is asked for',
    source: recorded('test_s3::test_url_encoded_key'),
    steps: [
      { send: 'PUT test@key/', body: 'x', is: 200 },
      { send: 'PUT test%2540key', body: 'x', is: 200 },
      { send: 'PUT %01%20', body: 'x', is: 200 },
      {
        send: 'GET ?list-type=2&prefix={p}&encoding-type=url',
        is: 200,
        xml: { 'Contents.*.Key': '{p}%01+ {p}test%2540key {p}test%40key/', EncodingType: 'url' },
      },
    ],
  },
  {
    says: 'In a listing that is encoded a key’s parentheses, signs and colons are too, once, and its slashes are not',
    source: page('API/API_ListObjectsV2'),
    steps: [
      { send: 'PUT test_file(3).png', body: 'x', is: 200 },
      { send: 'PUT run=2026-06-26T00:00%2B00:00/f%2520', body: 'x', is: 200 },
      {
        send: 'GET ?list-type=2&prefix={p}&encoding-type=url',
        is: 200,
        xml: { 'Contents.*.Key': '{p}run%3D2026-06-26T00%3A00%2B00%3A00/f%2520 {p}test_file%283%29.png' },
      },
      {
        send: 'GET ?list-type=2&prefix={p}',
        is: 200,
        root: 'ListBucketResult',
        xml: { 'Contents.*.Key': '{p}run=2026-06-26T00:00+00:00/f%20 {p}test_file(3).png' },
      },
      { send: 'GET run=2026-06-26T00:00%2B00:00/f%2520', is: 200, text: 'x' },
    ],
  },
  {
    says: 'Keys of a DeleteObjects are taken as they stand, spaces and references too',
    source: recorded('test_s3::test_delete_objects_encoding'),
    plain: true,
    steps: [
      { send: 'PUT a%252Fb', body: 'x', is: 200 },
      { send: 'PUT %20a%26%22', body: 'x', is: 200 },
      { send: 'PUT a%26%22', body: 'x', is: 200 },
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>{p}a%2Fb</Key></Object><Object><Key>{p} a&amp;&#34;</Key></Object></Delete>',
        is: 200,
        xml: { Error: null },
      },
      { send: 'GET ?list-type=2&prefix={p}', is: 200, xml: { 'Contents.Key': '{p}a&"', KeyCount: '1' } },
    ],
  },
];
