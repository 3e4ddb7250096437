import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SimulatedClock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { nowhere, withoutPolicies } from '../shared/test-support';
import { CredentialStore, type LocalCredentials } from './credentials';
import { jsonService, queryService, type WireService } from './protocols';
import { Endpoint } from './server';
import { sign, type Unsigned } from './sign';

const clock = new SimulatedClock(new Date('2026-10-01T08:00:00Z'));
const credentials = new CredentialStore();
const own = credentials.issue({ kind: 'root', accountId: '000000000000' });
const session = credentials.issue({ kind: 'role', arn: 'arn:aws:iam::000000000000:role/a' });
const access = withoutPolicies({ accountId: '000000000000', region: 'eu-west-1' });
const folder = mkdtempSync(join(tmpdir(), 'server-'));
const file = join(folder, 'object');
writeFileSync(file, 'x'.repeat(2_000_000));
let endpoint: Endpoint;

/** Stands for S3: gives back what it was asked, as S3 does on GET with `response-…`. */
const echo: WireService = {
  protocol: 'rest-xml',
  operations: [],
  async handle({ path, query, body }) {
    const disposition = query.get('response-content-disposition');
    const headers =
      disposition === null
        ? {}
        : // As S3 writes its own, which is told before the other.
          { ...(path === '/b/small' ? { 'content-length': '10' } : {}), 'content-disposition': disposition };
    if (path === '/b/gone') return { status: 200, headers, body: { file: `${file}.gone`, start: 0, end: 9 } };
    if (path === '/b/shorter') return { status: 200, headers, body: { file, start: 1_999_990, end: 2_000_009 } };
    if (path === '/b/small') return { status: 200, headers, body: { file, start: 10, end: 19 } };
    if (path === '/b/large') return { status: 200, headers, body: { file, start: 0, end: 1_999_999 } };
    return { status: 200, headers, body: body.length > 0 ? body.whole : path };
  },
};

beforeAll(async () => {
  endpoint = await Endpoint.listen({
    access,
    region: 'eu-west-1',
    clock,
    credentials,
    elsewhere: nowhere,
    services: {
      glue: jsonService('AWSGlue', '1.1', {
        Give: async () => ({ at: clock.now(), bytes: Buffer.from('hi'), none: undefined }),
        Break: async () => {
          throw new Error('a fault of ours');
        },
        Full: async () => {
          throw new AwsError('InsufficientStorage', 'The disk is full', 507);
        },
      }),
      sns: queryService('http://sns', { Say: async ({ Text }) => ({ Heard: Text ?? '' }) }),
      s3: echo,
    },
  });
});
afterAll(async () => {
  await endpoint.close();
  rmSync(folder, { recursive: true });
});

interface Sent extends Partial<Unsigned> {
  readonly by?: LocalCredentials;
  /** Put in once it is signed; undefined takes one out. */
  readonly late?: Readonly<Record<string, string | undefined>>;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** As it is written: fetch would change a path, and sends no host but its own. */
function send({ by = own, late = {}, ...given }: Sent = {}): Promise<Answer> {
  const { host } = new URL(endpoint.url);
  const unsigned: Unsigned = {
    method: 'POST',
    url: '/',
    body: '',
    service: 'glue',
    region: 'eu-west-1',
    at: new Date('2026-10-01T08:00:00Z'),
    ...given,
    headers: { host, ...given.headers },
  };
  const headers = Object.entries({ ...sign(unsigned, by), ...late }).filter(([, value]) => value !== undefined);
  const { method, url, body } = unsigned;
  return new Promise((resolve, reject) => {
    const options = { method, path: url, headers: Object.fromEntries(headers) as Record<string, string> };
    const request = httpRequest(endpoint.url, options, (response) => {
      const chunks: Buffer[] = [];
      response
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('error', reject)
        .on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
    });
    request.on('error', reject).end(body);
  });
}

const give = { headers: { 'x-amz-target': 'AWSGlue.Give' }, body: '{}' };
const s3 = (method: string, url: string, more: Sent = {}): Promise<Answer> =>
  send({ method, url, service: 's3', ...more });
/** What S3 says, by its code. */
const codeIn = ({ text }: Answer): string | undefined => /<Code>(\w+)<\/Code>/.exec(text)?.[1];

test('tells the account’s time, and writes times and bytes as AWS JSON does', async () => {
  const { status, headers, text } = await send(give);
  expect([status, JSON.parse(text)]).toEqual([200, { at: 1790841600, bytes: 'aGk=' }]);
  expect(headers['date']).toBe('Thu, 01 Oct 2026 08:00:00 GMT');
  expect(headers['content-type']).toBe('application/x-amz-json-1.1');
});

const target = (name: string) => ({ headers: { 'x-amz-target': name } });
const stranger = { accessKeyId: 'AKIAX', secretAccessKey: 'x' };

test.each<[string, Sent, number, string]>([
  ['an operation that is not there', target('AWSGlue.Take'), 400, 'UnknownOperationException'],
  ['another service’s operation', target('AmazonAthena.Give'), 400, 'UnknownOperationException'],
  ['a name of Object’s own', target('AWSGlue.constructor'), 400, 'UnknownOperationException'],
  ['a body that is no JSON', { ...give, body: '{' }, 400, 'SerializationException'],
  ['a body that is no object', { ...give, body: '[]' }, 400, 'SerializationException'],
  [
    'a body above what AWS takes',
    { ...give, body: ' '.repeat(1024 * 1024 + 1) },
    413,
    'RequestEntityTooLargeException',
  ],
  ['a service that is not served', { service: 'ecs' }, 400, 'UnknownOperationException'],
  ['a key that nobody has', { ...give, by: stranger }, 400, 'UnrecognizedClientException'],
  ['another’s session token', { ...give, late: { 'x-amz-security-token': 'x' } }, 400, 'UnrecognizedClientException'],
  ['a secret of another run', { ...give, by: { ...own, secretAccessKey: 'x' } }, 400, 'InvalidSignatureException'],
  ['another body than was signed', { ...give, payload: '0'.repeat(64) }, 400, 'InvalidSignatureException'],
  [
    'another operation than was signed',
    { ...give, late: target('AWSGlue.Full').headers },
    400,
    'InvalidSignatureException',
  ],
  ['another scheme', { ...give, late: { authorization: 'Bearer x' } }, 403, 'IncompleteSignatureException'],
  ['no signature', { ...give, late: { authorization: undefined } }, 400, 'MissingAuthenticationTokenException'],
  ['a fault of ours', target('AWSGlue.Break'), 500, 'InternalFailure'],
  ['a full disk', target('AWSGlue.Full'), 507, 'InsufficientStorage'],
])('%s is answered in AWS’s shape', async (_what, sent, status, code) => {
  const answer = await send(sent);
  expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([status, code]);
});

test('who signs nothing, and has no form that tells, is taken for a reader of S3', async () => {
  const answer = await s3('GET', '/b/k', { late: { authorization: undefined } });
  expect([answer.status, codeIn(answer)]).toEqual([403, 'AccessDenied']);
});

test('the Query protocol takes a form and answers in XML, errors too', async () => {
  const form = { service: 'sns', body: 'Action=Say&Text=a+%26+%3Cb%3E' };
  expect((await send(form)).text).toContain('<SayResult><Heard>a &amp; &lt;b&gt;</Heard></SayResult>');
  const refused = [send({ ...form, by: stranger }), send({ ...form, by: { ...own, secretAccessKey: 'x' } })];
  expect((await Promise.all(refused)).map((answer) => [answer.status, codeIn(answer)])).toEqual([
    [403, 'InvalidClientTokenId'],
    [403, 'SignatureDoesNotMatch'],
  ]);
});

test('a form for a service that is not served is answered in XML, which is all that its clients read', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const answer = await send({ service: 'iam', headers, body: 'Action=GetRole' });
  expect([answer.status, codeIn(answer)]).toEqual([400, 'InvalidAction']);
});

test('who a session is, its token tells; secrets are of this run', async () => {
  expect((await send({ ...give, by: session })).status).toBe(200);
  const other = new CredentialStore().issue({ kind: 'root', accountId: '000000000000' });
  expect(other.accessKeyId).toBe(own.accessKeyId);
  expect(other.secretAccessKey).not.toBe(own.secretAccessKey);
  expect(credentials.issue({ kind: 'root', accountId: '000000000000' })).toBe(own);
});

describe('a request to S3', () => {
  test('has its path as it was written', async () => {
    expect((await s3('GET', '/b/i/x/../y/./z')).text).toBe('/b/i/x/../y/./z');
    const above = await s3('PUT', '/b/up', { late: {} });
    expect(above.status).toBe(200);
    const { port } = new URL(endpoint.url);
    // Signed or not, it is no address.
    const text = await raw(`PUT /b/../other/k HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: close\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 400 [^]*InvalidURI/);
  });

  test.each<[string, Sent, number, string]>([
    ['no digest of its body', { late: { 'x-amz-content-sha256': undefined } }, 400, 'InvalidRequest'],
    ['a digest that is none', { payload: 'none' }, 400, 'InvalidArgument'],
    ['the digest of another body', { body: 'a', payload: '0'.repeat(64) }, 400, 'XAmzContentSHA256Mismatch'],
    ['a header that was not signed', { late: { 'x-amz-acl': 'public-read' } }, 403, 'AccessDenied'],
    [
      'a header that was signed otherwise',
      { headers: { 'x-amz-acl': 'a' }, late: { 'x-amz-acl': 'b' } },
      403,
      'SignatureDoesNotMatch',
    ],
    ['a key that nobody has', { by: stranger }, 403, 'InvalidAccessKeyId'],
    ['another’s session token', { by: session, late: { 'x-amz-security-token': 'x' } }, 400, 'InvalidToken'],
    [
      'half a signature',
      { late: { authorization: 'AWS4-HMAC-SHA256 Credential=a' } },
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'more than is kept in memory',
      { late: { 'content-length': String(2 ** 28), connection: 'close' } },
      400,
      'EntityTooLarge',
    ],
    ['a body without an end', { body: 'a', late: { 'transfer-encoding': 'chunked' } }, 411, 'MissingContentLength'],
    [
      'chunks that nobody signed',
      { payload: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', body: '1\r\na\r\n0\r\n\r\n' },
      403,
      'SignatureDoesNotMatch',
    ],
  ])('is refused for %s', async (_what, sent, status, code) => {
    const answer = await s3('PUT', '/b/k', sent);
    expect([answer.status, codeIn(answer) ?? answer.headers['x-amzn-errortype']]).toEqual([status, code]);
  });

  test('is answered in XML before it is known who sent it', async () => {
    const climbing = await s3('GET', '/b/../../k');
    expect([climbing.status, codeIn(climbing), climbing.headers['content-type']]).toEqual([
      400,
      'InvalidURI',
      'application/xml',
    ]);
  });

  test('may have a body that is not signed', async () => {
    expect((await s3('PUT', '/b/k', { payload: 'UNSIGNED-PAYLOAD', body: 'as it comes' })).text).toBe('as it comes');
  });
});

describe('an answer', () => {
  const with_ = (disposition: string, key = 'k') =>
    s3('GET', `/b/${key}?response-content-disposition=${encodeURIComponent(disposition)}`);

  test.each(['k', 'small', 'large'])('has whatever Latin-1 can say in a header: %s', async (key) => {
    const { status, headers } = await with_('attachment; filename="Bericht-März.html"', key);
    expect([status, headers['content-disposition']]).toEqual([200, 'attachment; filename="Bericht-März.html"']);
  });

  test.each(['\u{1F4C8}.html', '報告.html', '–', 'attachment\nx: y', 'a\rb', 'a\0b'])(
    'is an error where a header can not say it: %j',
    async (disposition) => {
      const answer = await with_(disposition);
      expect([answer.status, codeIn(answer)]).toEqual([400, 'InvalidArgument']);
      expect(answer.text).toContain('Header value cannot be represented using ISO-8859-1');
      expect(answer.headers['content-disposition']).toBeUndefined();
    },
  );

  test('is an error where a file is gone', async () => {
    expect(codeIn(await s3('GET', '/b/gone'))).toBe('NoSuchKey');
    expect((await s3('GET', '/b/shorter')).status).toBe(500);
    expect((await s3('GET', '/b/small')).text).toBe('x'.repeat(10));
  });

  test('of HEAD has no body', async () => {
    const { headers, text } = await s3('HEAD', '/b/large');
    expect([headers['content-length'], text]).toEqual(['2000000', '']);
  });
});

describe('a web page', () => {
  test.each([{ origin: 'https://evil.example' }, { origin: 'null' }])('may ask nothing: %j', async (late) => {
    const answer = await send({ ...give, late });
    expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'ForeignOrigin']);
  });

  test.each(['evil.example', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example'])(
    'finds no %s here',
    async (host) => {
      const answer = await send({ ...give, headers: { ...give.headers, host } });
      expect([answer.status, answer.headers['x-amzn-errortype']]).toEqual([403, 'ForeignHost']);
    },
  );

  test('localhost is this machine', async () => {
    const host = `localhost:${new URL(endpoint.url).port}`;
    expect((await send({ ...give, headers: { ...give.headers, host } })).status).toBe(200);
  });
});

test('who goes away midway takes nobody with him', async () => {
  const { port, host } = new URL(endpoint.url);
  const unsigned = {
    method: 'PUT',
    url: '/b/k',
    headers: { host },
    body: 'abc',
    service: 's3',
    region: 'eu-west-1',
    at: clock.now(),
  };
  const headers = Object.entries(sign(unsigned, own))
    .map((pair) => `${pair.join(': ')}\r\n`)
    .join('');
  const socket = connect(Number(port), '127.0.0.1');
  await new Promise<void>((resolve) =>
    socket.write(`PUT /b/k HTTP/1.1\r\n${headers}content-length: 3\r\n\r\na`, () => resolve()),
  );
  socket.destroy();
  for (const line of [
    'GET\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\nx: \0\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ]) {
    expect(await raw(line)).toMatch(/^HTTP\/1\.1 400 /);
  }
  expect((await send(give)).status).toBe(200);
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    connect(Number(new URL(endpoint.url).port), '127.0.0.1')
      .setEncoding('latin1')
      .on('data', (part: string) => (said += part))
      .on('error', reject)
      .on('close', () => resolve(said))
      .end(text);
  });
}
