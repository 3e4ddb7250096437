import { page, recorded, type S3Truth, type Step } from './shape';

const put = (more: Partial<Step> = {}): Step => ({ send: 'PUT k', body: 'test-tagging', is: 200, ...more });
const set = (...pairs: (readonly [string, string])[]): string =>
  `<Tagging><TagSet>${pairs.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('')}</TagSet></Tagging>`;
const tag = (body: string, more: Partial<Step> = {}): Step => ({ send: 'PUT k?tagging', body, is: 200, ...more });
const wrong = (body: string, error: Readonly<Record<string, string>>): Step => tag(body, { is: 400, error });
const wrongHeader = (value: string): Step => ({
  send: 'PUT k',
  body: 'x',
  with: { 'x-amz-tagging': value },
  is: 400,
  error: {
    Code: 'InvalidArgument',
    ArgumentName: 'x-amz-tagging',
    Message:
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
  },
});
const onMarker = (send: string, body?: string): Step => ({
  send,
  ...(body === undefined ? {} : { body }),
  is: 405,
  error: { Code: 'MethodNotAllowed', Method: send.split(' ')[0] ?? '', ResourceType: 'DeleteMarker' },
});

export const tags: readonly S3Truth[] = [
  {
    says: 'Tags stand beside the object: it stays as it is',
    source: recorded('test_s3_api::test_object_tagging_crud'),
    steps: [
      put(),
      { send: 'GET k?tagging', is: 200, xml: { TagSet: '', 'TagSet.Tag': null } },
      tag(set(['tag1', 'tag1'], ['tag2', ''])),
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag.*.Key': 'tag1 tag2', 'TagSet.Tag.*.Value': 'tag1 ' } },
      tag(set(['tag3', 'tag3'])),
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag.Key': 'tag3' } },
      {
        send: 'GET k',
        is: 200,
        text: 'test-tagging',
        headers: { 'x-amz-tagging-count': '1', etag: '"b635a7fc30aa9091e0d236bee77e6844"' },
      },
      { send: 'DELETE k?tagging', is: 204 },
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag': null } },
      { send: 'GET k', is: 200, text: 'test-tagging', headers: { 'x-amz-tagging-count': null } },
    ],
  },
  {
    says: 'An object may come with its tags',
    source: recorded('test_s3_api::test_put_object_with_tags'),
    steps: [
      put({ with: { 'x-amz-tagging': 'tag2=tag2&tag1=tag1&tag=' } }),
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag.*.Key': 'tag tag1 tag2' } },
      { send: 'HEAD k', is: 200, headers: { 'x-amz-tagging-count': '3' } },
      put({ with: { 'x-amz-tagging': 'wrongquery&wrongagain' } }),
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag.*.Key': 'wrongagain wrongquery' } },
    ],
  },
  {
    says: 'An upload in parts brings the tags that it was created with',
    source: page('API/API_CreateMultipartUpload'),
    steps: [
      { send: 'POST k?uploads', with: { 'x-amz-tagging': 'a=b' }, is: 200, save: { u: 'UploadId' } },
      { send: 'PUT k?partNumber=1&uploadId={u}', body: 'x', is: 200, save: { e: 'etag' } },
      {
        send: 'POST k?uploadId={u}',
        body: '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{e}</ETag></Part></CompleteMultipartUpload>',
        is: 200,
      },
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag.Key': 'a', 'TagSet.Tag.Value': 'b' } },
    ],
  },
  {
    says: 'Tags are those of a version',
    source: recorded('test_s3_api::test_object_tagging_versioned'),
    steps: [
      put({ save: { v1: 'x-amz-version-id' }, with: { 'x-amz-tagging': 'test_tag=tagv1' } }),
      put({ save: { v2: 'x-amz-version-id' } }),
      tag(set(['tag3', 'tag3']), { headers: { 'x-amz-version-id': '{v2}' } }),
      {
        send: 'GET k?tagging&versionId={v1}',
        is: 200,
        xml: { 'TagSet.Tag.Value': 'tagv1' },
        headers: { 'x-amz-version-id': '{v1}' },
      },
      {
        send: 'PUT k?tagging&versionId={v1}',
        body: set(['tag1', 'tag1']),
        is: 200,
        headers: { 'x-amz-version-id': '{v1}' },
      },
      { send: 'GET k?tagging&versionId={v1}', is: 200, xml: { 'TagSet.Tag.Key': 'tag1' } },
      { send: 'DELETE k?tagging', is: 204, headers: { 'x-amz-version-id': '{v2}' } },
      { send: 'GET k?tagging&versionId={v1}', is: 200, xml: { 'TagSet.Tag.Key': 'tag1' } },
      { send: 'DELETE k', is: 204, save: { m: 'x-amz-version-id' } },
      onMarker('GET k?tagging'),
      onMarker('PUT k?tagging', set(['a', 'b'])),
      onMarker('DELETE k?tagging'),
      onMarker('GET k?tagging&versionId={m}'),
    ],
  },
  {
    says: 'An overwrite has no tags of what it overwrote',
    source: recorded('test_s3_api::test_object_tags_delete_or_overwrite_object'),
    steps: [
      put({ with: { 'x-amz-tagging': 'tag1=val1' } }),
      put(),
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag': null } },
    ],
  },
  {
    says: 'Tags that can’t be are told by key and value',
    source: recorded('test_s3_api::test_tagging_validation'),
    steps: [
      put(),
      wrong(set(['Key1', 'Val1'], ['Key1', 'Val1']), {
        Code: 'InvalidTag',
        Message: 'Cannot provide multiple Tags with the same key',
        TagKey: 'Key1',
      }),
      wrong(set(['Key1,Key2', 'Val1']), {
        Code: 'InvalidTag',
        Message: 'The TagKey you have provided is invalid',
        TagKey: 'Key1,Key2',
      }),
      wrong(set(['aws:prefixed', 'Val1']), {
        Code: 'InvalidTag',
        Message: 'Your TagKey cannot be prefixed with aws:',
        TagKey: 'aws:prefixed',
      }),
      wrong('<Tagging><TagSet><Tag><Value>Val1</Value></Tag></TagSet></Tagging>', { Code: 'MalformedXML' }),
      wrong('<Tagging><TagSet><Tag><Key>key1</Key></Tag></TagSet></Tagging>', { Code: 'MalformedXML' }),
      { send: 'GET k', is: 200, text: 'test-tagging' },
    ],
  },
  {
    says: 'Tags in a header are a query, each key once',
    source: recorded('test_s3_api::test_object_tagging_exc'),
    steps: [
      { send: 'GET none?tagging', is: 404, error: { Code: 'NoSuchKey' } },
      { send: 'DELETE none?tagging', is: 404, error: { Code: 'NoSuchKey', Key: '{p}none' } },
      wrongHeader('key1=val1&key1=val2'),
      wrongHeader('key1=val1,key2=val2'),
    ],
  },
  {
    says: 'No tags at all is a set of none',
    source: recorded('test_s3_api::test_put_object_tagging_none_value'),
    steps: [
      put({ with: { 'x-amz-tagging': 'a=b' } }),
      tag('<Tagging><TagSet /></Tagging>'),
      { send: 'GET k?tagging', is: 200, xml: { 'TagSet.Tag': null } },
    ],
  },
];
