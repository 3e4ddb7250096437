import { join } from 'node:path';
import { readAccess, type Access } from '../../policies/iam/access';
import { authorize, type Principal } from '../../policies/iam/authorize';
import { pipelineRoles, type PipelineRoles } from '../../policies/pipeline/pipeline-roles';
import { readStack } from '../../terraform/read-stack';
import { type Stack } from '../../terraform/stack';
import { synthesizeInto } from '../../terraform/test-support';
import { type Use } from '../aws/shared/access-control';
import { type Account, standUp } from '../aws/account';
import { SimulatedClock } from '../aws/shared/clock';
import { temporaryFolder } from '../test-support';
import { ask } from './ask';
import { type Clients, clientsFor, close } from './clients';
import { readingsOf } from './readings';

jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('smoke-calls');
const uses: Use[] = [];
let stack: Stack;
let access: Access;
let roles: PipelineRoles['roles'];
let account: Account;
let clients: Clients;

beforeAll(async () => {
  synthesizeInto(folder);
  const bootstrap = readStack(join(folder, 'stacks/bootstrap-dev'));
  stack = readStack(join(folder, 'stacks/dev'));
  access = readAccess(bootstrap, [stack]);
  ({ roles } = pipelineRoles(bootstrap));
  account = await standUp(stack, { clock: new SimulatedClock(new Date()), folder, record: (use) => uses.push(use) });
  const credentials = account.credentialsFor(account.operator);
  clients = clientsFor({ region: stack.region, endpoint: account.endpoint, credentials, forcePathStyle: true });
});
afterAll(async () => {
  close(clients);
  await account.close();
  remove();
});

const role = (arn: string): Principal => ({ kind: 'role', arn });

test('the plan or the report role may make every call, by the policies’ own authorizer', () => {
  const refused = readingsOf(stack).readings.flatMap(({ read: { operation, action, resources, context = {} } }) =>
    [roles.plan, roles.report].some((arn) =>
      resources.every((resource) => authorize(access, { principal: role(arn), action, resource, context }).allowed),
    )
      ? []
      : [`${operation}: ${action} on ${resources.join(', ')}`],
  );
  expect(refused).toEqual([]);
});

test('what a call is said to take is what it asks for, it reads, and it is answered', async () => {
  for (const { read } of readingsOf(stack).readings) {
    uses.length = 0;
    const answer = await ask(read, clients, () => undefined);
    if (answer.kind === 'unserved') continue;
    expect([read.operation, answer.kind]).toEqual([read.operation, 'value']);
    const asked = uses.filter(({ service }) => service === 'sdk');
    expect(asked.map(({ action, resources }) => [action, resources])).toEqual([[read.action, read.resources]]);
  }
});

test('every call is a read', () => {
  const operations = new Set(readingsOf(stack).readings.map(({ read }) => read.operation));
  expect([...operations].filter((operation) => !/:(Get|Describe|List|Head)[A-Z]/.test(operation))).toEqual([]);
});

test('every resource that AWS knows of is read, or it is said why not', () => {
  const { readings, unread } = readingsOf(stack);
  const told = [...readings.flatMap(({ blocks }) => blocks), ...unread.map(({ block }) => block)];
  const all = stack.blocks.filter(({ kind, type }) => kind === 'resource' && type.startsWith('aws_'));
  expect(new Set(told.map(({ address }) => address))).toEqual(new Set(all.map(({ address }) => address)));
  expect(new Set(unread.map(({ block }) => block.type))).toEqual(new Set(['aws_sns_topic_subscription']));
});
