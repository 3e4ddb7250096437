import type { MachineLiteral } from '../written/literal';
import { format, mathAdd } from '../written/intrinsic';
import { lambdaTask } from '../written/lambda-task';
import { render } from '../rendered/render';
import { stateMachine } from '../state-machine';

/** Machines that a program made: nothing of them has been compiled. */
const faultsOf = (literal: unknown): string[] => {
  try {
    render(stateMachine<unknown>()(literal as MachineLiteral), arns);
    return [];
  } catch (error) {
    expect(error).not.toBeInstanceOf(TypeError);
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.trim());
  }
};
const arns = {
  self: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
  row: 'arn:aws:lambda:eu-west-1:000000000000:function:row',
};
const pass = { type: 'Pass', end: true };
const one = (state: unknown) => ({ startAt: 'S', states: { S: state } });
const inner = { startAt: 'T', states: { T: pass } };
const parallel = { type: 'Parallel', branches: [inner], end: true };
const retrying = (retrier: object) => one({ ...parallel, retry: [{ errorEquals: ['A'], ...retrier }] });
const distributed = { processorConfig: { mode: 'DISTRIBUTED', executionType: 'STANDARD' }, ...inner };
const map = (fields: object, processor: object = distributed) =>
  one({ type: 'Map', itemProcessor: processor, end: true, ...fields });
const run = lambdaTask<{ _zod: { input: unknown; output: unknown } }, { _zod: { input: unknown; output: unknown } }>()(
  'row',
);
const choice = (rule: object) => ({
  startAt: 'S',
  states: { S: { type: 'Choice', choices: [{ next: 'E', ...rule }], default: 'E' }, E: pass },
});
const task = (fields: object) => one({ type: 'Task', run, end: true, ...fields });

test.each<[string, unknown, string]>([
  ['a machine that is none', null, 'a machine is an object'],
  ['no startAt', { states: { S: pass } }, 'startAt must be the name of a state'],
  ['no states', { startAt: 'S' }, 'states must hold at least one state'],
  ['no state in states', { startAt: 'S', states: {} }, 'states must hold at least one state'],
  ['a state that is null', one(null), 'state "S": it must be an object with a type'],
  [
    'one beside a state in JSONata',
    { queryLanguage: 'JSONata', startAt: 'A', states: { A: { type: 'Pass', next: 'S' }, S: null } },
    'state "S": it must be an object with a type',
  ],
  [
    'null in place of variables, beside a state in JSONata',
    {
      queryLanguage: 'JSONata',
      startAt: 'A',
      states: { A: { type: 'Pass', next: 'S' }, S: { ...pass, assign: null } },
    },
    'state "S": assign must be an object: names and values',
  ],
  ['no type', one({ end: true }), 'state "S": it needs a type'],
  ['an unknown type', one({ type: 'Sleep', end: true }), 'there is no state of type "Sleep"'],
  [
    'a Fail whose error is no text',
    one({ type: 'Fail', error: 3, cause: 'x' }),
    'a Fail needs a text or a path (error)',
  ],
  [
    'a Fail whose cause is no text',
    one({ type: 'Fail', error: 'X', cause: '' }),
    'a Fail needs a text or a path (cause)',
  ],
  ['a Wait without time', one({ type: 'Wait', end: true }), 'it waits by one of'],
  ['a Choice without choices', one({ type: 'Choice', default: 'S' }), 'a Choice needs at least one rule'],
  [
    'a Choice without default',
    one({ type: 'Choice', choices: [{ variable: '$.a', isNull: true, next: 'S' }] }),
    'what no rule takes',
  ],
  [
    'a rule without next',
    one({ type: 'Choice', choices: [{ variable: '$.a', isNull: true }], default: 'S' }),
    'a rule of a Choice needs a state',
  ],
  ['a Task without run', one({ type: 'Task', end: true }), 'a Task needs what it runs'],
  ['a variable of no name', one({ ...pass, assign: { 'a-b': 1 } }), 'assign: "a-b" is no name of a variable'],
  ['a variable of AWS’s', one({ ...pass, assign: { states: 1 } }), 'assign: "states" is no name of a variable'],
  ['variables that are none', one({ ...pass, assign: [1] }), 'assign must be an object: names and values'],
  ['a value of a variable', one({ ...pass, assign: { x: NaN } }), 'assign.x: NaN is no number of JSON'],
  ['a path of a variable', one({ ...pass, assign: { x: '$y.[' } }), "assign: '$y.[' is no path"],
  [
    'variables of a rule that are none',
    choice({ variable: '$.a', isNull: true, assign: 1 }),
    'choices[0].assign must be an object: names and values',
  ],
  [
    'a variable of a rule, of no name',
    choice({ variable: '$.a', isNull: true, assign: { 'a-b': 1 } }),
    'assign: "a-b" is no name of a variable',
  ],
  [
    'a variable of a condition within another',
    choice({ not: { variable: '$.a', isNull: true, assign: { x: 1 } } }),
    "a condition within another takes no 'assign'",
  ],
  [
    'an output of a rule',
    choice({ not: { variable: '$.a', isNull: true }, output: 1 }),
    "a choice takes no 'output': that is JSONata’s",
  ],
  [
    'a path of a variable of a Catch',
    one({ ...parallel, catch: [{ errorEquals: ['A'], assign: { x: '$y.[' }, next: 'S' }] }),
    "catch[0].assign: '$y.[' is no path",
  ],
  [
    'an outer variable, of a Catch and a rule',
    {
      startAt: 'P',
      states: {
        P: { type: 'Parallel', branches: [one({ ...pass, assign: { x: 1, y: 1, z: 1 } })], next: 'C' },
        C: { ...parallel, branches: [inner], catch: [{ errorEquals: ['A'], assign: { x: 1 }, next: 'P' }] },
      },
    },
    'state "S": assign: "x" is a variable of the machine around it, which can be read only',
  ],
  [
    'an outer variable, assigned later',
    {
      startAt: 'P',
      states: {
        P: { type: 'Parallel', branches: [one({ ...pass, assign: { x: 1 } })], assign: { y: 1 }, next: 'L' },
        L: { ...pass, assign: { x: 2 } },
      },
    },
    'state "S": assign: "x" is a variable of the machine around it, which can be read only',
  ],
  ['a Map without processor', one({ type: 'Map', end: true }), 'a Map needs a processor'],
  ['a Parallel without branches', one({ type: 'Parallel', end: true }), 'a Parallel needs at least one branch'],
  ['a Parallel with none', one({ type: 'Parallel', branches: [], end: true }), 'a Parallel needs at least one branch'],
  ['a branch without states', one({ ...parallel, branches: [{ startAt: 'T' }] }), 'state "S": states must hold'],
  ['a retrier without names', one({ ...parallel, retry: [{}] }), 'retry: a clause needs the names'],
  [
    'a catcher without next',
    one({ ...parallel, catch: [{ errorEquals: ['States.ALL'] }] }),
    'catch: a clause needs a state',
  ],
  ['a retry that is no list', one({ ...parallel, retry: {} }), 'retry must be a list'],
  ['a path that is none', one({ ...pass, parameters: { a: '$.' } }), "parameters: '$.' is no path"],
  [
    'undefined in parameters',
    one({ ...pass, parameters: { a: undefined } }),
    'parameters.a: undefined is no value of JSON',
  ],
  ['NaN in parameters', one({ ...pass, parameters: { a: [NaN] } }), 'parameters.a.0: NaN is no number of JSON'],
  ['null as a result', one({ ...pass, result: null }), 'result: null is none to AWS, which hands on the input'],
  ['a function in a result', one({ ...pass, result: () => 1 }), 'result: function is no value of JSON'],
  ['a name of 81 characters', { startAt: 'x'.repeat(81), states: { ['x'.repeat(81)]: pass } }, 'one line of 1 to 80'],
  ['-1 s', one({ type: 'Wait', seconds: -1, end: true }), 'seconds -1 must be a whole number from 0 to 99999999'],
  ['1.5 s', one({ type: 'Wait', seconds: 1.5, end: true }), 'seconds 1.5 must be a whole number'],
  ['100,000,000 s', one({ type: 'Wait', seconds: 100_000_000, end: true }), 'seconds 100000000 must be'],
  [
    'a time that is none',
    one({ type: 'Wait', timestamp: 'tomorrow', end: true }),
    'timestamp "tomorrow" must be a time',
  ],
  ['a time without zone', one({ type: 'Wait', timestamp: '2026-11-01T08:00:00', end: true }), 'with T and a zone'],
  ['a day that is none', one({ type: 'Wait', timestamp: '2026-02-30T08:00:00Z', end: true }), 'must be a time'],
  ['a timeout of 0', task({ timeoutSeconds: 0 }), 'timeoutSeconds 0 must be'],
  ['a heartbeat of 0', task({ heartbeatSeconds: 0 }), 'heartbeatSeconds 0 must be'],
  ["a machine's timeout of 0", { timeoutSeconds: 0, ...one(pass) }, 'the machine: timeoutSeconds 0 must be'],
  ['an interval of 0', retrying({ intervalSeconds: 0 }), 'retry: intervalSeconds 0 must be'],
  ['-1 attempts', retrying({ maxAttempts: -1 }), 'retry: maxAttempts -1 must be'],
  ['a rate of 0.5', retrying({ backoffRate: 0.5 }), 'retry: backoffRate 0.5 must be a number from 1'],
  [
    'a delay not above the interval',
    retrying({ intervalSeconds: 30, maxDelaySeconds: 30 }),
    'must be above intervalSeconds 30',
  ],
  ['a delay not above the default interval', retrying({ maxDelaySeconds: 1 }), 'must be above intervalSeconds 1'],
  ['a delay of over a year', retrying({ maxDelaySeconds: 31_622_400 }), 'a whole number from 1 to 31622399'],
  ['a jitter that is none', retrying({ jitterStrategy: 'SOME' }), 'jitterStrategy "SOME" must be FULL or NONE'],
  ['-1 at once', map({ maxConcurrency: -1 }, inner), 'maxConcurrency -1 must be'],
  ['101 %', map({ toleratedFailurePercentage: 101 }), 'toleratedFailurePercentage 101 must be a number from 0 to 100'],
  ['a label of 41', map({ label: 'a'.repeat(41) }), 'must be of 1 to 40 characters'],
  ['a label with a space', map({ label: 'a b' }), 'label "a b" must be of 1 to 40'],
  ['a batch of 0', map({ itemBatcher: { maxItemsPerBatch: 0 } }), 'itemBatcher: maxItemsPerBatch 0 must be'],
  [
    'a batch of 300,000 bytes',
    map({ itemBatcher: { maxInputBytesPerBatch: 300_000 } }),
    'a whole number from 1 to 262144',
  ],
  [
    'two labels alike',
    {
      startAt: 'M',
      states: {
        M: { type: 'Map', label: 'x', itemProcessor: distributed, next: 'N' },
        N: { type: 'Map', label: 'x', itemProcessor: { ...distributed, startAt: 'U', states: { U: pass } }, end: true },
      },
    },
    'state "N": label "x" is that of state "M"',
  ],
  [
    'a function that a Fail does not take',
    one({ type: 'Fail', error: 'X', cause: mathAdd(1, 2) }),
    'a Fail takes no States.MathAdd',
  ],
])('refuses %s', (_, literal, words) => {
  expect(faultsOf(literal).join('\n')).toContain(words);
});

test('all faults of a machine that a program made come in one error', () => {
  const literal = {
    startAt: 'A',
    timeoutSeconds: -1,
    states: {
      A: { type: 'Wait', seconds: -1, next: 'B' },
      B: null,
      C: {
        type: 'Parallel',
        branches: [{ startAt: 'D', states: { D: { type: 'Task' } } }],
        retry: [{ backoffRate: 0 }],
        end: true,
      },
    },
  };
  expect(faultsOf(literal)).toEqual([
    'state "C" is unreachable: no way from startAt leads to it',
    'the machine: timeoutSeconds -1 must be a whole number from 1 to 99999999',
    'state "A": seconds -1 must be a whole number from 0 to 99999999',
    'state "B": it must be an object with a type',
    'state "C": retry: a clause needs the names of its errors (errorEquals)',
    'state "C": retry: backoffRate 0 must be a number from 1',
    'state "D": a Task needs what it runs (run)',
  ]);
});

test('a definition of more than a mebibyte is refused', () => {
  const machine = stateMachine<unknown>()(one({ ...pass, result: 'x'.repeat(1_100_000) }) as MachineLiteral);
  expect(() => render(machine, {})).toThrow(/^The definition has 1100\d{3} bytes: Step Functions takes 1048576\.$/);
});

test("a Fail's cause may be made by a function", () => {
  const machine = stateMachine<{ why: string }>()({
    startAt: 'F',
    states: { F: { type: 'Fail', error: 'Broken', cause: format('cause: {}', '$.why') } },
  });
  expect(render(machine, {}).definition.States).toEqual({
    F: { Type: 'Fail', Error: 'Broken', CausePath: "States.Format('cause: {}', $.why)" },
  });
});
