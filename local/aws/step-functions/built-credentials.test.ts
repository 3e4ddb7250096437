import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { render } from '../../../state-machines/language/rendered/render';
import { sdkTask } from '../../../state-machines/language/services/sdk/sdk-task';
import { startExecutionSync } from '../../../state-machines/language/services/services';
import { stateMachine } from '../../../state-machines/language/state-machine';
import { lambdaTask } from '../../../state-machines/language/written/lambda-task';
import { type Json } from '../../../terraform/stack';
import { synthesizeInto } from '../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../test-support';
import { standUp } from '../account';
import { clientsOf } from '../clients';
import { type Use } from '../shared/access-control';
import { SimulatedClock } from '../shared/clock';
import { type Machine, taskRoleArn, withMachine, withTaskRole } from './sdk/test-support';

// What the builder's types and rights say of tasks that run as another role, held against what runs.

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('built-credentials');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
const self = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
const arns = {
  self,
  role: taskRoleArn,
  look: 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-check-query-execution',
  workgroup: 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog',
};
const look = lambdaTask<Schema<{ queryExecutionId: string }>, Schema<{ state: string }>>()('look');
const nested = startExecutionSync<{ nested: boolean; role: string }, object>()('self');

const machine = stateMachine<{ nested: boolean; role: string }>()({
  startAt: 'Which',
  states: {
    Which: {
      type: 'Choice',
      choices: [{ variable: '$.nested', booleanEquals: true, next: 'Done' }],
      default: 'Workgroup',
    },
    Workgroup: {
      type: 'Task',
      run: sdkTask('athena', 'getWorkGroup', { on: 'workgroup', present: ['WorkGroup', 'WorkGroup.Name'] }),
      credentials: { roleArn: 'role' },
      parameters: { WorkGroup: 'analytics-dev-blog' },
      resultSelector: { name: '$.WorkGroup.Name' },
      resultPath: '$.workgroup',
      next: 'Nested',
    },
    Nested: {
      type: 'Task',
      run: nested,
      credentials: { roleArn: '$.role', roles: ['role'] },
      parameters: { Input: { nested: true, role: '$.role' } },
      resultPath: '$.execution',
      next: 'Look',
    },
    Look: {
      type: 'Task',
      run: look,
      credentials: { roleArn: 'role' },
      parameters: { queryExecutionId: 'none' },
      resultPath: null,
      catch: [{ errorEquals: ['InvalidInput'], resultPath: '$.looked', next: 'Done' }],
      next: 'Done',
    },
    Done: { type: 'Succeed' },
  },
});

const allow = (Action: string, Resource: string): Json => ({ Effect: 'Allow', Action, Resource });
const runs = `${self.replace('stateMachine', 'execution')}:*`;
/** What the tasks take of the role that they run as. */
const rights: readonly Json[] = [
  allow('athena:GetWorkGroup', arns.workgroup),
  allow('states:StartExecution', self),
  allow('states:DescribeExecution', runs),
  allow('lambda:InvokeFunction', arns.look),
];

interface Given {
  /** The machine's role's, beside what the report's machine takes. */
  readonly derived?: readonly Json[];
  readonly ofTask?: readonly Json[];
  readonly trusted?: (machineRole: string) => Json;
  readonly role?: string;
}

const { definition, permissions } = render(machine, arns);
const derived = permissions.map(({ actions, resources }) => ({
  Effect: 'Allow',
  Action: [...actions],
  Resource: [...resources],
}));

async function run({ derived: own = derived, ofTask = rights, trusted, role = taskRoleArn }: Given = {}) {
  const states = definition.States as Record<string, Machine>;
  const change = (json: string) => withMachine(states, ...own)(withTaskRole(ofTask, trusted)(json));
  const uses: Use[] = [];
  const account = await standUp(devStack(folder, change), {
    clock: new SimulatedClock(new Date('2026-10-31T00:00:00Z')),
    folder: `${folder}/run`,
    record: (use) => uses.push(use),
  });
  const clients = clientsOf(account);
  try {
    const input = JSON.stringify({ nested: false, role });
    await clients.states.send(new StartExecutionCommand({ stateMachineArn: self, input }));
    await account.stepFunctions.idle();
    const [execution] = account.stepFunctions.executions();
    const { status, error, cause = '', output = 'null', history } = execution ?? {};
    const refused = account.accessControl.refusals.map(
      ({ use, resource }) => `${use.principalName} ${use.action} ${resource}`,
    );
    return { status, error, cause, output: JSON.parse(output) as unknown, history, uses, refused };
  } finally {
    clients.close();
    await account.close();
  }
}

test('tasks run as the role that they name with the rights that are derived, and the record tells each role’s own', async () => {
  expect(derived).toEqual([{ Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: [taskRoleArn] }]);
  const { status, cause, output, history, uses, refused } = await run();
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
    { error: 'Athena.AthenaException', cause: expect.stringContaining(`${asTask}athena:GetWorkGroup`) },
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
  const { status, error, cause, refused } = await run(given);
  expect({ status, error, cause }).toEqual({ status: 'FAILED', ...told });
  expect(refused).toHaveLength(1);
});

const trusting = (Principal: Json, Condition?: Json): Json => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...(Condition === undefined ? {} : { Condition }),
});

test.each<[string, Given['trusted'], 'SUCCEEDED' | 'FAILED']>([
  ['the account', () => trusting({ AWS: 'arn:aws:iam::000000000000:root' }), 'SUCCEEDED'],
  ['another account', () => trusting({ AWS: 'arn:aws:iam::111111111111:root' }), 'FAILED'],
  ['the machine by its ARN', (AWS) => trusting({ AWS }, { StringEquals: { 'sts:ExternalId': self } }), 'SUCCEEDED'],
  ['another machine', (AWS) => trusting({ AWS }, { StringEquals: { 'sts:ExternalId': `${self}-2` } }), 'FAILED'],
])('a role may trust %s', async (_, trusted, status) => {
  expect(await run({ ...(trusted ? { trusted } : {}) })).toMatchObject({ status });
});

test.each([
  ['of another account', 'arn:aws:iam::111111111111:role/task-role', 'a role of another account than 000000000000'],
  ['by no ARN', 'task-role', 'Credentials with the RoleArn "task-role", which is no ARN of a role'],
])('a role %s that only the execution knows ends it by name', async (_, role, told) => {
  const { status, error, cause } = await run({ role });
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
