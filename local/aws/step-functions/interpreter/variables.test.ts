import { unsupported } from '../supported/unsupported';
import { one, run } from '../test-support';
import { StateFailure } from './failure';
import { Variables } from './variables';

const pass = (Assign: object, more: object = { End: true }) => ({ Type: 'Pass', Assign, ...more });
const call = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f' };

test('a catcher reads what was assigned before, not what the failed state would have assigned', async () => {
  const machine = {
    StartAt: 'A',
    States: {
      A: pass({ x: 1 }, { Next: 'B' }),
      B: {
        ...call,
        Assign: { x: 2 },
        Catch: [{ ErrorEquals: ['Mine'], Assign: { 'before.$': '$x', 'error.$': '$.Error' }, Next: 'C' }],
        End: true,
      },
      C: { Type: 'Pass', Parameters: { 'x.$': '$x', 'before.$': '$before', 'error.$': '$error' }, End: true },
    },
  };
  const failing = () => {
    throw new StateFailure('Mine', 'why');
  };
  expect((await run(machine, {}, failing)).output).toEqual({ x: 1, before: 1, error: 'Mine' });
});

test('of a Task, Assign reads the result, before its ResultSelector; paths and slices reach into a variable', async () => {
  const machine = {
    StartAt: 'A',
    States: {
      A: { ...call, ResultSelector: { 'b.$': '$.a' }, Assign: { 'list.$': '$.a' }, Next: 'B' },
      B: { Type: 'Pass', Parameters: { 'two.$': '$list[1]', 'rest.$': '$list[1:]', 'given.$': '$' }, End: true },
    },
  };
  const { output } = await run(machine, {}, () => ({ a: [1, 2, 3] }));
  expect(output).toEqual({ two: 2, rest: [2, 3], given: { b: [1, 2, 3] } });
});

test('a variable that was not assigned on the way, or lacks what is read, ends the execution and says so', async () => {
  const machine = (read: string) => ({
    StartAt: 'A',
    States: {
      A: { Type: 'Choice', Choices: [{ Variable: '$.go', IsPresent: true, Next: 'B' }], Default: 'C' },
      B: pass({ x: {} }, { Next: 'C' }),
      C: { Type: 'Pass', InputPath: read, End: true },
    },
  });
  expect(await run(machine('$x'), {})).toMatchObject({
    status: 'FAILED',
    cause: expect.stringMatching(/refuses.* what \$x reads: no state before it assigned the variable$/),
  });
  expect((await run(machine('$x.y'), { go: 1 })).cause).toMatch(/refuses.* what \$x\.y reads, which is not there$/);
});

test.each([
  ['states', pass({ states: 1 }), /Assign states \(a name of Step Functions’ own\)/],
  ['a name that is none', pass({ 'a-b': 1 }), /Assign a-b \(a name has letters/],
  ['a name of 81 characters', pass({ ['a'.repeat(81)]: 1 }), /and has at most 80\)/],
  ['no object', { Type: 'Pass', Assign: [1], End: true }, /Assign \[1\] \(names and values\)/],
  ['a variable of nobody', pass({ 'x.$': '$y' }), /path \$y \(no state of its workflow assigns y\)/],
  ['a Succeed', { Type: 'Succeed', Assign: { x: 1 } }, /state S: Assign$/],
])('refused by name: %s', async (_, state, fault) => {
  expect(await unsupported(one(state))).toEqual([expect.stringMatching(fault)]);
});

test('an inner workflow reads the variables around it and assigns its own, no outer one', async () => {
  const machine = (inner: object, more: object = {}) => ({
    StartAt: 'A',
    States: {
      A: pass({ x: 1 }, { Next: 'B' }),
      B: { Type: 'Parallel', Branches: [{ StartAt: 'C', States: { C: pass(inner) } }], ...more, End: true },
    },
  });
  const outer = 'state C: Assign x (a variable of the workflow around it, which can be read only)';
  expect(await unsupported(machine({ 'y.$': '$x' }))).toEqual([]);
  expect(await unsupported(machine({ x: 2 }))).toEqual([outer]);
  // Its own Parallel assigns when it is over.
  expect(await unsupported(machine({ y: 2 }, { Assign: { y: 3 } }))).toEqual([]);
});

test('limits count the JSON of values, in the words of AWS', () => {
  const variables = new Variables();
  const text = (bytes: number) => 'x'.repeat(bytes - 2);
  const failure = (values: Record<string, unknown>, state: string): unknown => {
    try {
      return variables.assign(values, state);
    } catch (error) {
      return error;
    }
  };
  const exceeded = (reason: string) => expect.objectContaining({ error: 'States.DataLimitExceeded', reason });
  expect(failure({ x: text(262_145) }, 'A')).toEqual(
    exceeded("Variable size limit exceeded. Variable 'x' in state 'A' was assigned 262145 bytes."),
  );
  expect(failure({ x: text(131_073), y: text(131_073) }, 'A')).toEqual(
    exceeded(
      "State total variable size limit exceeded. Variable 'y' in state 'A' was assigned 131073 bytes, which caused the " +
        'size of variables assigned in the state to exceed its limit by 2 bytes.',
    ),
  );
  for (let at = 1; at < 42; at++) variables.assign({ [`v${at}`]: text(250_002) }, `Assign${at}`);
  expect(failure({ v42: text(250_002) }, 'Assign42')).toEqual(
    exceeded(
      "Execution total variable size limit exceeded. State 'Assign42' assigned variables that exceed the total execution " +
        'limit by 14324 bytes.',
    ),
  );
  // One that is assigned anew counts once, and one of a branch with the others.
  expect(failure({ v1: text(250_002) }, 'A')).toEqual({ v1: JSON.stringify(text(250_002)) });
  expect(() => variables.within().assign({ w: text(250_002) }, 'B')).toThrow(/refuses.*more than one scope/);
});
