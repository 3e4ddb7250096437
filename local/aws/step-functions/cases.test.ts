import { StateFailure } from './interpreter/failure';
import { one, run, type Task } from './test-support';

const filled = async (template: object, input: unknown) =>
  (await run(one({ Type: 'Pass', Parameters: template, End: true }), input)).output;
const call = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f' };

test.each([
  ['*exhausted*', 'Query failed:\nexhausted resources', true],
  ['*exhausted*', 'a\r\u2028exhausted', true],
  ['a*b*c', 'a-c-b', false],
  ['a*a', 'a', false],
  [String.raw`log-\*.txt`, 'log-*.txt', true],
  [String.raw`log-\*.txt`, 'log-1.txt', false],
  [String.raw`a\\*`, String.raw`a\b`, true],
  ['m?', 'me', false],
])('StringMatches %j on %j: %p', async (pattern, text, matches) => {
  const rule = { Variable: '$', StringMatches: pattern, Next: 'Yes' };
  const machine = {
    StartAt: 'C',
    States: {
      C: { Type: 'Choice', Choices: [rule], Default: 'No' },
      Yes: { Type: 'Pass', Result: true, End: true },
      No: { Type: 'Pass', Result: false, End: true },
    },
  };
  expect((await run(machine, text)).output).toBe(matches);
});

test('a text that begins with States. is a text, but where its field ends in .$', async () => {
  expect(await filled({ a: 'States.UUID()', 'b.$': 'States.Array(1, true, null)' }, {})).toEqual({
    a: 'States.UUID()',
    b: [1, true, null],
  });
});

test('functions take escapes, parentheses, commas and other alphabets in their texts', async () => {
  const template = {
    'a.$': String.raw`States.Format('it\'s {} \{\} \\ (a, b', $.x)`,
    'b.$': "States.Base64Decode(States.Base64Encode('naïve ✓'))",
    'c.$': 'States.StringToJson(States.JsonToString($))',
    'd.$': "States.Format('{}', $['a.b'])",
  };
  const input = { x: 'back\\slash', 'a.b': [1, { y: null }] };
  expect(await filled(template, input)).toEqual({
    a: String.raw`it's back\slash {} \ (a, b`,
    b: 'naïve ✓',
    c: input,
    d: '[1, {y=null}]',
  });
});

test('a function that can not do it with its arguments ends the execution, in the words of AWS: no Catch takes it', async () => {
  const parse = { ...call, Parameters: { 'x.$': "States.Format('{}', States.ArrayLength($.value))" } };
  const state = { ...parse, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'S' }], End: true };
  expect(await run(one(state), { value: 4 })).toMatchObject({
    error: 'States.Runtime',
    cause:
      "An error occurred while executing the state 'S' (entered at the event id #2). There was an error while evaluating the " +
      'intrinsic function: States.ArrayLength($.value). Invalid arguments in States.ArrayLength',
  });
});

/*
 * radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/dataflow_execution.json: executions and TestState of
 * 23 September 2026.
 */
test('as recorded: no rule holds, no place for a result, a Result of null, seconds as a text', async () => {
  const choice = { Type: 'Choice', Choices: [{ Variable: '$.value', NumericEquals: 1, Next: 'S' }] };
  const where = "An error occurred while executing the state 'S' (entered at the event id #2). ";
  expect(await run(one(choice), { value: 2 })).toMatchObject({
    error: 'States.Runtime',
    cause: `${where}Failed to transition out of the state. The state does not point to a next state.`,
  });
  expect(await run(one({ Type: 'Pass', Result: 99, ResultPath: '$.child', End: true }), 4)).toMatchObject({
    error: 'States.ReferencePathConflict',
    cause: `${where}Unable to apply ReferencePath $.child to input 4`,
  });
  expect((await run(one({ Type: 'Pass', Result: null, End: true }), { keep: 1 })).output).toEqual({ keep: 1 });
  const { status, history } = await run(one({ Type: 'Wait', SecondsPath: '$.s', End: true }), { s: '1' });
  expect([status, history.events[2]?.timestamp.toISOString()]).toEqual(['SUCCEEDED', '2026-03-01T08:00:01.000Z']);
});

test('JsonMerge leaves what it merges as it was', async () => {
  const { history, output } = await run(
    one({ Type: 'Pass', Parameters: { 'm.$': 'States.JsonMerge($.a, $.b, false)' }, ResultPath: '$.a', End: true }),
    { a: { x: 1 }, b: { x: 2 } },
  );
  expect(output).toEqual({ a: { m: { x: 2 } }, b: { x: 2 } });
  expect(history.events[1]).toMatchObject({ stateEnteredEventDetails: { input: '{"a":{"x":1},"b":{"x":2}}' } });
});

test('a Task with Parameters and TimeoutSecondsPath reads the limit from its own input', async () => {
  const state = { ...call, Parameters: { 'x.$': '$.x' }, TimeoutSecondsPath: '$.limit', End: true };
  const slow: Task = async (given, clock) => (await clock.sleep(6000, 'a task of 6 s'), given);
  expect(await run(one(state), { x: 1, limit: 7 }, slow)).toMatchObject({ status: 'SUCCEEDED', output: { x: 1 } });
  const late = await run(one(state), { x: 1, limit: 5 }, slow);
  expect(late).toMatchObject({ status: 'FAILED', error: 'States.Timeout', cause: undefined });
  expect(late.history.events[2]).toMatchObject({ lambdaFunctionScheduledEventDetails: { timeoutInSeconds: 5 } });
});

test('nothing of a Map is run after an iteration failed, and its history says what was aborted', async () => {
  const seen: number[] = [];
  const map = (MaxConcurrency: number) =>
    one({ Type: 'Map', MaxConcurrency, ItemProcessor: one({ ...call, End: true }), End: true });
  const failing: Task = async (item: number) => {
    seen.push(item);
    await new Promise(setImmediate);
    if (item === 1) throw new StateFailure('Mine', 'why');
    return new Promise(() => undefined);
  };
  const { status, error, history } = await run(map(2), [1, 2, 3], failing);
  expect([status, error, seen]).toEqual(['FAILED', 'Mine', [1, 2]]);
  expect(history.events.slice(-6).map(({ type, previousEventId }) => [type, previousEventId])).toEqual([
    ['MapIterationFailed', 12],
    ['TaskStateAborted', 12],
    ['MapIterationAborted', 12],
    ['TaskStateAborted', 12],
    ['MapStateFailed', 12],
    ['ExecutionFailed', 17],
  ]);
});

test('each retrier counts its own attempts, and the delays pass on the clock', async () => {
  const names = ['A', 'A', 'B', 'A', 'B'];
  const Retry = [
    { ErrorEquals: ['A'], IntervalSeconds: 10, MaxAttempts: 2, BackoffRate: 3, MaxDelaySeconds: 20 },
    { ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 1, BackoffRate: 1 },
  ];
  const { status, error, history } = await run(one({ ...call, Retry, End: true }), {}, () => {
    throw new StateFailure(names.shift(), 'why');
  });
  expect([status, error, names]).toEqual(['FAILED', 'A', ['B']]);
  const starts = history.events.filter(({ type }) => type === 'LambdaFunctionStarted');
  expect(starts.map(({ timestamp }) => timestamp.toISOString().slice(14, 19))).toEqual([
    '00:00',
    '00:10',
    '00:30',
    '00:31',
  ]);
});

test('what a state hands on is at most 256 KiB, in bytes', async () => {
  const state = { Type: 'Pass', Parameters: { 'a.$': '$', 'b.$': '$' }, End: true };
  expect(await run(one(state), '€'.repeat(43_000))).toMatchObject({ status: 'SUCCEEDED' });
  expect(await run(one(state), '€'.repeat(44_000))).toMatchObject({
    error: 'States.DataLimitExceeded',
    cause: "The state/task 'S' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

test('a result that has no place fails by its name; null keeps the input', async () => {
  expect(await run(one({ Type: 'Pass', Result: 1, ResultPath: '$.a.b', End: true }), { a: 'x' })).toMatchObject({
    error: 'States.ReferencePathConflict',
  });
  expect((await run(one({ Type: 'Pass', Result: 1, ResultPath: '$.a.b', End: true }), {})).output).toEqual({
    a: { b: 1 },
  });
  expect((await run(one({ Type: 'Pass', Result: 1, ResultPath: null, End: true }), 5)).output).toBe(5);
  expect((await run(one({ Type: 'Pass', InputPath: null, End: true }), 5)).output).toEqual({});
});

test('an execution that goes round for ever fails with its 25,000th event', async () => {
  const state = { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Check' };
  const choice = { Variable: '$.n', NumericLessThan: 7000, Next: 'Increment' };
  const machine = {
    StartAt: 'Init',
    States: {
      Init: { Type: 'Pass', Result: { n: 0 }, Next: 'Increment' },
      Increment: state,
      Check: { Type: 'Choice', Choices: [choice], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
  const { error, cause, history } = await run(machine, {});
  expect([error, cause]).toEqual([
    'States.Runtime',
    'The execution reached the maximum number of history events (25000).',
  ]);
  // As recorded on AWS, of the same machine: radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/variable_limits.json.
  expect(history.events.slice(-5).map(({ id, type, previousEventId }) => [id, type, previousEventId])).toEqual([
    [24996, 'PassStateEntered', 24995],
    [24997, 'PassStateExited', 24996],
    [24998, 'ChoiceStateEntered', 24997],
    [24999, 'ChoiceStateExited', 24998],
    [25000, 'ExecutionFailed', 24999],
  ]);
});
