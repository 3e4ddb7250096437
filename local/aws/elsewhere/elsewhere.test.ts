import * as dynamodb from '@aws-sdk/client-dynamodb';
import { readAccess } from '../../../policies/iam/access';
import { type Principal } from '../../../policies/iam/authorize';
import { CredentialStore } from '../endpoint/credentials';
import { Endpoint } from '../endpoint/server';
import { sign } from '../endpoint/sign';
import { AccessControl, type Use } from '../shared/access-control';
import { SimulatedClock } from '../shared/clock';
import { blockOf, stackOf } from '../shared/test-support';
import { NeedsRecorder } from '../../record/needs-recorder';
import { AwsError } from '../shared/errors';
import { Elsewhere } from './elsewhere';
import { type Answered } from './stand-in';
import { takeForwards } from './forwards';
import { Emulator } from './test-support';

const place = { accountId: '000000000000', region: 'eu-west-1' };
const table = (name: string) => `arn:aws:dynamodb:eu-west-1:000000000000:table/${name}`;
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});
const trust = policy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
const roleOf = (name: string, ...statements: object[]) => [
  blockOf('aws_iam_role', { name, arn: `arn:aws:iam::000000000000:role/${name}`, assume_role_policy: trust }, name),
  blockOf('aws_iam_role_policy', { name, role: name, policy: policy(...statements) }, name),
];
const stack = stackOf(
  ...roleOf(
    'reader',
    allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:ExecuteStatement', 'dynamodb:PutItem'], table('own')),
    allow('dynamodb:Query', `${table('own')}/index/*`),
    allow('ecs:ListTasks', '*'),
    allow('ecs:RunTask', 'arn:aws:ecs:eu-west-1:000000000000:task-definition/own:1'),
  ),
  ...roleOf(
    'keyed',
    allow('dynamodb:GetItem', table('own'), { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['one'] } }),
  ),
);

const uses: Use[] = [];
const access = new AccessControl(readAccess(stack), (use) => void uses.push(use));
const credentials = new CredentialStore();
const role = (name: string): Principal => ({ kind: 'role', arn: `arn:aws:iam::000000000000:role/${name}` });
let elsewhere: Elsewhere;
let emulator: Emulator;
let endpoint: Endpoint;
const open: { destroy(): void }[] = [];

beforeAll(async () => {
  emulator = await Emulator.listen();
  endpoint = await Endpoint.listen({
    access,
    region: place.region,
    clock: new SimulatedClock(new Date('2026-10-01T08:00:00Z')),
    credentials,
    services: {},
    elsewhere: (name) => elsewhere.wireOf(name),
  });
});
beforeEach(() => {
  uses.length = 0;
  emulator.heard.length = 0;
  emulator.answer = { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' };
  forwarded(`dynamodb=${emulator.url}`, `ecs=${emulator.url}`);
});
afterAll(async () => {
  for (const one of open) one.destroy();
  await endpoint.close();
  await emulator.close();
});

const forwarded = (...given: string[]) =>
  void (elsewhere = new Elsewhere({ access, place, forwards: takeForwards(given, {}) }));

const clientOf = (name: string): dynamodb.DynamoDBClient => {
  const client = new dynamodb.DynamoDBClient({
    endpoint: endpoint.url,
    region: place.region,
    credentials: credentials.issue(role(name)),
    maxAttempts: 1,
  });
  open.push(client);
  return client;
};
const get = (TableName: string) => new dynamodb.GetItemCommand({ TableName, Key: { id: { S: '1' } } });

test('a call that its role may make is sent on as it is, with credentials that open nothing, and its answer handed back', async () => {
  emulator.answer = {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0', 'set-cookie': 'a=b', 'x-amzn-requestid': 'theirs' },
    body: '{"Item":{"id":{"S":"1"},"views":{"N":"7"}}}',
  };
  const answer = await clientOf('reader').send(get('own'));
  expect(answer.Item).toEqual({ id: { S: '1' }, views: { N: '7' } });
  expect(answer.$metadata.requestId).toBe('theirs');
  const [heard] = emulator.heard;
  expect(heard).toMatchObject({ method: 'POST', url: '/', body: '{"TableName":"own","Key":{"id":{"S":"1"}}}' });
  expect(heard?.headers).toMatchObject({
    host: new URL(emulator.url).host,
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    'x-moto-account-id': place.accountId,
    authorization: expect.stringContaining(`Credential=${place.accountId}/`),
  });
  const { authorization = '' } = heard?.headers ?? {};
  expect(authorization).toMatch(/\/eu-west-1\/dynamodb\/aws4_request/);
  expect(JSON.stringify(heard)).not.toContain(credentials.issue(role('reader')).sessionToken);
  expect(uses).toMatchObject([{ principalName: 'reader', action: 'dynamodb:GetItem', resources: [table('own')] }]);
  expect(elsewhere.refused).toEqual([]);
});

test('a call that its role may not make gets no further than here', async () => {
  await expect(clientOf('reader').send(get('other'))).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      `is not authorized to perform: dynamodb:GetItem on resource: ${table('other')} because no identity-based policy allows`,
    ),
  });
  expect(emulator.heard).toEqual([]);
  expect(access.refusals.at(-1)).toMatchObject({ resource: table('other') });
});

test('an error of the emulator’s is its own', async () => {
  emulator.answer = {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: '{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no such table"}',
  };
  await expect(clientOf('reader').send(get('own'))).rejects.toBeInstanceOf(dynamodb.ResourceNotFoundException);
});

type Request = Readonly<{ target?: string; body?: object; service?: string; role?: string; form?: string }>;

/** As no client sends it. */
async function send({ target = '', body = {}, service = 'dynamodb', role: name = 'reader', form }: Request) {
  const headers = sign(
    {
      method: 'POST',
      url: '/',
      headers: {
        host: new URL(endpoint.url).host,
        ...(form === undefined ? { 'x-amz-target': target } : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: form ?? JSON.stringify(body),
      service,
      region: place.region,
      at: new Date('2026-10-01T08:00:00Z'),
    },
    credentials.issue(role(name)),
  );
  const answer = await fetch(endpoint.url, { method: 'POST', headers, body: form ?? JSON.stringify(body) });
  return { status: answer.status, text: await answer.text() };
}

const item = (TableName: string) => ({ TableName, Key: {} });

test.each<[string, Request, string[]]>([
  ['an index', { target: 'X.Query', body: { TableName: 'own', IndexName: 'by' } }, [`${table('own')}/index/by`]],
  ['a table, by its ARN', { target: 'X.GetItem', body: item(table('own')) }, [table('own')]],
  ['each table of a batch', { target: 'X.BatchGetItem', body: { RequestItems: { own: {} } } }, [table('own')]],
  [
    'each part of a transaction',
    { target: 'X.TransactWriteItems', body: { TransactItems: [{ Put: item('own') }] } },
    [table('own')],
  ],
  ['nothing, of another service that is granted on all', { target: 'X.ListTasks', service: 'ecs' }, ['*']],
])('is authorized for %s', async (_what, request, resources) => {
  expect((await send(request)).status).toBe(200);
  expect(uses.flatMap((use) => use.resources)).toEqual(resources);
});

test.each<[string, Request, string]>([
  ['a second table of a batch', { target: 'X.BatchGetItem', body: { RequestItems: { own: {}, b: {} } } }, table('b')],
  [
    'a second part of a transaction',
    { target: 'X.TransactWriteItems', body: { TransactItems: [{ Put: item('own') }, { Delete: item('own') }] } },
    'dynamodb:DeleteItem',
  ],
  ['the table, where the index is granted', { target: 'X.Query', body: { TableName: 'own' } }, table('own')],
  ['no table', { target: 'X.GetItem' }, "Value null at 'tableName' failed to satisfy constraint"],
  [
    'statements in PartiQL',
    { target: 'X.ExecuteStatement', body: {} },
    'which rights this call takes is not known here',
  ],
  ['no operation', { target: 'X.' }, 'which action this call is for is not known here'],
  ['another protocol', { form: 'Action=GetItem' }, 'its calls are read in JSON here'],
  [
    'a condition on what is not derived',
    { target: 'X.GetItem', body: item('own'), role: 'keyed' },
    'the condition key dynamodb:leadingkeys, under which constructs/x.ts:7 is, is not derived from a call here',
  ],
  [
    'another service, granted in part',
    { target: 'X.RunTask', service: 'ecs' },
    'which resource this call is for is not known here',
  ],
  ['another service, not granted', { target: 'X.ListClusters', service: 'ecs' }, 'no identity-based policy allows'],
  ['an action that AWS does not have', { target: 'X.Nothing', service: 'ecs' }, 'which action this call is for'],
  ['a service of paths', { target: '', service: 'bedrock' }, 'bedrock is not served here'],
])('is refused for %s, and not sent on', async (_what, request, words) => {
  const { status, text } = await send(request);
  expect([status >= 400, text]).toEqual([true, expect.stringContaining(words)]);
  expect(emulator.heard).toEqual([]);
});

test('a call of a service that nobody answers for is told in one line: who, what, and the option', async () => {
  forwarded();
  const line =
    'reader called dynamodb:GetItem: dynamodb is not served here. What answers it is yours to name: an emulator, ' +
    '--forward dynamodb=http://127.0.0.1:PORT, or a stand-in, local/stand-ins/ (docs/run-locally.md).';
  await expect(clientOf('reader').send(get('own'))).rejects.toMatchObject({
    name: 'UnknownOperationException',
    message: line,
  });
  expect(elsewhere.refused).toEqual([line]);
});

test('a stand-in answers what its role may call, which is marked; another operation is told as ever', async () => {
  const GetItem = ({ Key }: dynamodb.GetItemCommandInput): Answered<dynamodb.GetItemCommandOutput> => {
    if (Key?.['id']?.S === 'gone') throw new AwsError('ResourceNotFoundException', 'no such table');
    return { Item: { ...Key, bytes: { B: Buffer.from('hi') } } };
  };
  elsewhere = new Elsewhere({ access, place, standIns: { dynamodb: { GetItem } } });
  const client = clientOf('reader');
  expect((await client.send(get('own'))).Item).toEqual({ id: { S: '1' }, bytes: { B: new Uint8Array([104, 105]) } });
  const gone = new dynamodb.GetItemCommand({ TableName: 'own', Key: { id: { S: 'gone' } } });
  await expect(client.send(gone)).rejects.toBeInstanceOf(dynamodb.ResourceNotFoundException);
  await expect(client.send(get('other'))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const put = new dynamodb.PutItemCommand({ TableName: 'own', Item: {} });
  await expect(client.send(put)).rejects.toThrow('dynamodb is not served here');
  expect(elsewhere.stoodIn).toEqual([{ call: 'dynamodb:GetItem', times: 2 }]);
  expect(uses.map(({ action, standIn }) => [action, standIn])).toEqual(Array(3).fill(['dynamodb:GetItem', true]));
  const recorder = new NeedsRecorder();
  for (const use of uses.slice(0, 1)) recorder.record(use);
  expect(recorder.needs()).toMatchObject([{ action: 'dynamodb:GetItem', standIn: true }]);
  expect(emulator.heard).toEqual([]);
});

test('so is an emulator that does not answer, and one that leads on', async () => {
  const gone = await Emulator.listen();
  const { url } = gone;
  await gone.close();
  const told = (at: string, why: string) =>
    `reader called dynamodb:GetItem: nothing answers at ${at} (${why}), as --forward dynamodb=${at} has it.`;
  forwarded(`dynamodb=${url}`);
  await expect(clientOf('reader').send(get('own'))).rejects.toThrow(told(url, 'ECONNREFUSED'));
  forwarded(`dynamodb=${emulator.url}`);
  emulator.answer = { status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' };
  await expect(clientOf('reader').send(get('own'))).rejects.toThrow(told(emulator.url, 'it answers 302'));
  expect(elsewhere.refused).toEqual([told(emulator.url, 'it answers 302')]);
});
