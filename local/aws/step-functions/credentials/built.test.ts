import { render } from '../../../../state-machines/language/rendered/render';
import { synthesizeInto } from '../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../test-support';
import { standUp } from '../../account';
import { SimulatedClock } from '../../shared/clock';
import { allow, arns, derived, type Given, machine, rights, run, self, trusting } from './test-support';
import { type Machine, taskRoleArn, withMachine } from '../sdk/test-support';

// What the builder's types and rights say of tasks that run as another role, held against what runs.

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('built-credentials');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

test('tasks run as the role that they name with the rights that are derived, and the record tells each role’s own', async () => {
  expect(derived).toEqual([{ Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [taskRoleArn] }]);
  const { status, cause, output, history, uses, refused } = await run(folder);
  expect({ status, cause, refused }).toEqual({ status: 'SUCCEEDED', cause: '', refused: [] });
  expect(output).toMatchObject({
    workgroup: { name: 'analytics-dev-blog' },
    execution: { Status: 'SUCCEEDED' },
    looked: { Error: 'InvalidInput' },
  });
  const scheduled = history?.events.filter(({ type }) => type.endsWith('Scheduled'));
  expect(
    scheduled?.map((event) => event['taskScheduledEventDetails'] ?? event['lambdaFunctionScheduledEventDetails']),
  ).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ taskCredentials: { roleArn: taskRoleArn } })));
  const of = (name: RegExp) =>
    new Set(uses.filter(({ principalName }) => name.test(principalName)).map(({ action }) => action));
  expect(of(/^task-role$/)).toEqual(
    new Set(['athena:GetWorkGroup', 'states:StartExecution', 'states:DescribeExecution', 'lambda:InvokeFunction']),
  );
  expect([...of(/^state-machine-role/)].filter((action) => !/^(logs|xray):/.test(action))).toEqual(['sts:AssumeRole']);
});

const notAssumed = {
  error: 'States.TaskFailed',
  cause: expect.stringMatching(
    /^The role arn:aws:iam::000000000000:role\/state-machine-role\S+ is not authorized to assume the task state's role, arn:aws:iam::000000000000:role\/task-role\.$/,
  ),
};
const without = (action: string): Given => ({
  ofTask: rights.filter((one) => !JSON.stringify(one).includes(`"${action}"`)),
});
const asTask = 'assumed-role/task-role/task-role is not authorized to perform: ';

test.each<[string, Given, { error: string; cause: unknown }]>([
  ['the machine’s right to assume the role', { derived: [] }, notAssumed],
  [
    'the role’s trust in the machine',
    { trusted: () => ({ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }) },
    notAssumed,
  ],
  [
    'the role’s right to the action of the SDK',
    without('athena:GetWorkGroup'),
    {
      error: 'Athena.AthenaException',
      cause: expect.stringContaining('You are not authorized to perform: athena:GetWorkGroup on the resource.'),
    },
  ],
  [
    'the role’s right to start an execution',
    without('states:StartExecution'),
    {
      error: 'StepFunctions.AWSStepFunctionsException',
      cause: expect.stringContaining(`${asTask}states:StartExecution`),
    },
  ],
  [
    'the role’s right to ask for its end',
    without('states:DescribeExecution'),
    { error: 'States.Runtime', cause: expect.stringContaining(`${asTask}states:DescribeExecution`) },
  ],
  [
    'the role’s right to the function, which the machine’s role has',
    { ...without('lambda:InvokeFunction'), derived: [...derived, allow('lambda:InvokeFunction', arns.look)] },
    { error: 'Lambda.AWSLambdaException', cause: expect.stringContaining(`${asTask}lambda:InvokeFunction`) },
  ],
])('they do not without %s', async (_, given, told) => {
  const { status, error, cause, refused } = await run(folder, given);
  expect({ status, error, cause }).toEqual({ status: 'FAILED', ...told });
  expect(refused).toHaveLength(1);
});

test.each<[string, Given['trusted'], 'SUCCEEDED' | 'FAILED']>([
  ['the account', () => trusting({ AWS: 'arn:aws:iam::000000000000:root' }), 'SUCCEEDED'],
  ['another account', () => trusting({ AWS: 'arn:aws:iam::111111111111:root' }), 'FAILED'],
  ['the machine by its ARN', (AWS) => trusting({ AWS }, { StringEquals: { 'sts:ExternalId': self } }), 'SUCCEEDED'],
  ['another machine', (AWS) => trusting({ AWS }, { StringEquals: { 'sts:ExternalId': `${self}-2` } }), 'FAILED'],
])('a role may trust %s', async (_, trusted, status) => {
  expect(await run(folder, { ...(trusted ? { trusted } : {}) })).toMatchObject({ status });
});

test.each([
  ['of another account', 'arn:aws:iam::111111111111:role/task-role', 'a role of another account than 000000000000'],
  ['by no ARN', 'task-role', 'Credentials with the RoleArn "task-role", which is no ARN of a role'],
])('a role %s that only the execution knows ends it by name', async (_, role, told) => {
  const { status, error, cause } = await run(folder, { role });
  expect({ status, error, cause }).toEqual({
    status: 'FAILED',
    error: 'States.Runtime',
    cause: expect.stringContaining(told),
  });
});

test('a role of another account is refused when the stack is stood up', async () => {
  const other = { ...arns, role: 'arn:aws:iam::111111111111:role/theirs' };
  const states = render(machine, other).definition.States as Record<string, Machine>;
  const stack = devStack(folder, withMachine(states));
  const clock = new SimulatedClock(new Date('2026-10-31T00:00:00Z'));
  await expect(standUp(stack, { clock, folder: `${folder}/run` })).rejects.toThrow(
    'Credentials.RoleArn arn:aws:iam::111111111111:role/theirs (a role of this account, 000000000000)',
  );
});
