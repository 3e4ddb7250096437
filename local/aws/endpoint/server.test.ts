import { AwsError } from '../shared/errors';
import { SimulatedClock } from '../shared/clock';
import { AccessControl } from '../shared/access-control';
import { CredentialStore } from './credentials';
import { jsonService, queryService } from './protocols';
import { Endpoint } from './server';

const clock = new SimulatedClock(new Date('2026-10-01T08:00:00Z'));
const credentials = new CredentialStore();
const { accessKeyId } = credentials.issue({ kind: 'root', accountId: '000000000000' });
const access = new AccessControl({
  accountId: '000000000000',
  region: 'eu-west-1',
  roles: new Map(),
  rolesBeside: new Map(),
  managedPolicies: new Map(),
  boundaries: new Set(),
  identityProviders: [],
  resourcePolicies: new Map(),
});
let endpoint: Endpoint;

beforeAll(async () => {
  endpoint = await Endpoint.listen({
    access,
    clock,
    credentials,
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
    },
  });
});
afterAll(() => endpoint.close());

const signature = (service: string, key = accessKeyId) =>
  `AWS4-HMAC-SHA256 Credential=${key}/20261001/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;

async function post(service: string, headers: Record<string, string>, body = '{}') {
  const answer = await fetch(endpoint.url, {
    method: 'POST',
    headers: { authorization: signature(service), ...headers },
    body,
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

test('tells the account’s time, and writes times and bytes as AWS JSON does', async () => {
  const { status, headers, text } = await post('glue', { 'x-amz-target': 'AWSGlue.Give' });
  expect([status, JSON.parse(text)]).toEqual([200, { at: 1790841600, bytes: 'aGk=' }]);
  expect(headers.get('date')).toBe('Thu, 01 Oct 2026 08:00:00 GMT');
  expect(headers.get('content-type')).toBe('application/x-amz-json-1.1');
});

test.each([
  [
    'an operation that is not there',
    'glue',
    { 'x-amz-target': 'AWSGlue.Take' },
    '{}',
    400,
    'UnknownOperationException',
  ],
  [
    'another service’s operation',
    'glue',
    { 'x-amz-target': 'AmazonAthena.Give' },
    '{}',
    400,
    'UnknownOperationException',
  ],
  ['a name of Object’s own', 'glue', { 'x-amz-target': 'AWSGlue.constructor' }, '{}', 400, 'UnknownOperationException'],
  ['a body that is no JSON', 'glue', { 'x-amz-target': 'AWSGlue.Give' }, '{', 400, 'SerializationException'],
  ['a body that is no object', 'glue', { 'x-amz-target': 'AWSGlue.Give' }, '[]', 400, 'SerializationException'],
  ['a service that is not served', 'ecs', {}, '{}', 400, 'UnknownOperationException'],
  [
    'a key that nobody has',
    'glue',
    { authorization: signature('glue', 'AKIAX') },
    '{}',
    400,
    'UnrecognizedClientException',
  ],
  ['another’s session token', 'glue', { 'x-amz-security-token': 'x' }, '{}', 400, 'UnrecognizedClientException'],
  [
    'an authorization of another kind',
    'glue',
    { authorization: 'Bearer x' },
    '{}',
    403,
    'IncompleteSignatureException',
  ],
  ['a fault of ours', 'glue', { 'x-amz-target': 'AWSGlue.Break' }, '{}', 500, 'InternalFailure'],
  ['a full disk', 'glue', { 'x-amz-target': 'AWSGlue.Full' }, '{}', 507, 'InsufficientStorage'],
])('%s is answered in AWS’s shape', async (_what, service, headers, body, status, code) => {
  const answer = await post(service, headers as Record<string, string>, body);
  expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([status, code]);
  expect(JSON.parse(answer.text)).toMatchObject({ __type: code, message: expect.any(String) });
});

test('the Query protocol takes a form and answers in XML, errors too', async () => {
  const said = await post('sns', {}, 'Action=Say&Text=a+%26+%3Cb%3E');
  expect(said.text).toContain('<SayResult><Heard>a &amp; &lt;b&gt;</Heard></SayResult>');
  const refused = await post('sns', { authorization: signature('sns', 'AKIAX') }, 'Action=Say');
  expect([refused.status, refused.text]).toEqual([
    403,
    expect.stringContaining('<Type>Sender</Type><Code>InvalidClientTokenId</Code>'),
  ]);
});

test('a form for a service that is not served is answered in XML, which is all that its clients read', async () => {
  const { status, text } = await post(
    'iam',
    { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    'Action=GetRole',
  );
  expect([status, text]).toEqual([400, expect.stringContaining('<Code>InvalidAction</Code>')]);
});
