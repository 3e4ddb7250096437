import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { verifyPresigned } from './presigned';

const credentials = { accessKeyId: 'ASIALOCAL0', secretAccessKey: 'secret', sessionToken: 'token/+=' };
const client = new S3Client({
  region: 'eu-west-1',
  credentials,
  endpoint: 'http://127.0.0.1:4566',
  forcePathStyle: true,
});

/** As the endpoint would read it. */
async function presigned(Key: string, change: (url: URL) => void = () => undefined) {
  const input = { Bucket: 'reports', Key };
  const url = new URL(
    await getSignedUrl(client, new GetObjectCommand({ ...input, ResponseContentType: "text/html; (it's) *" }), {
      expiresIn: 900,
    }),
  );
  change(url);
  return { method: 'GET', path: url.pathname, query: url.searchParams, headers: { host: url.host } };
}

test.each(['a.html', 'reports/monthly dev+ü-0 (1).html'])('what the SDK signs is right: %s', async (key) => {
  const request = await presigned(key);
  expect(() => verifyPresigned(request, 'secret')).not.toThrow();
});

test('a link for writing is one for writing only', async () => {
  const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket: 'reports', Key: 'a' })));
  const request = { method: 'PUT', path: url.pathname, query: url.searchParams, headers: { host: url.host } };
  expect(() => verifyPresigned(request, 'secret')).not.toThrow();
  expect(() => verifyPresigned({ ...request, method: 'GET' }, 'secret')).toThrow();
});

test.each<[string, (url: URL) => void]>([
  ['another object', (url) => (url.pathname = '/reports/b.html')],
  ['a longer life', (url) => url.searchParams.set('X-Amz-Expires', '604800')],
  ['a later day', (url) => url.searchParams.set('X-Amz-Date', '20991231T000000Z')],
  ['another content type', (url) => url.searchParams.set('response-content-type', 'text/plain')],
  ['something more', (url) => url.searchParams.set('versionId', '1')],
  ['another host', (url) => (url.host = 'example.com')],
  ['another session', (url) => url.searchParams.set('X-Amz-Security-Token', 'other')],
])('it is refused for %s', async (_, change) => {
  const request = await presigned('a.html', change);
  expect(() => verifyPresigned(request, 'secret')).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
});

test('it is refused when another signed it', async () => {
  const request = await presigned('a.html');
  expect(() => verifyPresigned(request, 'other')).toThrow(expect.objectContaining({ code: 'SignatureDoesNotMatch' }));
});
