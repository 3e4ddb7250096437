import fc from '../../../../../../scripts/jest/properties';
import { one, run } from '../../../test-support';
import { unsupported } from '../../../supported/unsupported';
import { StateFailure } from '../../failure';
import { bounds } from './bounds';

const machine = (States: Record<string, object>) => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(States)[0],
  States,
});
const pass = (Output: unknown) => machine({ S: { Type: 'Pass', Output, End: true } });
const call = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f' };
const input = { a: { b: [1, 2, 3] }, text: 'abc', one: [7] };

test.each([
  ['a list of one is its member where JSONata finds it, none where it is written', '[$states.input.a.b[0]]', [1]],
  ['a path into a list', '$states.input.one', [7]],
  ['a sequence of one', '$states.input.a.b[$ > 2]', 3],
  ['an object leaves out what is not there', "{'x': $states.input.none, 'y': 1}", { y: 1 }],
  ['its own names', '($x := 2; $f := function($y) { $y * $x }; $map($states.input.a.b, $f))', [2, 4, 6]],
  ['no minus zero', '0 * -1', 0],
  ['$partition', '$partition([1..5], 2)', [[1, 2], [3, 4], [5]]],
  ['$range downwards', '$range(3, 1, -1)', [3, 2, 1]],
  ['$hash', "$hash($states.input.text, 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
  ['$parse', `$parse('{"x": [1]}').x`, [1]],
  ['$uuid', '$length($uuid())', 36],
  ['$random', '$random() < 1', true],
  ["the account's time", '[$now(), $millis()]', ['2026-03-01T08:00:00.000Z', 1_772_352_000_000]],
  ["the account's day", "$now('[Y0001]-[M01]')", '2026-03'],
  ['the context', '$states.context.State.Name', 'S'],
])('%s: %s', async (_, expression, output) => {
  expect(await run(pass(`{% ${expression} %}`), input)).toMatchObject({ status: 'SUCCEEDED', output });
});

test('any data goes through an expression as it is, and a template without one too', async () => {
  const data = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(wholeNumbers(value)) as unknown);
  await fc.assert(
    fc.asyncProperty(
      data,
      fc.constantFrom('$states.input', '$kept', '($x := $states.input; $x)'),
      async (given, text) => {
        const states = {
          K: { Type: 'Pass', Assign: { kept: '{% $states.input %}', plain: [given] }, Next: 'S' },
          S: { Type: 'Pass', Output: [`{% ${text} %}`, '{% $plain %}'], End: true },
        };
        expect((await run(machine(states), given)).output).toEqual([given, [given]]);
      },
    ),
    { numRuns: 60 },
  );
});
/** Those that JavaScript writes otherwise are refused. */
const wholeNumbers = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? Math.trunc(one % 1000) + 0 : one));

const failed = (how: string) => `specified for the field 'Output/x[1]' ${how}`;
test.each([
  ['$states.input.none', failed('returned nothing (undefined).')],
  ['function($x) { $x }', failed('returned an unsupported result type.')],
  [
    "1 + 'a'",
    failed('threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number'),
  ],
  ["$eval('1')", failed('threw an error during evaluation. T1006: Attempted to invoke a non-function')],
  ["$error('mine')", failed('threw an error during evaluation. D3137: mine')],
])('%s fails the state by its name, in the words of AWS', async (expression, cause) => {
  const { error, cause: told, history } = await run(pass({ x: [0, `{% ${expression} %}`] }), input);
  const where = "An error occurred while executing the state 'S' (entered at the event id #2). ";
  const said = `${where}The JSONata expression '${expression}' ${cause}`;
  expect([error, told]).toEqual(['States.QueryEvaluationError', said]);
  expect(history.events.slice(2)).toMatchObject([
    {
      type: 'EvaluationFailed',
      previousEventId: 0,
      evaluationFailedEventDetails: { error, cause: said, location: 'Output/x[1]', state: 'S' },
    },
    { type: 'ExecutionFailed', previousEventId: 3 },
  ]);
});

test.each([
  ['1 / 0', /the number Infinity/],
  ['1e21', /the number 1e\+21/],
  ['$power(2, 53)', /the number 9007199254740992/],
  ['{"f": $sum}', /a function within a value/],
  ['$random(3)', /\$random with a seed/],
  ['$partition([1], 0.5)', /\$partition\(\[1\], 0\.5\)/],
  ['$range(1, 2000, 1)', /\$range\(1, 2000, 1\)/],
  ["$hash('a', 'CRC')", /\$hash\("a", "CRC"\)/],
  ["$parse('1.0')", /the number 1\.0/],
  [Array(120).fill('1').join(' + '), /nests deeper than 100/],
  ['$count([1..200000])', /a list of more than 100000 values/],
  ["$length($pad('', 262145, 'x'))", /a text of more than 262144 characters/],
])('%s ends the execution, and says why', async (expression, why) => {
  const { status, cause } = await run(pass(`{% ${expression} %}`), input);
  expect([status, cause]).toEqual([
    'FAILED',
    expect.stringMatching(/The local run refuses what it does not know of AWS/),
  ]);
  expect(cause).toMatch(why);
});

test('an expression that does not end is ended', () => {
  const { enter, leave } = bounds();
  const step = (): void => {
    enter();
    leave(undefined, undefined, undefined, 1);
  };
  expect(() => {
    for (;;) step();
  }).toThrow(/more than 1000000 steps/);
});

test('a failed evaluation is retried and caught as any error, and a Map does not tell of it again', async () => {
  const retry = [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }];
  const inner = {
    StartAt: 'T',
    States: { T: { ...call, Arguments: { x: '{% $states.input.x %}' }, Retry: retry, End: true } },
  };
  const caught = { ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput.Error %}', Next: 'D' };
  const { output, history } = await run(
    machine({
      M: { Type: 'Map', Items: [{}], ItemProcessor: inner, Catch: [caught], End: true },
      D: { Type: 'Succeed' },
    }),
    {},
  );
  expect(output).toBe('States.QueryEvaluationError');
  expect(history.events.map(({ type }) => type).filter((type) => /Failed|Succeeded$/.test(type))).toEqual([
    'EvaluationFailed',
    'EvaluationFailed',
    'MapIterationFailed',
    'MapStateFailed',
    'ExecutionSucceeded',
  ]);
});

test('numbers, times, conditions and texts by expression; another kind fails the state', async () => {
  const states = {
    T: { ...call, TimeoutSeconds: '{% $states.input.limit %}', Output: '{% $states.input %}', Next: 'W' },
    W: { Type: 'Wait', Seconds: '{% $states.input.limit * 2 %}', Next: 'C' },
    C: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.limit > 5 %}', Next: 'F' }], Default: 'D' },
    F: { Type: 'Fail', Error: "{% 'E' & $string($states.input.limit) %}", Cause: 'plain' },
    D: { Type: 'Succeed', Output: { waited: '{% $states.context.State.EnteredTime %}' } },
  };
  const ends = async (limit: unknown) => run(machine(states), { limit });
  expect((await ends(5)).output).toEqual({ waited: '2026-03-01T08:00:10.000Z' });
  expect(await ends(6)).toMatchObject({ error: 'E6', cause: 'plain' });
  expect((await ends('5')).cause).toMatch(
    /'TimeoutSeconds' returned an unexpected result type\. Expected 'number', but was 'string' for value: "5"$/,
  );
  expect((await ends(0)).cause).toMatch(/refuses.* a TimeoutSeconds of 0$/);
});

test('Assign and Output read the variables as they were; a catcher and a rule tell where they stand', async () => {
  const states = {
    A: { Type: 'Pass', Assign: { n: 1 }, Next: 'B' },
    B: { Type: 'Pass', Assign: { n: '{% $n + 1 %}' }, Output: { n: '{% $n %}' }, Next: 'C' },
    C: {
      Type: 'Choice',
      Choices: [{ Condition: '{% $n = 2 %}', Output: { was: '{% $states.input.n %}', is: '{% $n %}' }, Next: 'D' }],
    },
    D: { ...call, Catch: [{ ErrorEquals: ['States.ALL'], Output: { x: '{% $none %}' }, Next: 'A' }], End: true },
  };
  const { cause } = await run(machine(states), {}, (given) => {
    throw new StateFailure(JSON.stringify(given), '');
  });
  expect(cause).toMatch(/^An error occurred while executing the state 'D' .*'Catch\[0\]\/Output\/x' returned nothing/);
  const fine = await run(machine({ ...states, D: { ...call, End: true } }), {});
  expect(fine.output).toEqual({ was: 1, is: 2 });
});

test('a variable that is too large fails the state after its entering, in the words of AWS', async () => {
  const assign = { Type: 'Pass', Assign: { x: "{% $pad('', 262143, 'x') %}" }, End: true };
  const { error, cause, history } = await run(machine({ S: assign }), {});
  const said = "Variable size limit exceeded. Variable 'x' in state 'S' was assigned 262145 bytes.";
  expect([error, cause]).toEqual(['States.DataLimitExceeded', said]);
  expect(history.events[2]).toMatchObject({
    previousEventId: 2,
    evaluationFailedEventDetails: { error, cause: said, location: 'Assign', state: 'S' },
  });
  expect(await unsupported(machine({ S: { ...assign, Assign: { 'x.$': 1 } } }))).toEqual([
    expect.stringMatching(/^state S: Assign x\.\$ \(a name has/),
  ]);
});

test.each([
  ['{% phone %}', "Output: Reference to 'phone' at the top level is not supported."],
  ['{% [$] %}', "Output: Reference to '$' at the top level is not supported."],
  ['{% $states.input[$$.a] %}', "Output: Reference to '$$' at the top level is not supported."],
  ['{% 1 + %}', 'Output: no JSONata 2.0.6: Unexpected end of expression'],
  ['{% $states.input.a ?? 1 %}', /^Output: no JSONata 2\.0\.6: /],
  ['{% $states.result %}', 'Output: $states.result'],
  ['{% $states %}', 'Output: $states as a whole'],
  ['{% $states := 1 %}', /^Output: \$states is bound/],
  ['{% $states.context.Task.Token %}', 'Output: context path $$.Task.Token'],
  ['{% $states.input', /^Output \{% \$states\.input \(an expression is/],
])('refused by name: %s', async (Output, fault) => {
  const told =
    typeof fault === 'string'
      ? `state S: ${fault}`
      : expect.stringMatching(new RegExp(fault.source.replace('^', '^state S: ')));
  expect(await unsupported(pass(Output))).toEqual([told]);
});

test('names within data are taken', async () => {
  const texts = [
    '$states.input.a[b = 1].c',
    '$states.input.($x := a; $x.b)',
    '$states.input{a: b}',
    '$states.input^(a)',
    '$filter($states.input, function($one) { $one.a })',
    '$states.input ~> |a|{"b": c}|',
    '$states.input@$one.a[$one.b]',
    '$states.input#$at.{"at": $at}',
  ];
  expect(await unsupported(pass(texts.map((text) => `{% ${text} %}`)))).toEqual([]);
});

test('fields of the other language are refused, in the words of AWS', async () => {
  const only = (language: string, field: string, other: string) =>
    `state S: The QueryLanguage is set to '${language}', but field '${field}' is only supported for the '${other}' QueryLanguage`;
  expect(await unsupported(one({ Type: 'Pass', Output: 1, End: true }))).toEqual([
    only('JSONPath', 'Output', 'JSONata'),
  ]);
  expect(await unsupported(one({ Type: 'Pass', QueryLanguage: 'JSONata', Parameters: {}, End: true }))).toEqual([
    only('JSONata', 'Parameters', 'JSONPath'),
  ]);
  expect(await unsupported(machine({ S: { Type: 'Pass', QueryLanguage: 'JSONPath', End: true } }))).toEqual([
    "state S: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
  ]);
  // A Map's own language is not that of the states within.
  const inner = one({ Type: 'Pass', Output: 1, End: true });
  expect(
    await unsupported({
      StartAt: 'M',
      States: { M: { Type: 'Map', QueryLanguage: 'JSONata', ItemProcessor: inner, End: true } },
    }),
  ).toEqual([only('JSONPath', 'Output', 'JSONata')]);
  expect(await unsupported(machine({ S: { Type: 'Wait', Seconds: '5', End: true } }))).toEqual([
    'state S: Seconds "5" (a number, or a JSONata expression)',
  ]);
});
