import { SimulatedClock } from '../../shared/clock';
import { Execution } from '../execution';
import { StateFailure } from '../interpreter/failure';
import { Pace } from '../interpreter/time/pace';
import { Slots } from '../../shared/slots';
import { waitless } from '../test-support';
import { type MachineConfiguration } from '../machine-configuration';
import { checkRedrivable, notRedrivable, whyNotRedriven } from './redrivable';

/** What the function does, call after call. */
type Call = (clock: SimulatedClock) => unknown;

const day = 24 * 60 * 60 * 1000;
const fail: Call = () => {
  throw new StateFailure('Probe.Retry', 'as told');
};
const give =
  (result: unknown): Call =>
  () =>
    result;
const last =
  (seconds: number): Call =>
  async (clock) => {
    await clock.sleep(seconds * 1000, 'a function that lasts');
    return { lasted: seconds };
  };
const hang: Call = () => new Promise(() => undefined);

const lambda = (more: object = { End: true }) => ({
  Type: 'Task',
  Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f',
  TimeoutSeconds: 60,
  Parameters: { 'input.$': '$', 'execution.$': '$$.Execution', 'state.$': '$$.State' },
  ...more,
});
const select = (next: string) => ({
  Type: 'Choice',
  Choices: [{ Variable: '$.mode', StringEquals: 'x', Next: next }],
});
const machineOf = (next: string, states: object, more: object = {}) => ({
  ...more,
  StartAt: 'Select',
  States: { Select: select(next), ...states },
});

function begin(definition: Record<string, unknown>, calls: Call[], given: unknown = { mode: 'x' }) {
  const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
  const { TimeoutSeconds } = definition;
  const machine = {
    name: 'm',
    arn: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
    roleArn: 'r',
    definition,
    ...(TimeoutSeconds === undefined ? {} : { timeout: TimeoutSeconds }),
  } as unknown as MachineConfiguration;
  const tasks: unknown[] = [];
  const execution = new Execution({ arn: 'e', name: 'e', input: JSON.stringify(given) }, machine, {
    clock,
    pace: new Pace(clock),
    slots: new Slots(16),
    ...waitless(),
    runTask: async (_, input) => {
      tasks.push(input);
      return (calls.shift() ?? fail)(clock);
    },
    onStatus: () => undefined,
  });
  execution.start();
  const redrive = async (): Promise<void> => {
    await clock.sleep(1000, 'a while');
    execution.redrive(checkRedrivable(execution, clock.now()));
    await execution.finished();
  };
  return { execution, clock, tasks, redrive };
}

const events = ({ history }: Execution): string[] =>
  history.events.map(({ id, type, previousEventId }) => `${id} ${type} < ${previousEventId}`);
const from = (first: number, ...list: [type: string, previous?: number][]): string[] =>
  list.map(([type, previous], at) => `${first + at} ${type} < ${previous ?? first + at - 1}`);

/*
 * radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/redrive_execution.json: the histories that AWS gave on
 * 24 September 2026. The tasks there were activities, whose events have other names in the same places.
 */
describe('as recorded', () => {
  const begun: [string, number?][] = [['ExecutionStarted', 0], ['ChoiceStateEntered', 0], ['ChoiceStateExited']];
  const attempt: [string, number?][] = [['LambdaFunctionStarted'], ['LambdaFunctionFailed']];
  const retried: [string, number?][] = [...attempt, ['LambdaFunctionScheduled'], ...attempt, ['ExecutionFailed']];

  test('01: a task that fails, with its retries, resumes twice; what succeeded is not run again', async () => {
    const retry = [{ ErrorEquals: ['Probe.Retry'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 }];
    const machine = machineOf('Pass', {
      Pass: {
        Type: 'Pass',
        Parameters: { 'entered.$': '$$.State.EnteredTime' },
        ResultPath: '$.prelude',
        Next: 'Before',
      },
      Before: lambda({ ResultPath: '$.predecessor', Next: 'Work' }),
      Work: lambda({ ResultPath: '$.work', Retry: retry, Next: 'Finish' }),
      Finish: { Type: 'Pass', Parameters: { 'data.$': '$', 'context.$': '$$.Execution' }, End: true },
    });
    const calls = [give({ saved: true }), fail, fail, fail, fail, give({ fixed: true })];
    const { execution, clock, tasks, redrive } = begin(machine, calls);
    await execution.finished();
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'Probe.Retry',
      redriveCount: 0,
      redriveDate: undefined,
    });
    await redrive();
    expect(execution).toMatchObject({ status: 'FAILED', error: 'Probe.Retry', redriveCount: 1 });
    await redrive();
    const { status, error, cause, redriveCount } = execution;
    expect({ status, error, cause, redriveCount }).toEqual({
      status: 'SUCCEEDED',
      error: undefined,
      cause: undefined,
      redriveCount: 2,
    });
    expect(events(execution)).toEqual([
      ...from(
        1,
        ...begun,
        ...(
          [['PassStateEntered'], ['PassStateExited'], ['TaskStateEntered'], ['LambdaFunctionScheduled']] as const
        ).map(([type]): [string] => [type]),
        ['LambdaFunctionStarted'],
        ['LambdaFunctionSucceeded'],
        ['TaskStateExited'],
        ['TaskStateEntered'],
        ['LambdaFunctionScheduled'],
        ...retried,
      ),
      ...from(19, ['ExecutionRedriven'], ['LambdaFunctionScheduled', 11], ...retried),
      ...from(
        27,
        ['ExecutionRedriven'],
        ['LambdaFunctionScheduled', 11],
        ['LambdaFunctionStarted'],
        ['LambdaFunctionSucceeded'],
        ['TaskStateExited'],
        ['PassStateEntered'],
        ['PassStateExited'],
        ['ExecutionSucceeded'],
      ),
    ]);
    expect(execution.history.events[26]).toMatchObject({ executionRedrivenEventDetails: { redriveCount: 2 } });
    const entered = '2026-03-01T08:00:00.000Z';
    const input = { mode: 'x', prelude: { entered }, predecessor: { saved: true } };
    const first = (tasks as { execution: object }[])[1]?.execution;
    expect(Object.keys(first ?? {})).not.toContain('RedriveTime');
    expect(tasks.slice(1)).toMatchObject([
      { input, execution: { RedriveCount: 0 }, state: { EnteredTime: entered, RetryCount: 0 } },
      { input, execution: { RedriveCount: 0 }, state: { EnteredTime: entered, RetryCount: 1 } },
      ...[0, 1].map((RetryCount) => ({
        input,
        execution: { RedriveCount: 1, RedriveTime: '2026-03-01T08:00:02.000Z', StartTime: entered },
        state: { Name: 'Work', EnteredTime: entered, RetryCount },
      })),
      { execution: { RedriveCount: 2, RedriveTime: '2026-03-01T08:00:04.000Z' }, state: { RetryCount: 0 } },
    ]);
    expect(JSON.parse(execution.output ?? '')).toMatchObject({
      data: { predecessor: { saved: true }, work: { fixed: true } },
      context: { RedriveCount: 2 },
    });
    expect(notRedrivable(execution, clock.now())).toBe('Execution is SUCCEEDED and cannot be redriven');
  });

  const entered: [string, number?][] = [...begun, ['TaskStateEntered'], ['LambdaFunctionScheduled']];
  const recovered: [string, number?][] = [
    ['LambdaFunctionStarted'],
    ['LambdaFunctionSucceeded'],
    ['TaskStateExited'],
    ['ExecutionSucceeded'],
  ];
  test.each<[string, Record<string, unknown>, Call[], boolean, string[]]>([
    [
      '04: an execution that was stopped',
      machineOf('Plain', { Plain: lambda() }),
      [hang, give({ recovered: true })],
      true,
      [
        ...from(1, ...entered, ['LambdaFunctionStarted'], ['ExecutionAborted', 0]),
        ...from(8, ['ExecutionRedriven'], ['LambdaFunctionScheduled', 4], ...recovered),
      ],
    ],
    [
      '06: one whose time was up has the whole of it again',
      { TimeoutSeconds: 8, StartAt: 'Deadline', States: { Deadline: lambda() } },
      [last(60), last(7)],
      false,
      [
        ...from(1, ['ExecutionStarted', 0], ['TaskStateEntered', 0], ['LambdaFunctionScheduled']),
        ...from(4, ['LambdaFunctionStarted'], ['ExecutionTimedOut', 0]),
        ...from(6, ['ExecutionRedriven'], ['LambdaFunctionScheduled', 2], ...recovered),
      ],
    ],
    [
      '07: a task whose time was up has the whole of it again',
      machineOf('Task', { Task: lambda({ TimeoutSeconds: 2, End: true }) }),
      [last(60), last(1)],
      false,
      [
        ...from(1, ...entered, ['LambdaFunctionStarted'], ['LambdaFunctionTimedOut'], ['ExecutionFailed']),
        ...from(9, ['ExecutionRedriven'], ['LambdaFunctionScheduled', 4], ...recovered),
      ],
    ],
    [
      '08: a Fail state fails again, and is not entered again',
      machineOf('Fail', { Fail: { Type: 'Fail', Error: 'Probe.Explicit', Cause: 'the same again' } }),
      [],
      false,
      from(1, ...begun, ['FailStateEntered'], ['ExecutionFailed'], ['ExecutionRedriven'], ['ExecutionFailed']),
    ],
  ])('%s', async (_, machine, calls, stops, expected) => {
    const { execution, redrive } = begin(machine, calls);
    if (stops) {
      while (execution.history.events.length < 6) await new Promise(setImmediate);
      execution.stop('Probe.Abort', 'stopped');
    }
    await execution.finished();
    await redrive();
    expect(events(execution)).toEqual(expected);
  });
});

test.each<[string, number, string | undefined]>([
  ['within the period', 14 * day, undefined],
  ['after it', 14 * day + 1, 'Execution redrivable period exceeded'],
  ['after a year', 366 * day, 'Execution has exceeded the max execution time'],
])('an execution that failed, %s', async (_, later, reason) => {
  const { execution, clock } = begin(machineOf('Fail', { Fail: { Type: 'Fail' } }), []);
  await execution.finished();
  const at = new Date(clock.now().getTime() + later);
  expect(notRedrivable(execution, at)).toBe(reason);
  if (reason !== undefined) {
    expect(() => checkRedrivable(execution, at)).toThrow(`Execution e invalid for redrive as: ${reason}`);
  }
});

test('a history has room for a redrive and what follows', async () => {
  const { execution, clock } = begin(machineOf('Fail', { Fail: { Type: 'Fail' } }), []);
  await execution.finished();
  const filled = (count: number) => ({ ...execution, history: { count } }) as unknown as Execution;
  expect(notRedrivable(filled(24_998), clock.now())).toBeUndefined();
  expect(notRedrivable(filled(24_999), clock.now())).toBe('Execution has exceeded the maximum history event limit');
});

const inner = { StartAt: 'Inner', States: { Inner: { Type: 'Fail', Error: 'E' } } };
test.each<[string, object, string]>([
  ['Parallel', { Type: 'Parallel', Branches: [inner], End: true }, 'into a Parallel state (S)'],
  ['Map', { Type: 'Map', ItemsPath: '$.items', ItemProcessor: inner, End: true }, 'into a Map state (S)'],
  ['Pass', { Type: 'Pass', InputPath: '$.none', End: true }, 'into a Pass state (S)'],
  ['Wait', { Type: 'Wait', SecondsPath: '$.none', End: true }, 'into a Wait state that failed (S)'],
  ['Succeed', { Type: 'Succeed', InputPath: '$.none' }, 'into a Succeed state (S)'],
  ['Choice', select('S'), 'into a Choice state (S)'],
  [
    'Task without a task',
    lambda({ Parameters: { 'a.$': '$.none' }, End: true }),
    'into a Task state whose task was never scheduled (S)',
  ],
])('a redrive into a %s is refused by name, and changes nothing', async (_, state, refused) => {
  const { execution, clock } = begin({ StartAt: 'S', States: { S: state } }, [], { mode: 'y', items: [1] });
  await execution.finished();
  const before = execution.history.events.length;
  expect(execution.status).toBe('FAILED');
  // AWS would: what it says of the execution is told all the same.
  expect(notRedrivable(execution, clock.now())).toBeUndefined();
  expect(() => checkRedrivable(execution, clock.now())).toThrow(
    `RedriveExecution ${refused} is not served here; served are Task, Wait, Fail`,
  );
  expect(whyNotRedriven(execution, clock.now())).toContain(`RedriveExecution ${refused} is not served here`);
  expect([execution.history.events.length, execution.redriveCount]).toEqual([before, 0]);
});

test('an execution that was ended in a Wait waits there again, or no more when the time has come', async () => {
  const machine = (wait: object) => ({
    TimeoutSeconds: 30,
    StartAt: 'Wait',
    States: { Wait: { Type: 'Wait', ...wait, Next: 'Task' }, Task: lambda() },
  });
  const until = begin(machine({ Timestamp: '2026-03-01T08:00:40Z' }), [give('on time')]);
  await until.execution.finished();
  expect(until.execution.status).toBe('TIMED_OUT');
  await until.redrive();
  // The clock went on to the end of the wait that was given up, and a second more.
  expect(until.execution).toMatchObject({ status: 'SUCCEEDED', stopDate: new Date('2026-03-01T08:00:41Z') });
  const { history } = until.execution;
  expect(history.events.map(({ type }) => type).filter((type) => type.startsWith('Wait'))).toEqual([
    'WaitStateEntered',
    'WaitStateExited',
  ]);
  const long = begin(machine({ Seconds: 60 }), []);
  await long.execution.finished();
  await long.redrive();
  expect(long.execution).toMatchObject({ status: 'TIMED_OUT', stopDate: new Date('2026-03-01T08:01:31Z') });
});

test('an execution that was stopped before its first state has none to resume', async () => {
  const { execution, clock } = begin(machineOf('Fail', { Fail: { Type: 'Fail' } }), []);
  execution.stop();
  await execution.finished();
  expect(() => checkRedrivable(execution, clock.now())).toThrow('of an execution that ended between two states');
});

test('a redrive that is stopped at once resumes the same state the next time', async () => {
  const { execution, clock, redrive } = begin(machineOf('Plain', { Plain: lambda() }), [fail, give('recovered')]);
  await execution.finished();
  execution.redrive(checkRedrivable(execution, clock.now()));
  execution.stop();
  await execution.finished();
  await redrive();
  expect(execution).toMatchObject({ status: 'SUCCEEDED', output: '"recovered"', redriveCount: 2 });
});
