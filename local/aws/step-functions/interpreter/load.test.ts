import { LiveClock, SimulatedClock } from '../../shared/clock';
import { Execution } from '../execution';
import { Deadline } from './time/deadline';
import { Pace } from './time/pace';
import { Slots } from '../../shared/slots';
import { waitless } from '../test-support';
import { type MachineConfiguration } from '../machine-configuration';

const task = (name: string, Next: string) => ({ Type: 'Task', Resource: name, TimeoutSeconds: 70, Next });
/** A poll as the report's: start, look, wait and look again, send. */
const polling = {
  StartAt: 'Start',
  States: {
    Start: task('start', 'Look'),
    Look: task('look', 'Choose'),
    Choose: { Type: 'Choice', Choices: [{ Variable: '$.done', BooleanEquals: true, Next: 'Send' }], Default: 'Wait' },
    Wait: { Type: 'Wait', Seconds: 30, Next: 'Look' },
    Send: task('send', 'Done'),
    Done: { Type: 'Succeed' },
  },
};

function machineOf(definition: object, timeout?: number): MachineConfiguration {
  const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
  return {
    name: 'm',
    arn,
    roleArn: 'r',
    definition,
    ...(timeout === undefined ? {} : { timeout }),
  } as MachineConfiguration;
}

test('1,000 executions that poll, started at once, overlap: none is late, and 16 tasks run at once', async () => {
  const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
  const pace = new Pace(clock);
  const slots = new Slots(16);
  let [now, most] = [0, 0];
  const looks = new Map<number, number>();
  const runTask = async (resource: string, given: unknown) => {
    const { id } = given as { id: number };
    most = Math.max(most, ++now);
    await new Promise(setImmediate);
    now--;
    if (resource === 'look') looks.set(id, (looks.get(id) ?? 0) + 1);
    return { id, done: (looks.get(id) ?? 0) > 3 };
  };
  const executions = Array.from({ length: 1000 }, (_, id) => {
    const identity = { arn: `execution-${id}`, name: `${id}`, input: JSON.stringify({ id }) };
    return new Execution(identity, machineOf(polling, 3600), {
      clock,
      pace,
      slots,
      ...waitless(),
      runTask,
      onStatus: () => undefined,
    });
  });
  for (const execution of executions) execution.start();
  await Promise.all(executions.map((execution) => execution.finished()));
  const seconds = executions.map(({ startDate, stopDate }) => (Number(stopDate) - Number(startDate)) / 1000);
  expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['SUCCEEDED']));
  expect([Math.min(...seconds), Math.max(...seconds), most]).toEqual([90, 90, 16]);
});

test("a machine's limit does not run while its task queues, and runs on after", async () => {
  const clock = new SimulatedClock(new Date(0));
  const pace = new Pace(clock);
  const slots = new Slots(1);
  const give = await slots.take();
  const machine = machineOf({ StartAt: 'A', States: { A: { Type: 'Task', Resource: 'a', End: true } } }, 5);
  const runTask = async () => {
    await clock.sleep(6000, 'a task of 6 s');
    return 'too late';
  };
  const identity = { arn: 'e', name: 'e', input: '{}' };
  const execution = new Execution(identity, machine, {
    ...waitless(),
    clock,
    pace,
    slots,
    runTask,
    onStatus: () => undefined,
  });
  execution.start();
  await new Promise(setImmediate);
  await clock.advanceTo(new Date(60_000));
  expect(execution.status).toBe('RUNNING');
  give();
  await execution.finished();
  expect([execution.status, clock.now().getTime()]).toEqual(['TIMED_OUT', 66_000]);
  expect(execution.stopDate).toEqual(new Date(65_000));
});

test('a live clock compresses waits, and no limit: a limit counts a wait as long as it says', async () => {
  const clock = new LiveClock(60_000);
  const pace = new Pace(clock);
  const machine = machineOf(
    {
      StartAt: 'W',
      States: {
        W: { Type: 'Wait', Seconds: 59, Next: 'V' },
        V: { Type: 'Wait', Seconds: 2, Next: 'D' },
        D: { Type: 'Succeed' },
      },
    },
    60,
  );
  const host = {
    ...waitless(),
    clock,
    pace,
    slots: new Slots(1),
    runTask: async () => null,
    onStatus: () => undefined,
  };
  const execution = new Execution({ arn: 'e', name: 'e', input: '{}' }, machine, host);
  execution.start();
  await execution.finished();
  expect(execution.status).toBe('TIMED_OUT');
  expect(execution.history.events.filter(({ type }) => type === 'WaitStateExited')).toHaveLength(1);

  let isOver = false;
  const deadline = new Deadline(clock, 60, () => (isOver = true));
  // A compressed minute is a millisecond.
  await clock.sleep(600_000);
  expect(isOver).toBe(false);
  deadline.cancel();
});

test('a wait of years passes, and one that is too long fails as on AWS', async () => {
  const run = async (until: string) => {
    const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
    const machine = machineOf({ StartAt: 'W', States: { W: { Type: 'Wait', TimestampPath: '$', End: true } } });
    const host = {
      clock,
      pace: new Pace(clock),
      slots: new Slots(1),
      ...waitless(),
      runTask: async () => null,
      onStatus: () => undefined,
    };
    const execution = new Execution({ arn: 'e', name: 'e', input: JSON.stringify(until) }, machine, host);
    execution.start();
    await execution.finished();
    return { ...execution, now: clock.now().toISOString() };
  };
  expect(await run('2066-03-01T08:00:00Z')).toMatchObject({ status: 'SUCCEEDED', now: '2066-03-01T08:00:00.000Z' });
  expect(await run('2126-03-01T08:00:00Z')).toMatchObject({
    status: 'FAILED',
    cause:
      "An error occurred while executing the state 'W' (entered at the event id #2). Wait state delay is too long.",
  });
});
