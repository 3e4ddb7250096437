import { readTarget } from './request-target';

test.each([
  '/',
  '/bucket/a',
  '/bucket/i/x/../y',
  '/bucket/./a',
  '/bucket//a',
  '/bucket/a%2F..%2Fb',
  '/bucket/...',
  '/bucket/a/..',
])('a path is what its sender wrote: %s', (path) => {
  const { path: read, query } = readTarget(`${path}?a=../b&c`);
  expect([read, [...query]]).toEqual([
    path,
    [
      ['a', '../b'],
      ['c', ''],
    ],
  ]);
});

// The last two are AWS's own: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
test.each([
  'http://127.0.0.1/bucket/a',
  '*',
  '/bucket/%zz',
  '/bucket/%',
  '/bucket/%ff',
  '/..',
  '/./a',
  '/../bucket/a',
  '/%2e%2E/a',
  '/bucket/..',
  '/bucket/../other/k',
  '/bucket/%2e%2e/other/k',
  '/bucket/..%2Fother/k',
  '/bucket%2F../other',
  '/bucket/videos/../../video1.wmv',
  '/bucket/videos/../../../video1.wmv',
])('one that leads out of its bucket, or nowhere, is none: %s', (path) => {
  expect(() => readTarget(path)).toThrow(expect.objectContaining({ code: 'InvalidURI', status: 400 }));
});
