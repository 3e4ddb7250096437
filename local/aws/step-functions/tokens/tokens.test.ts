import {
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { blocksOfType, text } from '../../../../terraform/query';
import { type Json } from '../../../../terraform/stack';
import { synthesizeInto } from '../../../../terraform/test-support';
import { devStack, temporaryFolder } from '../../../test-support';
import { type Account, standUp } from '../../account';
import { clientsOf, type Clients } from '../../clients';
import { type Clock, LiveClock, SimulatedClock } from '../../shared/clock';
import { type Execution } from '../execution';
import { type Machine, withMachine } from '../sdk/test-support';

// Synthesis takes a second of its own, more on a busy machine.
jest.setTimeout(60_000);
const { folder, remove } = temporaryFolder('tokens');
beforeAll(() => synthesizeInto(folder));
afterAll(remove);

const topic = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const may: Json = {
  Effect: 'Allow',
  Action: ['sns:Publish', 'states:SendTask*', 'states:StartExecution', 'kms:*'],
  Resource: '*',
};
/** Tells the topic its token, and waits. */
const asks = (more: Machine = {}): Machine => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sns:publish.waitForTaskToken',
  Parameters: { TopicArn: topic, Message: { 'token.$': '$$.Task.Token', 'text.$': '$.text' } },
  End: true,
  ...more,
});

let account: Account;
let clients: Clients;
async function stand(
  states: Record<string, Machine>,
  clock: Clock = new SimulatedClock(new Date('2026-10-31T00:00:00Z')),
) {
  account = await standUp(devStack(folder, withMachine(states, may)), { clock, folder: `${folder}/run` });
  clients = clientsOf(account);
}
afterEach(async () => {
  await account?.events.idle();
  clients?.close();
  await account?.close();
});

async function start(): Promise<string> {
  const [machine] = account.stepFunctions.machines();
  const { executionArn } = await clients.states.send(
    new StartExecutionCommand({ stateMachineArn: machine?.arn, input: '{"text":"naïve ✓"}' }),
  );
  return executionArn ?? '';
}

async function run(): Promise<Execution> {
  await start();
  await account.stepFunctions.idle();
  const [execution] = account.stepFunctions.executions();
  if (!execution) throw new Error('Nothing ran.');
  return execution;
}
const typesOf = ({ history }: Execution) => history.events.map(({ type }) => type);

/** The tokens that subscribers were told, once there are so many. */
async function told(count = 1): Promise<string[]> {
  const tokens = () =>
    account.sns.outbox.flatMap(({ message }) => (message.includes('"token"') ? [tokenIn(message)] : []));
  while (tokens().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
  return tokens();
}
const tokenIn = (message: string): string => (JSON.parse(message) as { token: string }).token;

describe('a token that somebody hands back, while time passes by itself', () => {
  const ended = async (executionArn: string) => {
    for (;;) {
      const { status, output, error, cause } = await clients.states.send(
        new DescribeExecutionCommand({ executionArn }),
      );
      if (status !== 'RUNNING') return { status, output, error, cause };
    }
  };

  test('ends the task, and is nobody’s then', async () => {
    await stand({ Ask: asks() }, new LiveClock());
    const executionArn = await start();
    const [taskToken] = await told();
    await clients.states.send(new SendTaskHeartbeatCommand({ taskToken }));
    const success = (output: string) => clients.states.send(new SendTaskSuccessCommand({ taskToken, output }));
    await expect(success('no JSON')).rejects.toMatchObject({ name: 'InvalidOutput' });
    await success('{"approved": true}');
    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '{"approved":true}' });
    const late = { name: 'TaskTimedOut', message: "Task Timed Out: 'Provided task does not exist anymore'" };
    await expect(success('{}')).rejects.toMatchObject(late);
    await expect(clients.states.send(new SendTaskHeartbeatCommand({ taskToken }))).rejects.toMatchObject(late);
    const other = new SendTaskFailureCommand({ taskToken: 'x' });
    await expect(clients.states.send(other)).rejects.toMatchObject({
      name: 'InvalidToken',
      message: "Invalid Token: 'Invalid token'",
    });
    expect(typesOf(account.stepFunctions.executions()[0] as Execution)).toEqual([
      ...['ExecutionStarted', 'TaskStateEntered', 'TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskSucceeded'],
      ...['TaskStateExited', 'ExecutionSucceeded'],
    ]);
  });

  test('fails the task by the error that it is handed back with, and a retry has another', async () => {
    await stand({ Ask: asks({ Retry: [{ ErrorEquals: ['Not.Yet'], IntervalSeconds: 1 }] }) }, new LiveClock());
    const executionArn = await start();
    const [first] = await told();
    await clients.states.send(new SendTaskFailureCommand({ taskToken: first, error: 'Not.Yet' }));
    const [, second] = await told(2);
    expect(second).not.toBe(first);
    await clients.states.send(new SendTaskFailureCommand({ taskToken: second, error: 'Never', cause: 'No.' }));
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'Never', cause: 'No.' });
  });

  test('is waited for as long as it is told that somebody is at it, in the time that it says', async () => {
    await stand({ Ask: asks({ HeartbeatSeconds: 2, TimeoutSeconds: 30 }) }, new LiveClock());
    const executionArn = await start();
    const [taskToken] = await told();
    for (let made = 0; made < 3; made++) {
      await new Promise((resolve) => setTimeout(resolve, 800));
      await clients.states.send(new SendTaskHeartbeatCommand({ taskToken }));
    }
    expect(account.stepFunctions.executions()).toMatchObject([{ status: 'RUNNING' }]);
    const since = performance.now();
    expect(await ended(executionArn)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(performance.now() - since).toBeGreaterThan(1000);
  });

  test('is told in JSONata, and by an action of the SDK', async () => {
    await stand(
      {
        Ask: {
          Type: 'Task',
          QueryLanguage: 'JSONata',
          Resource: 'arn:aws:states:::aws-sdk:sns:publish.waitForTaskToken',
          Arguments: { TopicArn: topic, Message: '{% $string({"token": $states.context.Task.Token}) %}' },
          End: true,
        },
      },
      new LiveClock(),
    );
    const executionArn = await start();
    const [taskToken] = await told();
    await clients.states.send(new SendTaskSuccessCommand({ taskToken, output: '1' }));
    expect(await ended(executionArn)).toMatchObject({ status: 'SUCCEEDED', output: '1' });
  });

  test('is taken of those alone who may hand one back', async () => {
    await stand({ Ask: asks() }, new LiveClock());
    const [role = ''] = blocksOfType(account.stack, 'aws_lambda_function').map((block) => text(block, 'role'));
    const credentials = account.credentialsFor({ kind: 'role', arn: role });
    const client = new SFNClient({ region: 'eu-west-1', endpoint: account.endpoint, credentials });
    const send = new SendTaskSuccessCommand({ taskToken: 'x', output: '{}' });
    await expect(client.send(send)).rejects.toThrow(
      'is not authorized to perform: states:SendTaskSuccess on resource: *',
    );
    client.destroy();
  });
});

test('a token that a nested execution hands back, by an action of the SDK, takes no time', async () => {
  await stand({
    Way: { Type: 'Choice', Choices: [{ Variable: '$.token', IsPresent: true, Next: 'Wait' }], Default: 'Ask' },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.waitForTaskToken',
      Parameters: {
        'StateMachineArn.$': '$$.StateMachine.Id',
        Input: { 'token.$': '$$.Task.Token', 'text.$': '$.text' },
      },
      HeartbeatSeconds: 40,
      End: true,
    },
    Wait: { Type: 'Wait', Seconds: 30, Next: 'Beat' },
    Beat: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskHeartbeat',
      Parameters: { 'TaskToken.$': '$.token' },
      ResultPath: null,
      Next: 'Again',
    },
    Again: { Type: 'Wait', Seconds: 30, Next: 'Answer' },
    Answer: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sfn:sendTaskSuccess',
      Parameters: { 'TaskToken.$': '$.token', Output: { 'said.$': '$.text' } },
      End: true,
    },
  });
  const execution = await run();
  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"said":"naïve ✓"}' });
  expect(execution.stopDate).toEqual(new Date('2026-10-31T00:01:00Z'));
});

describe('where time stands still, a token that nobody hands back', () => {
  test('is waited for as long as the task may take', async () => {
    await stand({ Ask: asks({ TimeoutSeconds: 600, Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }] }) });
    const execution = await run();
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
    expect(execution.stopDate).toEqual(new Date('2026-10-31T00:20:01Z'));
    expect(typesOf(execution).filter((type) => type === 'TaskTimedOut')).toHaveLength(2);
    expect(new Set(await told(2)).size).toBe(2);
  });

  test.each([['States.HeartbeatTimeout'], ['States.Timeout'], ['States.ALL']])(
    '… or be silent, which a Catch takes by %s',
    async (error) => {
      const late = [
        { ErrorEquals: ['States.TaskFailed'], Next: 'Other' },
        { ErrorEquals: [error], Next: 'Late' },
      ];
      await stand({
        Ask: asks({ HeartbeatSeconds: 30, TimeoutSeconds: 600, Catch: late }),
        Late: { Type: 'Succeed' },
        Other: { Type: 'Fail' },
      });
      const execution = await run();
      expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '{"Error":"States.Timeout","Cause":""}' });
      expect(execution.stopDate).toEqual(new Date('2026-10-31T00:00:30Z'));
    },
  );

  test('is not waited for by a name of its own where its time was up', async () => {
    const late = [{ ErrorEquals: ['States.HeartbeatTimeout'], Next: 'Late' }];
    await stand({ Ask: asks({ TimeoutSeconds: 600, Catch: late }), Late: { Type: 'Succeed' } });
    expect(await run()).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  test('ends an execution that nothing bounds, which is told by name', async () => {
    await stand({ Ask: asks() });
    const execution = await run();
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(execution.cause).toContain(
      'state Ask waits for its token, has neither TimeoutSeconds nor HeartbeatSeconds, and nothing here hands the token back',
    );
  });

  test('is another once the execution is redriven', async () => {
    await stand({ Ask: asks({ TimeoutSeconds: 600 }) });
    const execution = await run();
    await clients.states.send(new RedriveExecutionCommand({ executionArn: execution.identity.arn }));
    await account.stepFunctions.idle();
    const again = ['TaskScheduled', 'TaskStarted', 'TaskSubmitted', 'TaskTimedOut', 'ExecutionFailed'];
    expect(typesOf(execution).slice(-6)).toEqual(['ExecutionRedriven', ...again]);
    expect(new Set(await told(2)).size).toBe(2);
  });

  test('lets others go on first', async () => {
    const slow = { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 90, End: true } } };
    await stand({
      Both: { Type: 'Parallel', Branches: [{ StartAt: 'Ask', States: { Ask: asks() } }, slow], End: true },
    });
    const execution = await run();
    expect(typesOf(execution)).toContain('WaitStateExited');
    expect(execution.stopDate).toEqual(new Date('2026-10-31T00:01:30Z'));
  });
});
