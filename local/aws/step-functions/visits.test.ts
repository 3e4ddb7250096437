import { SimulatedClock } from '../shared/clock';
import { Execution } from './execution';
import { StateFailure } from './interpreter/failure';
import { Pace } from './interpreter/time/pace';
import { Slots } from '../shared/slots';
import { waitless } from './test-support';
import { type MachineConfiguration } from './machine-configuration';
import { checkRedrivable } from './redrive/redrivable';
import { visitsOf } from './visits';

/** The named functions fail so often, and then give their name. */
function begin(States: object, failures: Record<string, number>) {
  const clock = new SimulatedClock(new Date('2026-03-01T08:00:00Z'));
  const arn = 'arn:aws:states:eu-west-1:000000000000:stateMachine:m';
  const definition = { StartAt: Object.keys(States)[0], States };
  const machine = { name: 'm', arn, roleArn: 'r', definition } as unknown as MachineConfiguration;
  const execution = new Execution({ arn: 'e', name: 'e', input: '{}' }, machine, {
    clock,
    pace: new Pace(clock),
    slots: new Slots(16),
    ...waitless(),
    runTask: async (resource) => {
      const name = resource.split(':').at(-1) ?? '';
      if ((failures[name] ?? 0) === 0) return name;
      failures[name] = (failures[name] ?? 0) - 1;
      throw new StateFailure('Broken', JSON.stringify({ errorMessage: `${name} is broken` }));
    },
    onStatus: () => undefined,
  });
  execution.start();
  return { execution, clock };
}

const task = (name: string, more: object = { End: true }) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:eu-west-1:000000000000:function:${name}`,
  ...more,
});
const Retry = [{ ErrorEquals: ['Broken'], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 }];
const went = (execution: Execution): string[] =>
  visitsOf(execution).map(
    ({ name, went, retries, errors }) => `${name} ${went}, ${retries} retries, ${errors.length} errors`,
  );

test('what was tried again and succeeded, what failed in the end, and was redriven', async () => {
  const states = {
    A: task('a', { Retry, Next: 'B' }),
    B: task('b', { Retry, Next: 'Done' }),
    Done: { Type: 'Succeed' },
  };
  const { execution, clock } = begin(states, { a: 1, b: 4 });
  await execution.finished();
  expect(went(execution)).toEqual(['A succeeded, 1 retries, 1 errors', 'B failed, 2 retries, 3 errors']);
  expect(visitsOf(execution)[1]).toMatchObject({
    errors: Array(3).fill({ error: 'Broken', cause: '{"errorMessage":"b is broken"}' }),
    input: '"a"',
  });
  execution.redrive(checkRedrivable(execution, clock.now()));
  await execution.finished();
  expect(went(execution)).toEqual([
    'A succeeded, 1 retries, 1 errors',
    'B succeeded, 3 retries, 4 errors',
    'Done succeeded, 0 retries, 0 errors',
  ]);
});

test('a Fail state has the error that it ends with; what was caught is no failure', async () => {
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Fallen' }];
  const states = { A: task('a', { Catch, End: true }), Fallen: { Type: 'Fail', Error: 'Fell', Cause: 'as told' } };
  const { execution } = begin(states, { a: 9 });
  await execution.finished();
  expect(went(execution)).toEqual(['A caught, 0 retries, 1 errors', 'Fallen failed, 0 retries, 1 errors']);
});

test('in a Parallel that is tried again: what failed in an attempt, and what was ended with it', async () => {
  const Branches = [
    { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 60, End: true } } },
    { StartAt: 'Inner', States: { Inner: task('inner') } },
  ];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'After' }];
  const states = { P: { Type: 'Parallel', Branches, Retry, Catch, Next: 'After' }, After: { Type: 'Pass', End: true } };
  const attempt = ['Slow aborted, 0 retries, 0 errors', 'Inner failed, 0 retries, 1 errors'];
  const { execution } = begin(states, { inner: 9 });
  await execution.finished();
  expect(went(execution)).toEqual([
    'P caught, 2 retries, 0 errors',
    ...attempt,
    ...attempt,
    ...attempt,
    'After succeeded, 0 retries, 0 errors',
  ]);
});

test('a Map that fails, fails with its iterations; one that was stopped is aborted', async () => {
  const ItemProcessor = { StartAt: 'Inner', States: { Inner: task('inner') } };
  const items = { Type: 'Pass', Result: [1, 2], Next: 'M' };
  const states = { Items: items, M: { Type: 'Map', MaxConcurrency: 1, ItemProcessor, End: true } };
  const { execution } = begin(states, { inner: 1 });
  await execution.finished();
  expect([execution.status, ...went(execution)]).toEqual([
    'FAILED',
    'Items succeeded, 0 retries, 0 errors',
    'M failed, 0 retries, 1 errors',
    'Inner failed, 0 retries, 1 errors',
  ]);

  const waiting = begin({ W: { Type: 'Wait', Seconds: 60, End: true } }, {});
  await Promise.resolve();
  await Promise.resolve();
  expect(went(waiting.execution)).toEqual(['W running, 0 retries, 0 errors']);
  waiting.execution.stop('Enough', 'as told');
  expect(went(waiting.execution)).toEqual(['W aborted, 0 retries, 0 errors']);
});
