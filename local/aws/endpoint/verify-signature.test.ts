import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { LiveClock, SimulatedClock } from '../shared/clock';
import { ReleasableClock } from '../shared/releasable-clock';
import { sha256, type SignedRequest } from './canonical-request';
import { readTarget } from './request-target';
import { readSignature, type Signature } from './sigv4';
import { checkTime, verifySignature } from './verify-signature';

const mismatch = expect.objectContaining({ code: 'SignatureDoesNotMatch' });

function signatureOf({ headers, query }: SignedRequest): Signature {
  const signature = readSignature(headers, query);
  if (!signature) throw new Error('it is not signed');
  return signature;
}

describe('what AWS publishes', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  const example = (method: string, url: string, headers: Record<string, string>, signature: string): SignedRequest => {
    const all: Record<string, string> = {
      host: 'examplebucket.s3.amazonaws.com',
      'x-amz-date': '20130524T000000Z',
      ...headers,
    };
    const signed = Object.keys(all).sort().join(';');
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=${signed},Signature=${signature}`;
    return { method, ...readTarget(url), headers: { ...all, authorization } };
  };
  const digest = (body: string) => ({ 'x-amz-content-sha256': sha256(body) });
  const put = 'Welcome to Amazon S3.';

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  test.each([
    [
      'GET Object',
      '',
      example(
        'GET',
        '/test.txt',
        { range: 'bytes=0-9', ...digest('') },
        'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      ),
    ],
    [
      'PUT Object',
      put,
      example(
        'PUT',
        '/test$file.text',
        { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY', ...digest(put) },
        '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
      ),
    ],
    [
      'GET Bucket Lifecycle',
      '',
      example('GET', '/?lifecycle', digest(''), 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'),
    ],
    [
      'List Objects',
      '',
      example(
        'GET',
        '/?max-keys=2&prefix=J',
        digest(''),
        '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
      ),
    ],
  ])('%s', (_name, body, request) => {
    expect(() => verifySignature(request, signatureOf(request), secret, sha256(body))).not.toThrow();
    expect(() => verifySignature(request, signatureOf(request), secret, sha256('other'))).toThrow(mismatch);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  test('a presigned URL', () => {
    const url =
      '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
    const request = { method: 'GET', ...readTarget(url), headers: { host: 'examplebucket.s3.amazonaws.com' } };
    expect(() => verifySignature(request, signatureOf(request), secret, 'UNSIGNED-PAYLOAD')).not.toThrow();
  });
});

describe('a link', () => {
  const credentials = { accessKeyId: 'ASIALOCAL0', secretAccessKey: 'secret', sessionToken: 'token/+=' };
  const client = new S3Client({
    region: 'eu-west-1',
    credentials,
    endpoint: 'http://127.0.0.1:4566',
    forcePathStyle: true,
  });

  async function presigned(Key: string, change: (url: URL) => void = () => undefined): Promise<SignedRequest> {
    const command = new GetObjectCommand({ Bucket: 'reports', Key, ResponseContentType: "text/html; (it's) *" });
    const signed = await getSignedUrl(client, command, { expiresIn: 900 });
    const url = new URL(signed);
    change(url);
    // Read as it is written: URL would take the dots out of a path.
    const target = readTarget(
      url.href === new URL(signed).href
        ? signed.slice('http://127.0.0.1:4566'.length)
        : url.href.slice(url.origin.length),
    );
    return { method: 'GET', ...target, headers: { host: url.host } };
  }
  const verify = (request: SignedRequest, secret = 'secret') =>
    verifySignature(request, signatureOf(request), secret, 'UNSIGNED-PAYLOAD');

  test.each(['a.html', 'reports/monthly dev+ü-0 (1).html', 'a/../b', './a'])('of the SDK is right: %s', async (key) => {
    const request = await presigned(key);
    expect(() => verify(request)).not.toThrow();
    expect(() => verify(request, 'other')).toThrow(mismatch);
  });

  test('for writing is one for writing only', async () => {
    const signed = await getSignedUrl(client, new PutObjectCommand({ Bucket: 'reports', Key: 'a' }));
    const target = readTarget(signed.slice('http://127.0.0.1:4566'.length));
    const request = { method: 'PUT', ...target, headers: { host: '127.0.0.1:4566' } };
    expect(() => verify(request)).not.toThrow();
    expect(() => verify({ ...request, method: 'GET' })).toThrow(mismatch);
    // https://github.com/soto-project/soto/issues/374
    expect(() => verify({ ...request, headers: { ...request.headers, 'x-amz-acl': 'public-read' } })).toThrow(
      expect.objectContaining({ code: 'AccessDenied', message: expect.stringContaining('not signed: x-amz-acl') }),
    );
  });

  test.each<[string, (url: URL) => void]>([
    ['another object', (url) => (url.pathname = '/reports/b.html')],
    ['a longer life', (url) => url.searchParams.set('X-Amz-Expires', '604800')],
    [
      'a later hour',
      (url) => url.searchParams.set('X-Amz-Date', `${url.searchParams.get('X-Amz-Date')?.slice(0, 8)}T235959Z`),
    ],
    ['another content type', (url) => url.searchParams.set('response-content-type', 'text/plain')],
    ['something more', (url) => url.searchParams.set('versionId', '1')],
    ['another host', (url) => (url.host = 'example.com')],
    ['another session', (url) => url.searchParams.set('X-Amz-Security-Token', 'other')],
  ])('is refused for %s', async (_, change) => {
    const request = await presigned('a.html', change);
    expect(() => verify(request)).toThrow(mismatch);
  });

  test('that does not sign its host is refused', async () => {
    const request = await presigned('a.html', (url) => url.searchParams.set('X-Amz-SignedHeaders', 'range'));
    expect(() => verify(request)).toThrow(expect.objectContaining({ code: 'AccessDenied' }));
  });
});

describe('the time', () => {
  const at = (by: 'header' | 'link', service: string, signedAt: string): Signature => ({
    by,
    accessKeyId: 'a',
    day: '',
    region: '',
    service,
    date: signedAt.replaceAll(/[-:]/g, ''),
    signedAt: new Date(signedAt),
    signedHeaders: [],
    signature: '',
    ...(by === 'link' ? { expires: new Date(new Date(signedAt).getTime() + 900_000) } : {}),
  });
  const simulated = new SimulatedClock(new Date('2026-10-01T08:00:00Z'));
  const [long, soon] = ['2020-10-01T07:44:59Z', '2099-10-01T08:15:01Z'];

  test.each([
    ['s3', long, 'The difference between the request time and the current time is too large.'],
    [
      'states',
      long,
      /^Signature expired: 20201001T074459Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 15 min\.\)$/,
    ],
    ['states', soon, /^Signature not yet current: 20991001T081501Z is still later than/],
  ])('of %s, %s, is another than on the wall', (service, signedAt, message) => {
    const signature = at('header', service, signedAt);
    expect(() => checkTime(signature, new LiveClock())).toThrow(message);
    // What time it is in the account, a client learns from its first answer.
    expect(() => checkTime(signature, simulated)).not.toThrow();
  });

  test.each([
    ['2026-10-01T07:44:00Z', 'Request has expired'],
    ['2026-10-01T08:16:00Z', 'Request is not valid yet'],
  ])('a link of %s is not good at eight, of whatever clock', (signedAt, message) => {
    expect(() => checkTime(at('link', 's3', signedAt), simulated)).toThrow(message);
  });

  test('a link of a minute ago is', () => {
    expect(() => checkTime(at('link', 's3', '2026-10-01T07:59:00Z'), simulated)).not.toThrow();
  });

  test('where the account’s clock goes on from another day, what is signed by it or by this machine’s is good', () => {
    const released = new ReleasableClock(new Date('2026-10-01T08:00:00Z'));
    released.release();
    const now = `${new Date().toISOString().slice(0, 19)}Z`;
    for (const by of ['header', 'link'] as const) {
      const check = (signedAt: string) => () => checkTime(at(by, 'athena', signedAt), released);
      expect(check('2026-10-01T08:00:00Z')).not.toThrow();
      expect(check(now)).not.toThrow();
      expect(check('2026-10-01T07:30:00Z')).toThrow(/^Signature expired|has expired$/);
      expect(check('2026-10-01T08:30:00Z')).toThrow(/^Signature not yet|not valid yet$/);
    }
  });
});
