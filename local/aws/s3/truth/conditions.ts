import { page, recorded, type S3Truth, type Step } from './shape';

const failed = (Condition: string): Pick<Step, 'is' | 'error'> => ({
  is: 412,
  error: {
    Code: 'PreconditionFailed',
    Condition,
    Message: 'At least one of the pre-conditions you specified did not hold',
  },
});
const notImplemented = (Header: string, additionalMessage: string): Pick<Step, 'is' | 'error'> => ({
  is: 501,
  error: {
    Code: 'NotImplemented',
    Message: 'A header you provided implies functionality that is not implemented',
    Header,
    additionalMessage,
  },
});
const put: Step = { send: 'PUT k', body: 'data', is: 200, save: { etag: 'etag', v: 'x-amz-version-id' } };
const yesterday = 'Sat, 31 Oct 2026 08:00:00 GMT';
const now = 'Sun, 01 Nov 2026 08:00:00 GMT';
const tomorrow = 'Mon, 02 Nov 2026 08:00:00 GMT';
const etag = '"8d777f385d3dfec8815d20f7496026dc"';
const complete =
  '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{part}</ETag></Part></CompleteMultipartUpload>';
const upload: readonly Step[] = [
  { send: 'POST k?uploads', is: 200, save: { u: 'UploadId' } },
  { send: 'PUT k?partNumber=1&uploadId={u}', body: 'test', is: 200, save: { part: 'etag' } },
];

/** Each method alike. */
const reads = (['GET', 'HEAD'] as const).flatMap((method): S3Truth[] => {
  const source = recorded('test_s3::test_s3_get_object_preconditions');
  const error = (name: string): Pick<Step, 'is' | 'error'> => (method === 'GET' ? failed(name) : { is: 412 });
  return [
    {
      says: `${method}: an If-Match that fails is told before all others`,
      source,
      steps: [
        put,
        {
          send: `${method} k`,
          with: {
            'if-match': 'etag123',
            'if-none-match': etag,
            'if-modified-since': now,
            'if-unmodified-since': yesterday,
          },
          ...error('If-Match'),
        },
      ],
    },
    {
      says: `${method}: then an If-Unmodified-Since, then an If-None-Match, which is 304`,
      source,
      steps: [
        put,
        {
          send: `${method} k`,
          with: { 'if-none-match': etag, 'if-modified-since': now, 'if-unmodified-since': yesterday },
          ...error('If-Unmodified-Since'),
        },
        {
          send: `${method} k`,
          with: { 'if-none-match': etag, 'if-modified-since': now },
          is: 304,
          headers: { etag },
          text: '',
        },
        { send: `${method} k`, with: { 'if-none-match': etag.replaceAll('"', '') }, is: 304, text: '' },
      ],
    },
    {
      says: `${method}: If-Modified-Since at the object's own time is 304, and says nothing of a time to come`,
      source,
      steps: [
        put,
        { send: `${method} k`, with: { 'if-modified-since': now }, is: 304, text: '' },
        { send: `${method} k`, with: { 'if-modified-since': tomorrow }, is: 200 },
        { send: `${method} k`, with: { 'if-unmodified-since': now }, is: 200 },
      ],
    },
    {
      says: `${method}: with all conditions met the object is told`,
      source,
      steps: [
        put,
        {
          send: `${method} k`,
          with: {
            'if-match': etag.replaceAll('"', ''),
            'if-none-match': 'etag123',
            'if-modified-since': yesterday,
            'if-unmodified-since': now,
          },
          is: 200,
          text: method === 'GET' ? 'data' : '',
        },
      ],
    },
  ];
});

export const conditions: readonly S3Truth[] = [
  ...reads,
  {
    says: 'An If-Match that holds lets an older If-Unmodified-Since pass',
    source: page('API/API_GetObject'),
    steps: [
      put,
      { send: 'GET k', with: { 'if-match': etag, 'if-unmodified-since': yesterday }, is: 200, text: 'data' },
    ],
  },
  {
    says: 'Where an If-None-Match is met, an If-Modified-Since says nothing; * stands for any ETag',
    source: page('API/API_GetObject'),
    steps: [
      put,
      { send: 'GET k', with: { 'if-none-match': '"x"', 'if-modified-since': now }, is: 200, text: 'data' },
      { send: 'GET k', with: { 'if-none-match': '*' }, is: 304, text: '' },
      { send: 'GET k', with: { 'if-match': '*' }, is: 200 },
    ],
  },
  {
    says: 'PUT If-None-Match: * writes where there is none',
    source: recorded('test_s3_api::test_put_object_if_none_match'),
    steps: [
      { ...put, with: { 'if-none-match': '*' } },
      { send: 'PUT k', body: 'other', with: { 'if-none-match': '*' }, ...failed('If-None-Match') },
      { send: 'GET k', is: 200, text: 'data' },
    ],
  },
  {
    says: 'PUT If-None-Match takes * alone',
    source: recorded('test_s3_api::test_put_object_if_none_match_validation'),
    steps: [
      {
        send: 'PUT k',
        body: 'x',
        with: { 'if-none-match': '"abcdef"' },
        ...notImplemented('If-None-Match', "We don't accept the provided value of If-None-Match header for this API"),
      },
    ],
  },
  {
    says: 'PUT If-None-Match: * sees no object behind a delete marker',
    source: recorded('test_s3_api::test_put_object_if_none_match_versioned_bucket'),
    steps: [
      put,
      { send: 'PUT k', body: 'x', with: { 'if-none-match': '*' }, ...failed('If-None-Match') },
      { send: 'DELETE k', is: 204 },
      { send: 'PUT k', body: 'again', with: { 'if-none-match': '*' }, is: 200 },
    ],
  },
  {
    says: 'PUT If-Match replaces what has that ETag, and nothing else',
    source: recorded('test_s3_api::test_put_object_if_match'),
    steps: [
      { send: 'PUT k', body: 'x', with: { 'if-match': etag }, is: 404, error: { Code: 'NoSuchKey', Key: '{p}k' } },
      put,
      { send: 'PUT k', body: 'x', with: { 'if-match': '"wrong"' }, ...failed('If-Match') },
      { send: 'PUT k', body: 'x', with: { 'if-match': '{etag}' }, is: 200 },
      { send: 'GET k', is: 200, text: 'x' },
    ],
  },
  {
    says: 'PUT If-Match does not take *',
    source: recorded('test_s3_api::test_put_object_if_match_validation'),
    steps: [
      {
        send: 'PUT k',
        body: 'x',
        with: { 'if-match': '*' },
        ...notImplemented('If-Match', "We don't accept the provided value of If-Match header for this API"),
      },
      { send: 'PUT k', body: 'x', with: { 'if-match': 'abcdef' }, is: 404, error: { Code: 'NoSuchKey' } },
    ],
  },
  {
    says: 'PUT takes one condition',
    source: recorded('test_s3_api::test_put_object_if_match_and_if_none_match_validation'),
    steps: [
      {
        send: 'PUT k',
        body: 'x',
        with: { 'if-match': '*', 'if-none-match': '*' },
        ...notImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request'),
      },
    ],
  },
  {
    says: 'PUT If-Match finds no key behind a delete marker',
    source: recorded('test_s3_api::test_put_object_if_match_versioned_bucket'),
    steps: [
      put,
      { send: 'DELETE k', is: 204 },
      { send: 'PUT k', body: 'x', with: { 'if-match': '{etag}' }, is: 404, error: { Code: 'NoSuchKey', Key: '{p}k' } },
      { send: 'PUT k', body: 'y', is: 200, save: { etag: 'etag' } },
      { send: 'PUT k', body: 'z', with: { 'if-match': '{etag}' }, is: 200 },
    ],
  },
  {
    says: 'DELETE If-Match: another ETag leaves the object',
    source: recorded('test_s3_api::test_delete_object_if_match_non_express'),
    steps: [
      put,
      { send: 'DELETE k', with: { 'if-match': 'badvalue' }, ...failed('If-Match') },
      { send: 'GET k', is: 200, text: 'data' },
      { send: 'DELETE k', with: { 'if-match': '{etag}' }, is: 204 },
      { send: 'GET k', is: 404, error: { Code: 'NoSuchKey' } },
    ],
  },
  {
    says: 'DELETE If-Match: * deletes what exists, and answers 412 where nothing does',
    source: page('userguide/conditional-deletes'),
    steps: [
      put,
      { send: 'DELETE k', with: { 'if-match': '*' }, is: 204 },
      { send: 'DELETE k', with: { 'if-match': '*' }, ...failed('If-Match') },
    ],
  },
  {
    says: 'DeleteObjects tells of each object whose ETag is another',
    source: page('userguide/conditional-deletes'),
    steps: [
      put,
      {
        send: 'POST ?delete',
        with: { 'content-md5': '{md5}' },
        body: '<Delete><Object><Key>{p}k</Key><ETag>"x"</ETag></Object></Delete>',
        is: 200,
        xml: { 'Error.Code': 'PreconditionFailed', 'Error.Key': '{p}k', Deleted: null },
      },
      { send: 'GET k', is: 200, text: 'data' },
    ],
  },
  {
    says: 'Complete If-None-Match: * fails where an object came meanwhile',
    source: recorded('test_s3_api::test_multipart_if_none_match_with_put'),
    steps: [
      ...upload,
      put,
      { send: 'POST k?uploadId={u}', with: { 'if-none-match': '*' }, body: complete, ...failed('If-None-Match') },
      { send: 'GET k', is: 200, text: 'data' },
    ],
  },
  {
    says: 'Complete If-None-Match: * is a conflict when the object was deleted since the upload began',
    source: recorded('test_s3_api::test_multipart_if_none_match_with_delete'),
    plain: true,
    steps: [
      put,
      ...upload,
      { send: 'POST k?uploadId={u}', with: { 'if-none-match': '*' }, body: complete, ...failed('If-None-Match') },
      { send: 'DELETE k', is: 204 },
      {
        send: 'POST k?uploadId={u}',
        with: { 'if-none-match': '*' },
        body: complete,
        is: 409,
        error: { Code: 'ConditionalRequestConflict', Condition: 'If-None-Match', Key: '{p}k' },
      },
      ...upload,
      { send: 'POST k?uploadId={u}', with: { 'if-none-match': '*' }, body: complete, is: 200 },
    ],
  },
  {
    says: 'Complete If-Match fails for the ETag of before, and is a conflict for that of a write since',
    source: recorded('test_s3_api::test_multipart_if_match_with_put'),
    plain: true,
    steps: [
      put,
      ...upload,
      { send: 'PUT k', body: 'test2', is: 200, save: { during: 'etag' } },
      { send: 'POST k?uploadId={u}', with: { 'if-match': '{etag}' }, body: complete, ...failed('If-Match') },
      {
        send: 'POST k?uploadId={u}',
        with: { 'if-match': '{during}' },
        body: complete,
        is: 409,
        error: { Code: 'ConditionalRequestConflict', Condition: 'If-Match' },
      },
      ...upload,
      { send: 'POST k?uploadId={u}', with: { 'if-match': '{during}' }, body: complete, is: 200 },
    ],
  },
  {
    says: 'Complete If-Match is a conflict even for the same bytes written since',
    source: recorded('test_s3_api::test_multipart_if_match_with_put_identical'),
    plain: true,
    steps: [
      put,
      ...upload,
      put,
      {
        send: 'POST k?uploadId={u}',
        with: { 'if-match': '{etag}' },
        body: complete,
        is: 409,
        error: { Code: 'ConditionalRequestConflict', Condition: 'If-Match' },
      },
    ],
  },
  {
    says: 'Complete If-Match finds no key that was deleted since',
    source: recorded('test_s3_api::test_multipart_if_match_with_delete'),
    plain: true,
    steps: [
      put,
      ...upload,
      { send: 'DELETE k', is: 204 },
      {
        send: 'POST k?uploadId={u}',
        with: { 'if-match': '{etag}' },
        body: complete,
        is: 404,
        error: { Code: 'NoSuchKey' },
      },
      put,
      {
        send: 'POST k?uploadId={u}',
        with: { 'if-match': '{etag}' },
        body: complete,
        is: 409,
        error: { Code: 'ConditionalRequestConflict' },
      },
    ],
  },
  {
    says: 'Complete If-Match knows the ETag of an upload in parts',
    source: recorded('test_s3_api::test_multipart_if_match_etag'),
    steps: [
      put,
      ...upload,
      { send: 'POST k?uploadId={u}', with: { 'if-match': '{etag}' }, body: complete, is: 200, save: { parts: 'ETag' } },
      ...upload,
      { send: 'POST k?uploadId={u}', with: { 'if-match': '{etag}' }, body: complete, ...failed('If-Match') },
      { send: 'POST k?uploadId={u}', with: { 'if-match': '{parts}' }, body: complete, is: 200 },
    ],
  },
];
