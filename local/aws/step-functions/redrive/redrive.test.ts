import { SimulatedClock } from '../../shared/clock';
import { Execution } from '../execution';
import { StateFailure } from '../interpreter/failure';
import { Pace } from '../interpreter/time/pace';
import { Slots } from '../interpreter/time/slots';
import { type MachineConfiguration } from '../machine-configuration';
import { Tokens } from './tokens';

const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
const start = new Date('2026-03-01T08:00:00Z');

/** A machine of that one task, and what is to fail of it; `States` more. */
function run(States: object, { fails = 0, timeout }: { fails?: number; timeout?: number } = {}) {
  const clock = new SimulatedClock(start);
  const inputs: unknown[] = [];
  const statuses: string[] = [];
  const definition = { StartAt: Object.keys(States)[0], States };
  const execution = new Execution(
    { arn: 'execution', name: 'e', input: '{"of":1}' },
    { name: 'm', arn, roleArn: 'r', definition, timeout } as unknown as MachineConfiguration,
    {
      clock,
      pace: new Pace(clock),
      slots: new Slots(1),
      runTask: async (_resource, given) => {
        inputs.push(given);
        if (inputs.length <= fails) throw new StateFailure('Broken', 'as the test wants');
        return { done: inputs.length };
      },
      onStatus: ({ status, redriveCount }) => statuses.push(`${status} ${redriveCount}`),
    },
  );
  execution.start();
  const redrive = async () => {
    execution.redrive();
    await execution.finished();
  };
  const types = () => execution.history.events.map(({ type }) => type);
  return { execution, clock, inputs, statuses, redrive, types };
}

const task = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f' };
const before = { Type: 'Pass', Result: { of: 2 }, Next: 'Task' };

test('goes on at the task that failed, with its input; what went well is not run again', async () => {
  const made = run(
    { Before: before, Task: { ...task, Parameters: { 'n.$': '$$.Execution.RedriveCount' }, End: true } },
    { fails: 1 },
  );
  await made.execution.finished();
  expect(made.execution).toMatchObject({ status: 'FAILED', error: 'Broken' });
  await made.redrive();
  expect(made.execution).toMatchObject({ status: 'SUCCEEDED', error: undefined, redriveCount: 1, redriveDate: start });
  expect(made.inputs).toEqual([{ n: 0 }, { n: 1 }]);
  expect(made.statuses).toEqual(['RUNNING 0', 'FAILED 0', 'RUNNING 1', 'SUCCEEDED 1']);
  // The task is scheduled again, not entered.
  expect(made.types()).toEqual([
    ...['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'TaskStateEntered'],
    ...['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionFailed', 'ExecutionFailed'],
    ...['ExecutionRedriven', 'LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded'],
    ...['TaskStateExited', 'ExecutionSucceeded'],
  ]);
});

test('retries are counted from 0 again, and the machine has its whole time', async () => {
  const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 1 }];
  const made = run({ Task: { ...task, Retry, End: true } }, { fails: 4, timeout: 25 });
  await made.execution.finished();
  expect(made.inputs).toHaveLength(3);
  await made.redrive();
  expect([made.execution.status, made.inputs.length]).toEqual(['SUCCEEDED', 5]);
});

test('a Fail state is entered again, and fails again', async () => {
  const made = run({ Task: { ...task, Next: 'Failed' }, Failed: { Type: 'Fail', Error: 'Gone' } });
  await made.execution.finished();
  await made.redrive();
  expect(made.execution).toMatchObject({ status: 'FAILED', error: 'Gone', redriveCount: 1 });
  expect(made.inputs).toHaveLength(1);
  expect(made.types().slice(-3)).toEqual(['ExecutionRedriven', 'FailStateEntered', 'ExecutionFailed']);
});

test('what was stopped or timed out in a wait waits anew, and goes on', async () => {
  const made = run(
    { Wait: { Type: 'Wait', Seconds: 60, Next: 'Task' }, Task: { ...task, End: true } },
    { timeout: 30 },
  );
  await made.execution.finished();
  expect(made.execution.status).toBe('TIMED_OUT');
  await made.redrive();
  expect(made.execution.status).toBe('TIMED_OUT');
  expect(made.execution.history.events.filter(({ type }) => type === 'WaitStateEntered')).toHaveLength(2);
});

describe('refuses', () => {
  const why = (made: ReturnType<typeof run>) => {
    const reason = made.execution.notRedrivable;
    const error = (() => {
      try {
        return made.execution.redrive();
      } catch (thrown) {
        return thrown;
      }
    })();
    if (reason !== undefined) expect(error).toMatchObject({ code: 'ExecutionNotRedrivable', message: reason });
    return reason ?? error;
  };
  const failing = { Task: { ...task, End: true } };

  test('an execution that runs, and one that succeeded', async () => {
    const made = run({ Task: { ...task, End: true } });
    expect(why(made)).toBe('Execution is RUNNING and cannot be redriven');
    await made.execution.finished();
    expect(why(made)).toBe('Execution is SUCCEEDED and cannot be redriven');
  });

  test('one that ended more than 14 days ago', async () => {
    const made = run(failing, { fails: 1 });
    await made.execution.finished();
    await made.clock.advanceTo(new Date(start.getTime() + 14 * 86_400_000));
    expect(made.execution.notRedrivable).toBeUndefined();
    await made.clock.advanceTo(new Date(start.getTime() + 14 * 86_400_000 + 1));
    expect(why(made)).toBe('Execution redrivable period exceeded');
  });

  test('one with too many events', async () => {
    const made = run(failing, { fails: 1 });
    await made.execution.finished();
    while (made.execution.history.events.length < 24_999) made.execution.history.add('PassStateEntered', 0);
    expect(why(made)).toBe('Execution history event limit exceeded');
  });

  test('by name, one that stopped in branches: AWS runs those alone that had failed', async () => {
    const branch = { StartAt: 'In', States: { In: { ...task, End: true } } };
    const made = run({ Both: { Type: 'Parallel', Branches: [branch], End: true } }, { fails: 1 });
    await made.execution.finished();
    expect(why(made)).toMatchObject({ code: 'Local.NotServed', message: expect.stringContaining('Both') as string });
    expect(made.execution.status).toBe('FAILED');
  });
});

test('the last ten tokens are known for 15 minutes', () => {
  const tokens = new Tokens();
  const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000);
  for (let n = 0; n < 11; n++) tokens.add(`token ${n}`, at(n));
  expect([0, 1, 10].map((n) => tokens.find(`token ${n}`, at(10)))).toEqual([undefined, at(1), at(10)]);
  expect(tokens.find('token 10', at(25))).toEqual(at(10));
  expect(tokens.find('token 10', new Date(at(25).getTime() + 1))).toBeUndefined();
});
