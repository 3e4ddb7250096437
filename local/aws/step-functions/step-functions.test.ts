import * as fn from '../../../state-machines/language/written/intrinsic';
import { lambdaTask } from '../../../state-machines/language/written/lambda-task';
import { render } from '../../../state-machines/language/rendered/render';
import { stateMachine } from '../../../state-machines/language/state-machine';
import { type Access, readAccess } from '../../../policies/iam/access';
import { readNeighbours } from '../../../terraform/stacks/neighbours';
import { type Stack } from '../../../terraform/stack';
import { type CloudWatchService } from '../cloudwatch/cloudwatch';
import { Reporter } from '../cloudwatch/reports';
import { AccessControl, type Use } from '../shared/access-control';
import { callBy } from '../shared/call';
import { SimulatedClock } from '../shared/clock';
import { type Transition } from './execution';
import { KeptExecutions } from './kept-executions';
import { type KeptLine } from '../service';
import { type LambdaAnswer } from './lambda-task';
import { synthesizeInto } from '../../../terraform/test-support';
import { temporaryFolder, devStack, withoutStatement } from '../../test-support';
import { type StatusChange, StepFunctionsService } from './step-functions';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('step-functions');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const stateMachineArn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog';
const functionArn = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-${name}`;
const input = JSON.stringify({ startDate: '2026-02-01', endDate: '2026-02-28' });

type Handler = (payload: Record<string, unknown>) => unknown;

/** What the policies of a stack grant, read once for all that stand it up. */
const grants = new Map<Stack, Access>();

/** The stack's machine, or another definition in its place, with functions of the test's. */
async function standUp(handlers: Record<string, Handler>, definition?: object, change?: (json: string) => string) {
  const stack: Stack = devStack(folder, change);
  const blocks = stack.blocks.map((block) =>
    block.type === 'aws_sfn_state_machine' && definition
      ? { ...block, values: { ...block.values, definition: JSON.stringify(definition) } }
      : block,
  );
  const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
  const uses: Use[] = [];
  const transitions: Transition[] = [];
  const changes: StatusChange[] = [];
  const granted = grants.get(stack) ?? readAccess(stack, readNeighbours(stack));
  grants.set(stack, granted);
  const access = new AccessControl(
    granted,
    (use) => uses.push(use),
    () => clock.now(),
  );
  const invoke = async (arn: string, payload: string): Promise<LambdaAnswer> => {
    const handler = handlers[arn.split(':').pop()?.replace('dev-blog-', '') ?? ''];
    if (!handler) throw new Error(`no ${arn}`);
    try {
      return { payload: JSON.stringify((await handler(JSON.parse(payload) as Record<string, unknown>)) ?? null) };
    } catch (error) {
      const { name, message } = error as Error;
      return { payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }), error };
    }
  };
  const service = await StepFunctionsService.create({
    stack: { ...stack, blocks },
    access,
    clock,
    invoke,
    sendAs: () => () => Promise.reject(new Error('no task calls a service')),
    queryEnded: () => Promise.reject(new Error('no task waits for a query')),
    tasksAtOnce: 16,
    settled: () => Promise.resolve(),
    onTransition: (transition) => transitions.push(transition),
    onStatusChange: (changed) => changes.push(changed),
  });
  const call = callBy(access, { kind: 'root', accountId: stack.accountId }, 'request');
  const operate = (name: string, given: Record<string, unknown>) => {
    const operation = service.operations[name];
    if (!operation) throw new Error(`no ${name}`);
    return operation(given, call) as Promise<Record<string, unknown>>;
  };
  const execute = async (given = input, name?: string) => {
    const { executionArn } = await operate('StartExecution', {
      stateMachineArn,
      input: given,
      ...(name ? { name } : {}),
    });
    await service.idle();
    return operate('DescribeExecution', { executionArn });
  };
  const history = async (executionArn: unknown, reverseOrder = false) =>
    (
      (await operate('GetExecutionHistory', { executionArn, reverseOrder })) as {
        events: { type: string; id: number; previousEventId: number; timestamp: Date }[];
      }
    ).events;
  return { service, clock, uses, access, transitions, changes, operate, execute, history };
}

const query = { startDate: '2026-02-01', endDate: '2026-02-28', queryExecutionId: 'q', attempt: 0 };
const status = (state: string) => ({
  ...query,
  state,
  waitSeconds: 30,
  dataScannedInBytes: 1,
  engineExecutionTimeInMillis: 1,
  failure: { Error: `Athena.${state}`, Cause: 'why' },
});

function reportHandlers(states: string[]): Record<string, Handler> {
  return {
    'start-query-execution': ({ previousAttempt }) => ({
      ...query,
      attempt: previousAttempt === undefined ? 0 : Number(previousAttempt) + 1,
    }),
    'check-query-execution': ({ attempt }) => ({ ...status(states.shift() ?? 'SUCCEEDED'), attempt }),
    'send-report': () => ({ messageId: 'm', subject: 's' }),
  };
}

test('the report machine polls, waits on the simulated clock and succeeds', async () => {
  const run = await standUp(reportHandlers(['QUEUED', 'RUNNING']));
  const { status: ended, output, executionArn, startDate, stopDate } = await run.execute();
  expect([ended, output]).toEqual(['SUCCEEDED', '{"messageId":"m","subject":"s"}']);
  expect((stopDate as Date).getTime() - (startDate as Date).getTime()).toBe(60_000);
  const events = await run.history(executionArn);
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    ...task,
    ...[...task, 'ChoiceStateEntered', 'ChoiceStateExited', 'WaitStateEntered', 'WaitStateExited'],
    ...[...task, 'ChoiceStateEntered', 'ChoiceStateExited', 'WaitStateEntered', 'WaitStateExited'],
    ...[...task, 'ChoiceStateEntered', 'ChoiceStateExited'],
    ...task,
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
  // The first state follows no event, as on AWS.
  expect(events.map(({ previousEventId }) => previousEventId)).toEqual([
    0,
    0,
    ...events.slice(2).map(({ id }) => id - 1),
  ]);
  const waits = events
    .filter(({ type }) => type.startsWith('WaitState'))
    .map(({ timestamp }) => timestamp.toISOString());
  expect(waits).toEqual([
    '2026-03-01T08:00:00.000Z',
    '2026-03-01T08:00:30.000Z',
    '2026-03-01T08:00:30.000Z',
    '2026-03-01T08:01:00.000Z',
  ]);
  expect(run.transitions.filter(({ what }) => what === 'waiting')).toMatchObject([
    { state: 'Wait', type: 'Wait', seconds: 30 },
    {},
  ]);
  expect(run.changes.map(({ detail }) => detail.status)).toEqual(['RUNNING', 'SUCCEEDED']);
});
const task = [
  'TaskStateEntered',
  'LambdaFunctionScheduled',
  'LambdaFunctionStarted',
  'LambdaFunctionSucceeded',
  'TaskStateExited',
];

test("the context object is the execution's own", async () => {
  let seen: unknown;
  const run = await standUp({
    ...reportHandlers([]),
    'start-query-execution': (payload) => ((seen = payload['execution']), query),
  });
  const { executionArn } = await run.execute(input, 'dev-2026-02');
  expect(executionArn).toBe('arn:aws:states:eu-west-1:000000000000:execution:analytics-dev-blog:dev-2026-02');
  expect(seen).toEqual({ id: executionArn, redriveCount: 0 });
});

test("a failed query fails the execution with Athena's reason, and says so to EventBridge", async () => {
  const run = await standUp(reportHandlers(['FAILED', 'FAILED', 'FAILED']));
  expect(await run.execute()).toMatchObject({ status: 'FAILED', error: 'Athena.FAILED', cause: 'why' });
  expect(run.changes[1]).toMatchObject({
    source: 'aws.states',
    'detail-type': 'Step Functions Execution Status Change',
    detail: {
      stateMachineArn,
      status: 'FAILED',
      error: 'Athena.FAILED',
      cause: 'why',
      input,
      output: null,
      // It was started again twice.
      stopDate: Date.parse('2026-03-01T08:01:00Z'),
    },
  });
});

test("a function's error is caught by its type, with the function's answer as cause", async () => {
  class Invalid extends Error {
    override name = 'InvalidPeriod';
  }
  const run = await standUp({
    ...reportHandlers([]),
    'start-query-execution': () => {
      throw new Invalid('startDate');
    },
  });
  const { error, cause } = await run.execute();
  expect(error).toBe('InvalidPeriod');
  expect(JSON.parse(String(cause))).toEqual({ errorType: 'InvalidPeriod', errorMessage: 'startDate', trace: [] });
});

test('without lambda:InvokeFunction on one function the run fails there, as AWS words it', async () => {
  const withoutCheck = (json: string) =>
    json.replace(/\\"\$\{aws_lambda_function\.report-workflow_check-query-execution\.arn\}\\",/, '');
  const run = await standUp(reportHandlers([]), undefined, withoutCheck);
  const { status: ended, error, cause } = await run.execute();
  expect([ended, error]).toEqual(['FAILED', 'Lambda.AWSLambdaException']);
  expect(cause).toMatch(
    new RegExp(
      `^User: arn:aws:sts::000000000000:assumed-role/.* is not authorized to perform: lambda:InvokeFunction on resource: ${functionArn('check-query-execution')} because no identity-based policy allows`,
    ),
  );
  // Retried ten times, for six minutes.
  expect(run.transitions.filter(({ what }) => what === 'retrying').map(({ seconds }) => seconds)).toEqual([
    ...[2, 4, 8, 16, 32],
    ...[60, 60, 60, 60, 60],
  ]);
  expect(run.access.refusals[0]?.verdict.where?.file).toMatch(/^constructs\//);
});

test('a role that may not deliver logs cannot have a machine', async () => {
  await expect(standUp(reportHandlers([]), undefined, withoutStatement('DeliverLogs'))).rejects.toThrow(
    'logs:CreateLogDelivery',
  );
});

test("the machine's timeout ends a loop that does not", async () => {
  const run = await standUp({ ...reportHandlers([]), 'check-query-execution': () => status('RUNNING') });
  const { status: ended, startDate, stopDate, executionArn } = await run.execute();
  expect([ended, (stopDate as Date).getTime() - (startDate as Date).getTime()]).toEqual(['TIMED_OUT', 3_600_000]);
  expect((await run.history(executionArn, true))[0]?.type).toBe('ExecutionTimedOut');
  expect(run.changes.at(-1)?.detail).toMatchObject({ status: 'TIMED_OUT', error: 'States.Timeout' });
});

test('names make executions idempotent: same input while it runs, refused after', async () => {
  let release: (value: unknown) => void = () => undefined;
  const run = await standUp({
    ...reportHandlers([]),
    'start-query-execution': () => new Promise((resolve) => (release = resolve)),
  });
  const start = (given: string) =>
    run.operate('StartExecution', { stateMachineArn, name: 'dev-2026-02', input: given });
  const first = await start(input);
  expect(await start(input)).toEqual(first);
  await expect(start('{}')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  while (!run.uses.some(({ action }) => action === 'lambda:InvokeFunction')) await new Promise(setImmediate);
  release(query);
  await run.service.idle();
  await expect(start(input)).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  expect(await run.operate('ListExecutions', { stateMachineArn })).toMatchObject({
    executions: [{ status: 'SUCCEEDED' }],
  });
});

test('an execution can be stopped, once', async () => {
  const run = await standUp({ ...reportHandlers([]), 'start-query-execution': () => new Promise(() => undefined) });
  const { executionArn } = await run.operate('StartExecution', { stateMachineArn, input });
  await run.operate('StopExecution', { executionArn, error: 'Mine', cause: 'enough' });
  await run.operate('StopExecution', { executionArn, error: 'Other' });
  await run.service.idle();
  expect(await run.operate('DescribeExecution', { executionArn })).toMatchObject({
    status: 'ABORTED',
    error: 'Mine',
    cause: 'enough',
  });
  expect((await run.history(executionArn)).at(-1)?.type).toBe('ExecutionAborted');
});

test.each([
  [{ name: 'a b' }, 'InvalidName'],
  [{ name: 'x'.repeat(81) }, 'ValidationException'],
  [{ name: 'a:b' }, 'InvalidName'],
  [{ input: '{' }, 'InvalidExecutionInput'],
  [{ input: JSON.stringify('x'.repeat(262_144)) }, 'ValidationException'],
  // In bytes, where the model counts characters.
  [{ input: JSON.stringify('é'.repeat(200_000)) }, 'InvalidExecutionInput'],
  [{ stateMachineArn: `${stateMachineArn}x` }, 'StateMachineDoesNotExist'],
])('StartExecution refuses %j', async (given, code) => {
  const run = await standUp(reportHandlers([]));
  await expect(run.operate('StartExecution', { stateMachineArn, ...given })).rejects.toMatchObject({ code });
});

/* The answers are recorded: radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/redrive_execution.json, 01-sequence. */
test('a redrive is answered once for a token, counted, told of and described', async () => {
  const calls = [false, false, true];
  const definition = {
    StartAt: 'Send',
    States: { Send: { Type: 'Task', Resource: functionArn('send-report'), End: true } },
  };
  const run = await standUp(
    {
      'send-report': () => {
        if (calls.shift() === true) return { sent: true };
        throw Object.assign(new Error('away'), { name: 'Away' });
      },
    },
    definition,
  );
  const { executionArn, startDate } = await run.operate('StartExecution', { stateMachineArn, input, name: 'r' });
  const describe = () => run.operate('DescribeExecution', { executionArn });
  const redrive = async (clientToken?: string) => {
    const answer = await run.operate('RedriveExecution', { executionArn, ...(clientToken ? { clientToken } : {}) });
    const { redriveStatus, redriveStatusReason, ...rest } = await describe();
    expect([redriveStatus, redriveStatusReason]).toEqual(
      rest['status'] === 'FAILED' ? ['REDRIVABLE', undefined] : ['NOT_REDRIVABLE', expect.any(String) as unknown],
    );
    await run.service.idle();
    await run.clock.sleep(1000, 'a while');
    return answer['redriveDate'];
  };
  const refused = (status: string) => ({
    code: 'ExecutionNotRedrivable',
    message: `Execution ${String(executionArn)} invalid for redrive as: Execution is ${status} and cannot be redriven`,
  });
  await expect(redrive('B')).rejects.toMatchObject(refused('RUNNING'));
  await run.service.idle();
  expect(await describe()).toMatchObject({ status: 'FAILED', redriveCount: 0, redriveStatus: 'REDRIVABLE' });
  expect(await describe()).not.toHaveProperty('redriveDate');

  const first = await redrive('A');
  const failedAgain = await describe();
  expect(failedAgain).toMatchObject({
    status: 'FAILED',
    error: 'Away',
    redriveCount: 1,
    redriveDate: first,
    startDate,
  });
  // Its token redrives nothing more, and tells when it did.
  expect(await redrive('A')).toEqual(first);
  expect(await describe()).toEqual(failedAgain);
  const second = await redrive('B');
  expect(second).not.toEqual(first);
  expect([await redrive('A'), await redrive('B')]).toEqual([first, second]);
  const succeeded = await describe();
  expect(succeeded).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"sent":true}',
    redriveCount: 2,
    redriveDate: second,
  });
  for (const gone of ['error', 'cause']) expect(succeeded).not.toHaveProperty(gone);
  await expect(redrive('C')).rejects.toMatchObject(refused('SUCCEEDED'));
  await run.clock.sleep(15 * 60 * 1000, 'tokens are forgotten');
  await expect(redrive('A')).rejects.toMatchObject(refused('SUCCEEDED'));

  const { executions } = (await run.operate('ListExecutions', { stateMachineArn })) as { executions: object[] };
  expect(executions).toMatchObject([{ name: 'r', redriveCount: 2, redriveDate: second }]);
  expect(run.uses).toContainEqual(
    expect.objectContaining({ action: 'states:RedriveExecution', resources: [executionArn] }),
  );
  const at = (date: unknown) => (date as Date).getTime();
  expect(run.changes.map(({ detail }) => [detail.status, detail.redriveCount, detail.redriveDate])).toEqual([
    ['RUNNING', 0, null],
    ['FAILED', 0, null],
    ['RUNNING', 1, at(first)],
    ['FAILED', 1, at(first)],
    ['RUNNING', 2, at(second)],
    ['SUCCEEDED', 2, at(second)],
  ]);
  // Sums as recorded there: a redrive is no start, its end counts twice, and only a first attempt has a time.
  const counted: string[] = [];
  const cloudWatch = { put: ({ name }: { name: string }) => counted.push(name) };
  const reporter = new Reporter(cloudWatch as unknown as CloudWatchService);
  for (const changed of run.changes) reporter.execution(changed);
  expect(counted).toEqual([
    ...['ExecutionsStarted', 'ExecutionsFailed', 'ExecutionTime'],
    ...['ExecutionsRedriven', 'ExecutionsFailed', 'RedrivenExecutionsFailed'],
    ...['ExecutionsRedriven', 'ExecutionsSucceeded', 'RedrivenExecutionsSucceeded'],
  ]);
  expect(run.changes.slice(1, 3).map(({ detail }) => [detail.redriveStatus, detail.redriveStatusReason])).toEqual([
    ['REDRIVABLE', null],
    ['NOT_REDRIVABLE', 'Execution is RUNNING and cannot be redriven'],
  ]);
});

test('history comes in pages, and backwards', async () => {
  const run = await standUp(reportHandlers([]));
  const { executionArn } = await run.execute();
  const all = await run.history(executionArn);
  const ids: number[] = [];
  for (let nextToken: unknown, n = 0; n < 9; n++) {
    const answer = await run.operate('GetExecutionHistory', {
      executionArn,
      maxResults: 7,
      reverseOrder: true,
      ...(nextToken ? { nextToken } : {}),
    });
    ids.push(...(answer['events'] as { id: number }[]).map(({ id }) => id));
    nextToken = answer['nextToken'];
    if (!nextToken) break;
  }
  expect(ids).toEqual(all.map(({ id }) => id).reverse());
});

test('a machine of every kind of state runs as Step Functions would run it', async () => {
  const definition = {
    StartAt: 'Pass',
    States: {
      Pass: { Type: 'Pass', Result: { n: [1, 2] }, ResultPath: '$.pass', Next: 'Each' },
      Each: {
        Type: 'Map',
        ItemsPath: '$.pass.n',
        ItemSelector: {
          'item.$': '$$.Map.Item.Value',
          'of.$': '$$.Execution.Input.who',
          'machine.$': '$$.StateMachine.Name',
        },
        ItemProcessor: {
          StartAt: 'Call',
          States: {
            Call: {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Parameters: { FunctionName: functionArn('send-report'), 'Payload.$': '$' },
              OutputPath: '$.Payload',
              End: true,
            },
          },
        },
        ResultPath: '$.each',
        Next: 'Both',
      },
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Short', States: { Short: { Type: 'Wait', SecondsPath: '$.seconds', End: true } } },
          {
            StartAt: 'Long',
            States: { Long: { Type: 'Wait', TimestampPath: '$.until', OutputPath: '$.each', End: true } },
          },
        ],
        ResultSelector: { 'each.$': '$[1]' },
        Next: 'Whole',
      },
      Whole: { Type: 'Task', Resource: functionArn('send-report'), ResultPath: '$', Next: 'End' },
      End: { Type: 'Succeed' },
    },
  };
  const run = await standUp({ 'send-report': (payload) => ({ got: payload }) }, definition);
  const {
    status: ended,
    output,
    error,
    cause,
  } = await run.execute(JSON.stringify({ who: 'me', seconds: 5, until: '2026-03-01T09:00:00Z' }));
  expect({ ended, error, cause, output: JSON.parse(String(output)) as unknown }).toEqual({
    ended: 'SUCCEEDED',
    output: { got: { each: [1, 2].map((item) => ({ got: { item, of: 'me', machine: 'analytics-dev-blog' } })) } },
  });
  expect(run.clock.now().toISOString()).toBe('2026-03-01T09:00:00.000Z');
});

test("a machine of the builder's runs: branches, items, paths, variables and functions", async () => {
  const echo = lambdaTask<Schema<{ n: number; of: string }>, Schema<{ got: { n: number; of: string } }>>()('echo');
  const machine = stateMachine<{ who: string; numbers: number[]; note?: string }>()({
    startAt: 'Zero',
    states: {
      Zero: {
        type: 'Pass',
        result: 0,
        resultPath: '$.made.zero',
        assign: { zero: '$', who: '$$.Execution.Input.who' },
        next: 'NoNote',
      },
      NoNote: {
        type: 'Choice',
        choices: [
          { variable: '$.who', stringMatches: 'm?', next: 'Wrong' },
          {
            and: [{ variable: '$.note', isPresent: false }, { not: { variable: '$.who', isString: false } }],
            next: 'Each',
          },
        ],
        default: 'Wrong',
      },
      Each: {
        type: 'Map',
        itemsPath: '$.numbers',
        itemSelector: {
          n: fn.mathAdd('$$.Map.Item.Value', '$zero'),
          of: fn.format('{} (item {})', '$who', '$$.Map.Item.Index'),
        },
        itemProcessor: {
          startAt: 'Echo',
          states: { Echo: { type: 'Task', run: echo, outputPath: '$.got', end: true } },
        },
        resultPath: '$.each',
        next: 'Both',
      },
      Both: {
        type: 'Parallel',
        inputPath: '$.each',
        branches: [
          {
            startAt: 'Count',
            states: { Count: { type: 'Pass', parameters: { count: fn.arrayLength('$') }, end: true } },
          },
          { startAt: 'Later', states: { Later: { type: 'Wait', seconds: 7, outputPath: '$[*].of', end: true } } },
        ],
        resultSelector: {
          count: '$[0].count',
          all: '$[1]',
          parts: fn.stringSplit('a-b', '-'),
          has: fn.arrayContains(fn.arrayRange(1, 9, 2), 7),
          hash: fn.hash('x', 'MD5'),
        },
        end: true,
      },
      Wrong: { type: 'Fail', error: 'Wrong', cause: '$.who' },
    },
  });
  const { definition } = render(machine, { echo: functionArn('send-report') });
  const run = await standUp({ 'send-report': (payload) => ({ got: payload }) }, definition);
  const { status: ended, output, error, cause } = await run.execute(JSON.stringify({ who: 'me', numbers: [3, 4] }));
  expect({ ended, error, cause, output: JSON.parse(String(output)) as unknown }).toEqual({
    ended: 'SUCCEEDED',
    output: {
      count: 2,
      all: ['me (item 0)', 'me (item 1)'],
      parts: ['a', 'b'],
      has: true,
      hash: '9dd4e461268c8034f5c8564e155c67a6',
    },
  });
  expect(run.clock.now().toISOString()).toBe('2026-03-01T08:00:07.000Z');
});
test('a machine in JSONata with a variable is valid, runs with the rights of its role, and tells what it reads', async () => {
  const definition = {
    QueryLanguage: 'JSONata',
    StartAt: 'Limit',
    States: {
      Limit: { Type: 'Pass', Assign: { limit: '{% $count($states.input.names) %}' }, Next: 'Call' },
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: functionArn('send-report'), Payload: { n: '{% $limit %}' } },
        TimeoutSeconds: '{% $limit * 10 %}',
        Output: "{% $merge([$states.result.Payload, {'names': $states.input.names}]) %}",
        Next: 'Enough',
      },
      Enough: {
        Type: 'Choice',
        Choices: [
          { Condition: '{% $states.input.n >= $limit %}', Next: 'Done', Output: '{% $states.input.names[0] %}' },
        ],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  };
  const run = await standUp({ 'send-report': (payload) => payload }, definition);
  expect(await run.execute('{"names":["a","b"]}')).toMatchObject({ status: 'SUCCEEDED', output: '"a"' });
  const [machine] = run.service.machines();
  expect(await run.operate('DescribeStateMachine', { stateMachineArn: machine?.arn })).toMatchObject({
    variableReferences: { Call: ['limit'], Enough: ['limit'] },
  });
});

describe('a function that is told a token', () => {
  const waiting = {
    StartAt: 'Ask',
    TimeoutSeconds: 60,
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
        Parameters: { FunctionName: functionArn('send-report'), Payload: { 'token.$': '$$.Task.Token' } },
        End: true,
      },
    },
  };

  test('may hand it back before it returns', async () => {
    const run = await standUp(
      {
        'send-report': ({ token }) =>
          run.operate('SendTaskSuccess', { taskToken: token, output: '"early"' }).then(() => ({ late: true })),
      },
      waiting,
    );
    const { executionArn, output } = await run.execute('{}');
    expect(output).toBe('"early"');
    const events = await run.history(executionArn);
    expect(events.map(({ type }) => type).slice(3, 6)).toEqual(['TaskStarted', 'TaskSubmitted', 'TaskSucceeded']);
  });

  test('and does not hand it back, is waited for as long as the machine may run', async () => {
    const run = await standUp({ 'send-report': () => null }, waiting);
    const execution = await run.execute('{}');
    expect(execution).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date('2026-03-01T08:01:00Z') });
    // Its history alone tells why.
    expect(execution).not.toHaveProperty('error');
  });

  test('and fails was never submitted', async () => {
    const run = await standUp(
      {
        'send-report': () => {
          throw new RangeError('too far');
        },
      },
      waiting,
    );
    const { executionArn, error } = await run.execute('{}');
    expect(error).toBe('RangeError');
    const events = await run.history(executionArn);
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['TaskSubmitFailed', 'ExecutionFailed']);
  });
});

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}

const pass = { Type: 'Pass', End: true };
const one = (state: object) => ({ StartAt: 'A', States: { A: state } });
const sent = { Type: 'Task', Resource: 'arn:aws:states:::sns:publish.waitForTaskToken', End: true };
test.each<[object, string]>([
  [{ QueryLanguage: 'JSONata', ...one({ ...pass, Output: '{% phone %}' }) }, "Output: Reference to 'phone' at the top"],
  [one({ ...pass, Assign: { 'x.$': '$y' } }), 'path $y (no state of its workflow assigns y)'],
  [
    one({ Type: 'Task', Resource: functionArn('x'), HeartbeatSeconds: 9, TimeoutSeconds: 9, End: true }),
    'state A: HeartbeatSeconds 9 (must be below TimeoutSeconds, 9)',
  ],
  [
    one({ Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem.waitForTaskToken', Parameters: {}, End: true }),
    'dynamodb:putItem.waitForTaskToken (AWS has no .waitForTaskToken of it)',
  ],
  [
    one({ Type: 'Task', Resource: `${functionArn('x')}.waitForTaskToken`, End: true }),
    'x.waitForTaskToken (Lambda functions run here,',
  ],
  ...['ResultSelector', 'ItemSelector'].map((field): [object, string] => [
    one({ ...sent, [field]: { 'x.$': '$$.Task.Token' } }),
    'context path $$.Task.Token',
  ]),
  [one({ ...sent, ResultSelector: { 'x.$': '$$' } }), 'context path $$'],
  [
    one({ ...sent, QueryLanguage: 'JSONata', Parameters: undefined, Output: '{% $states.context.Task.Token %}' }),
    'Output: context path $$.Task.Token',
  ],
  [
    one({ Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask', Parameters: {}, End: true }),
    'arn:aws:states:::ecs:runTask',
  ],
  [
    one({
      Type: 'Map',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'B',
        States: { B: pass },
      },
      End: true,
    }),
    'DISTRIBUTED',
  ],
  [one({ ...pass, Parameters: { 'x.$': '$$.Map.Item.Value' } }), 'context path $$.Map.Item.Value'],
  [one({ ...pass, Parameters: { 'x.$': '$$.State.RetryCount' } }), 'context path $$.State.RetryCount'],
  [one({ ...pass, Parameters: { 'x.$': '$.a[?(@.b == 1)]' } }), 'path $.a[?(@.b == 1)] (only names'],
  [one({ ...pass, Parameters: { 'x.$': '$..a' } }), 'path $..a (only names'],
  [one({ ...pass, Parameters: { 'x.$': 'States.Nothing()' } }), 'States.Nothing (no intrinsic function)'],
  [one({ ...pass, Parameters: { 'x.$': "States.Format('{} {}', $.b)" } }), '(2 {} for 1 arguments)'],
  [one({ Type: 'Fail', ErrorPath: 'States.MathAdd(1, 2)', Cause: 'x' }), 'States.MathAdd (not in a Fail)'],
  [one({ ...pass, ResultPath: '$.a[*]' }), 'ResultPath $.a[*] (names and indexes only)'],
  [one({ Type: 'Wait', Timestamp: '2016-12-05 21:29:29Z', End: true }), 'Timestamp "2016-12-05 21:29:29Z" (needs a T'],
  [
    one({ Type: 'Map', Iterator: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, ...one(pass) }, End: true }),
    'DISTRIBUTED',
  ],
  [
    one({
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Parameters: { FunctionName: 'x', InvocationType: 'Event' },
      End: true,
    }),
    'Parameters.InvocationType of lambda:invoke',
  ],
  [
    one({ Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: {}, End: true }),
    'ecs:runTask.sync (.sync runs here of states:startExecution and athena:startQueryExecution)',
  ],
  ...['startQueryExecution.sync:2', 'getQueryExecution.sync'].map((resource): [object, string] => [
    one({ Type: 'Task', Resource: `arn:aws:states:::athena:${resource}`, Parameters: {}, End: true }),
    `athena:${resource} (.sync`,
  ]),
  [
    one({
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.waitForTaskToken',
      Parameters: { 'ClientRequestToken.$': '$$.Task.Token' },
      End: true,
    }),
    'athena:startQueryExecution.waitForTaskToken (AWS has no .waitForTaskToken of it)',
  ],
  [
    one({ Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:sfn:startExecution.sync:2', Parameters: {}, End: true }),
    'aws-sdk:sfn:startExecution.sync:2 (.sync:2 runs here of states:startExecution)',
  ],
  [
    one({ Type: 'Task', Resource: 'arn:aws:states:eu-west-1:000000000000:activity:a', End: true }),
    'activity:a (Lambda functions run here,',
  ],
  ...['Label', 'ItemReader', 'ItemBatcher', 'ResultWriter', 'ToleratedFailureCountPath'].map(
    (field): [object, string] => [
      one({ Type: 'Map', [field]: 'x', ItemProcessor: { StartAt: 'B', States: { B: pass } }, End: true }),
      `state A: ${field}`,
    ],
  ),
  [one({ ...pass, Parameters: { 'x.$': "States.Format('{}', $$.Task.Token)" } }), 'context path $$.Task.Token'],
])('%j is refused by name before anything runs', async (definition, what) => {
  await expect(standUp({}, definition)).rejects.toThrow(what);
});

test('an execution that assigned variables is not redriven, nor after a restart: that AWS keeps them is not recorded', async () => {
  const definition = {
    StartAt: 'Before',
    States: {
      Before: { Type: 'Pass', Assign: { kept: { 'day.$': '$.day' } }, Next: 'Work' },
      Work: { Type: 'Task', Resource: functionArn('send-report'), Parameters: { 'kept.$': '$kept' }, End: true },
    },
  };
  const fails = (): never => {
    throw new Error('not yet');
  };
  const before = await standUp({ 'send-report': fails }, definition);
  const { executionArn } = await before.execute(JSON.stringify({ day: 1 }));
  const refused = 'RedriveExecution of an execution that assigned variables (kept) is not served here';
  await expect(before.operate('RedriveExecution', { executionArn })).rejects.toThrow(refused);
  const lines = new KeptExecutions(before.service, before.clock).save().map((line) => JSON.stringify(line));
  const after = await standUp({ 'send-report': fails }, definition);
  new KeptExecutions(after.service, after.clock).restore(lines.map((line) => JSON.parse(line) as KeptLine));
  await expect(after.operate('RedriveExecution', { executionArn })).rejects.toThrow(refused);
});
