import { StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { type Json } from '../../../../terraform/stack';
import { synthesizeInto } from '../../../../terraform/test-support';
import { type Change, devStack, temporaryFolder } from '../../../test-support';
import { type Account, standUp } from '../../account';
import { clientsOf, type Clients } from '../../clients';
import { type Use } from '../../shared/access-control';
import { SimulatedClock } from '../../shared/clock';
import { type Execution } from '../execution';
import { type Machine, withMachine } from './test-support';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('nested-execution');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const nested = (form: string, more: Machine = {}): Machine => ({
  Type: 'Task',
  Resource: `arn:aws:states:::states:startExecution${form}`,
  Parameters: {
    'StateMachineArn.$': '$$.StateMachine.Id',
    Name: 'nested',
    Input: { 'as.$': '$.nested', n: 1 },
  },
  End: true,
  ...more,
});
const is = (value: string, next: string) => ({ Variable: '$.as', StringEquals: value, Next: next });
const late = [{ ErrorEquals: ['States.Timeout'], ResultPath: '$.caught', Next: 'Done' }];
const failed = [{ ErrorEquals: ['Own.Error'], ResultPath: '$.own', Next: 'Done' }];

/** The machine starts itself, and goes another way then. */
const states: Record<string, Machine> = {
  Way: {
    Type: 'Choice',
    Choices: [
      ...[is('text', 'Text'), is('json', 'Json'), is('late', 'Late'), is('answer', 'Answer')],
      ...[is('failure', 'Failure'), is('slow', 'Slow'), is('over', 'Over')],
    ],
    Default: 'Done',
  },
  Text: nested('.sync', { Catch: failed }),
  Json: nested('.sync:2', { Catch: failed, TimeoutSeconds: 90 }),
  Late: nested('.sync:2', { TimeoutSeconds: 5, Catch: late }),
  Answer: nested(''),
  Failure: { Type: 'Fail', Error: 'Own.Error', Cause: 'It could not.' },
  Slow: { Type: 'Wait', Seconds: 60, Next: 'Done' },
  Over: { Type: 'Task', ...nested('.sync'), HeartbeatSeconds: 3 },
  Done: { Type: 'Succeed' },
};
/** The task has a branch beside it, which goes on to the state three seconds later. */
function beside(next: Machine): Record<string, Machine> {
  const waits = { StartAt: 'Three', States: { Three: { Type: 'Wait', Seconds: 3, Next: 'Then' }, Then: next } };
  const branches = [{ StartAt: 'Follow', States: { Follow: nested('.sync') } }, waits];
  return { ...states, Text: { Type: 'Parallel', Branches: branches, End: true } };
}
const all = (...actions: string[]): Json => ({ Effect: 'Allow', Action: actions, Resource: '*' });
const follow = ['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'];
const watch = ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'];

let account: Account;
let used: Use[];
let clients: Clients;
async function stand(change: Change): Promise<void> {
  used = [];
  account = await standUp(devStack(folder, change), {
    clock: new SimulatedClock(new Date('2026-10-31T00:00:00Z')),
    folder: `${folder}/run`,
    record: (use) => used.push(use),
  });
  clients = clientsOf(account);
}
afterEach(async () => {
  // What they announced is on its way.
  await account?.events.idle();
  clients?.close();
  await account?.close();
});

async function start(input: object): Promise<string> {
  const [machine] = account.stepFunctions.machines();
  const { executionArn } = await clients.states.send(
    new StartExecutionCommand({ stateMachineArn: machine?.arn, name: 'outer', input: JSON.stringify(input) }),
  );
  return executionArn ?? '';
}

/** What became of the execution, and of that which it started. */
async function run(input: object): Promise<readonly Execution[]> {
  await start(input);
  await account.stepFunctions.idle();
  return account.stepFunctions.executions();
}
const typesOf = (execution: Execution | undefined) => execution?.history.events.map(({ type }) => type) ?? [];
const aborted = (outer: string) => ({
  status: 'ABORTED',
  error: undefined,
  cause: `The Task state in AWS Step Functions execution [${outer}] which was managing this resource was aborted`,
});

describe('an execution that a task waits for', () => {
  beforeEach(() => stand(withMachine(states, all(...follow, ...watch))));

  test.each([
    ['text', '{"as":"x","n":1}'],
    ['json', { as: 'x', n: 1 }],
  ])('gives what DescribeExecution tells, as %s', async (as, given) => {
    const [outer, inner] = await run({ as, nested: 'x' });
    const times = { StartDate: Date.parse('2026-10-31T00:00:00Z'), StopDate: Date.parse('2026-10-31T00:00:00Z') };
    // In this order, and each as it is: text or JSON.
    expect(outer?.output).toBe(
      JSON.stringify({
        ExecutionArn: inner?.identity.arn,
        Input: given,
        InputDetails: { Included: true },
        Name: 'nested',
        Output: given,
        OutputDetails: { Included: true },
        RedriveCount: 0,
        RedriveStatus: 'NOT_REDRIVABLE',
        RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
        StartDate: times.StartDate,
        StateMachineArn: inner?.machine.arn,
        Status: 'SUCCEEDED',
        StopDate: times.StopDate,
      }),
    );
    const submitted = outer?.history.events.find(({ type }) => type === 'TaskSubmitted');
    expect(submitted?.['taskSubmittedEventDetails']).toMatchObject({
      resource: `startExecution.sync${as === 'json' ? ':2' : ''}`,
      output: expect.stringContaining(`"StartDate":${times.StartDate}`),
    });
  });

  test('takes of the rights that AWS lists those that it comes to, of the machine’s role', async () => {
    const [outer, inner] = await run({ as: 'text', nested: 'x' });
    const needed = used.filter(
      ({ principal }) => principal.kind === 'role' && principal.arn === outer?.machine.roleArn,
    );
    const rights = needed.map(({ action, resources }) => [action, ...resources]);
    const rule = 'arn:aws:events:eu-west-1:000000000000:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule';
    expect(rights).toEqual(
      expect.arrayContaining([
        ...watch.map((action) => [action, rule]),
        ['states:StartExecution', outer?.machine.arn],
        ['states:DescribeExecution', inner?.identity.arn],
      ]),
    );
  });

  test('that is not waited for tells when it began in milliseconds, too', async () => {
    const [outer] = await run({ as: 'answer', nested: 'x' });
    expect(JSON.parse(outer?.output ?? '')).toMatchObject({ StartDate: Date.parse('2026-10-31T00:00:00Z') });
  });

  test.each(['text', 'json'])('fails the task by States.TaskFailed alone, and tells texts, as %s', async (as) => {
    const [outer] = await run({ as, nested: 'failure' });
    expect(outer).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(outer?.cause).toMatch(/^\{"Cause":"It could not\.","Error":"Own\.Error","ExecutionArn":"[^"]+:nested",/);
    expect(outer?.cause).toContain(String.raw`"Input":"{\"as\":\"failure\",\"n\":1}"`);
    expect(typesOf(outer).slice(-2)).toEqual(['TaskFailed', 'ExecutionFailed']);
  });

  test('works in its own time, and nothing that waits takes its place', async () => {
    const [outer, inner] = await run({ as: 'text', nested: 'slow' });
    expect([outer?.status, inner?.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(outer?.stopDate).toEqual(new Date('2026-10-31T00:01:00Z'));
  });

  test('is stopped when the task’s time is up', async () => {
    const [outer, inner] = await run({ as: 'late', nested: 'slow' });
    expect(inner).toMatchObject(aborted(outer?.identity.arn ?? ''));
    expect(inner?.stopDate).toEqual(new Date('2026-10-31T00:00:05Z'));
    expect(JSON.parse(outer?.output ?? '')).toMatchObject({ caught: { Error: 'States.Timeout' } });
    expect(typesOf(outer)).toContain('TaskTimedOut');
  });

  test('is not stopped by what is not known: a heartbeat that nobody sends it', async () => {
    const [outer] = await run({ as: 'over', nested: 'slow' });
    expect(outer?.cause).toContain('no .waitForTaskToken and takes longer than its HeartbeatSeconds of 3');
  });

  test('whose name is taken was never submitted', async () => {
    const [machine] = account.stepFunctions.machines();
    await clients.states.send(
      new StartExecutionCommand({ stateMachineArn: machine?.arn, name: 'nested', input: '{"as":"other"}' }),
    );
    const [, outer] = await run({ as: 'text', nested: 'x' });
    expect(outer?.error).toBe('StepFunctions.ExecutionAlreadyExistsException');
    expect(typesOf(outer).slice(-2)).toEqual(['TaskSubmitFailed', 'ExecutionFailed']);
  });
});

test.each<[string, Record<string, Machine>, string, string]>([
  ['is stopped', states, 'ABORTED', '00:00:07'],
  ['has another branch that fails', beside({ Type: 'Fail', Error: 'E' }), 'FAILED', '00:00:03'],
])('an execution that %s stops that which it waits for', async (_, machine, status, time) => {
  await stand(withMachine(machine, all(...follow, ...watch)));
  const at = new Date('2026-10-31T00:00:07Z');
  const executionArn = await start({ as: 'text', nested: 'slow' });
  account.clock.schedule(at, async () => {
    await clients.states.send(new StopExecutionCommand({ executionArn }));
    await account.stepFunctions.quiet();
  });
  await account.stepFunctions.idle();
  expect(account.stepFunctions.executions()).toMatchObject([
    { status },
    { ...aborted(executionArn), stopDate: new Date(`2026-10-31T${time}Z`) },
  ]);
});

test('without the right to stop it, it goes on, and the refusal is kept', async () => {
  const [starts = '', describes = ''] = follow;
  await stand(withMachine(states, all(starts, describes, ...watch)));
  const [outer, inner] = await run({ as: 'late', nested: 'slow' });
  expect([outer?.status, inner?.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  expect(account.accessControl.refusals.map(({ use }) => use.action)).toContain('states:StopExecution');
});

test('without the right to describe it, the execution ends with what is not known', async () => {
  await stand(withMachine(states, all('states:StartExecution', ...watch)));
  const [outer] = await run({ as: 'text', nested: 'x' });
  expect(outer?.cause).toMatch(
    /startExecution\.sync whose execution \S+ can not be described: .*states:DescribeExecution/,
  );
});

test('a role that may not have the rule made by which Step Functions hears of its end has no such machine', async () => {
  await expect(stand(withMachine(states, all(...follow, 'events:PutRule', 'events:DescribeRule')))).rejects.toThrow(
    'is not authorized to perform: events:PutTargets on resource: ' +
      'arn:aws:events:eu-west-1:000000000000:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule',
  );
});
