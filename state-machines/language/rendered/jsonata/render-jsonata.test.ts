import { snsPublish } from '../../services/services';
import { stateMachine } from '../../state-machine';
import { assume } from '../../written/intrinsic';
import { lambdaTask } from '../../written/lambda-task';
import type { MachineLiteral } from '../../written/literal';
import { render } from '../render';

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
const count = lambdaTask<Schema<{ n: number }>, Schema<{ n: number }>>()('count');
const arns = {
  count: 'arn:aws:lambda:eu-west-1:000000000000:function:count',
  topic: 'arn:aws:sns:eu-west-1:000000000000:topic',
};

test('each kind of state in JSONata, in the words of the States Language; asl-validator takes it', () => {
  const machine = stateMachine<{ n: number; list: number[] }>()({
    startAt: 'Count',
    queryLanguage: 'JSONata',
    states: {
      Count: {
        type: 'Task',
        run: count,
        arguments: { n: '{% $states.input.n %}' },
        timeoutSeconds: '{% $states.input.n * 60 %}',
        heartbeatSeconds: 10,
        assign: { n: '{% $states.result.n %}' },
        output: { list: '{% $states.input.list %}' },
        retry: [{ errorEquals: ['States.ALL'], maxAttempts: 1 }],
        catch: [{ errorEquals: ['States.ALL'], output: { why: '{% $states.errorOutput.Cause %}' }, next: 'Failed' }],
        next: 'Which',
      },
      Which: {
        type: 'Choice',
        choices: [
          { condition: '{% $n > 3 %}', next: 'Tell', comment: 'many' },
          { condition: assume<boolean>('{% $count($states.input.list) > 2 %}'), next: 'Tell' },
        ],
        default: 'Wait',
      },
      Wait: { type: 'Wait', seconds: '{% $n %}', next: 'Tell' },
      Tell: { type: 'Task', run: snsPublish('topic'), arguments: { Message: "{% 'n is ' & $n %}" }, next: 'Each' },
      Each: {
        type: 'Map',
        items: [1, '{% $n %}'],
        itemSelector: { n: '{% $states.context.Map.Item.Value %}' },
        maxConcurrency: '{% $n + 1 %}',
        itemProcessor: { startAt: 'P', states: { P: { type: 'Pass', output: '{% $states.input.n %}', end: true } } },
        next: 'Both',
      },
      Both: {
        type: 'Parallel',
        arguments: { n: '{% $n %}' },
        branches: [
          { startAt: 'Q', states: { Q: { type: 'Pass', assign: { m: '{% $states.input.n %}' }, end: true } } },
        ],
        next: 'Done',
      },
      Done: { type: 'Succeed', output: { n: '{% $n %}' } },
      Failed: { type: 'Fail', error: 'Failed', cause: '{% $states.input.why %}' },
    },
  });
  const { definition, permissions } = render(machine, arns);
  expect(definition).toEqual({
    QueryLanguage: 'JSONata',
    StartAt: 'Count',
    States: {
      Count: {
        Type: 'Task',
        Resource: arns.count,
        Arguments: { n: '{% $states.input.n %}' },
        TimeoutSeconds: '{% $states.input.n * 60 %}',
        HeartbeatSeconds: 10,
        Assign: { n: '{% $states.result.n %}' },
        Output: { list: '{% $states.input.list %}' },
        Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ['States.ALL'], Output: { why: '{% $states.errorOutput.Cause %}' }, Next: 'Failed' }],
        Next: 'Which',
      },
      Which: {
        Type: 'Choice',
        Choices: [
          { Comment: 'many', Condition: '{% $n > 3 %}', Next: 'Tell' },
          { Condition: '{% $count($states.input.list) > 2 %}', Next: 'Tell' },
        ],
        Default: 'Wait',
      },
      Wait: { Type: 'Wait', Seconds: '{% $n %}', Next: 'Tell' },
      Tell: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sns:publish',
        Arguments: { TopicArn: arns.topic, Message: "{% 'n is ' & $n %}" },
        Next: 'Each',
      },
      Each: {
        Type: 'Map',
        Items: [1, '{% $n %}'],
        ItemSelector: { n: '{% $states.context.Map.Item.Value %}' },
        MaxConcurrency: '{% $n + 1 %}',
        ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', Output: '{% $states.input.n %}', End: true } } },
        Next: 'Both',
      },
      Both: {
        Type: 'Parallel',
        Arguments: { n: '{% $n %}' },
        Branches: [
          { StartAt: 'Q', States: { Q: { Type: 'Pass', Assign: { m: '{% $states.input.n %}' }, End: true } } },
        ],
        Next: 'Done',
      },
      Done: { Type: 'Succeed', Output: { n: '{% $n %}' } },
      Failed: { Type: 'Fail', Error: 'Failed', Cause: '{% $states.input.why %}' },
    },
  });
  expect(permissions.flatMap(({ actions }) => actions)).toEqual(['lambda:InvokeFunction', 'sns:Publish']);
});

test('what a Choice, its rules and a Catch assign and hand on; asl-validator takes it', () => {
  const machine = stateMachine<{ n: number }>()({
    startAt: 'Count',
    queryLanguage: 'JSONata',
    states: {
      Count: {
        type: 'Task',
        run: count,
        assign: { tries: 0 },
        output: { n: '{% $states.result.n %}' },
        catch: [
          {
            errorEquals: ['States.ALL'],
            assign: { tries: 1, why: '{% $states.errorOutput.Cause %}' },
            output: { n: '{% $states.input.n %}' },
            next: 'Which',
            comment: 'goes on',
          },
        ],
        next: 'Which',
      },
      Which: {
        type: 'Choice',
        choices: [
          {
            condition: '{% $tries < 3 %}',
            assign: { tries: '{% $tries + 1 %}' },
            output: { n: '{% $states.input.n * 2 %}' },
            next: 'Which',
          },
        ],
        default: 'Done',
        assign: { tries: 0 },
        output: ['{% $states.input.n %}'],
      },
      Done: { type: 'Succeed', output: '{% $tries %}' },
    },
  });
  expect(render(machine, arns).definition.States).toStrictEqual({
    Count: {
      Type: 'Task',
      Resource: arns.count,
      Assign: { tries: 0 },
      Output: { n: '{% $states.result.n %}' },
      Catch: [
        {
          ErrorEquals: ['States.ALL'],
          Assign: { tries: 1, why: '{% $states.errorOutput.Cause %}' },
          Output: { n: '{% $states.input.n %}' },
          Next: 'Which',
          Comment: 'goes on',
        },
      ],
      Next: 'Which',
    },
    Which: {
      Type: 'Choice',
      Choices: [
        {
          Condition: '{% $tries < 3 %}',
          Assign: { tries: '{% $tries + 1 %}' },
          Output: { n: '{% $states.input.n * 2 %}' },
          Next: 'Which',
        },
      ],
      Default: 'Done',
      Assign: { tries: 0 },
      Output: ['{% $states.input.n %}'],
    },
    Done: { Type: 'Succeed', Output: '{% $tries %}' },
  });
});

test('a state in JSONata in a machine in JSONPath says so, and what stands within it does not', () => {
  const machine = stateMachine<{ n: number }>()({
    startAt: 'A',
    states: {
      A: {
        type: 'Parallel',
        queryLanguage: 'JSONata',
        branches: [{ startAt: 'B', states: { B: { type: 'Pass', parameters: { m: '$.n' }, end: true } } }],
        end: true,
      },
    },
  });
  expect(render(machine, {}).definition).toMatchObject({
    States: { A: { QueryLanguage: 'JSONata', Branches: [{ States: { B: { Parameters: { 'm.$': '$.n' } } } }] } },
  });
});

const one = (state: object) =>
  ({ queryLanguage: 'JSONata', startAt: 'A', states: { A: { type: 'Pass', end: true, ...state } } }) as unknown;
const output = (text: string) => one({ output: { x: [text] } });
const task = (fields: object) => one({ type: 'Task', run: { functionName: 'count' }, ...fields });

const caught = { errorEquals: ['X'], next: 'A' };

test.each([
  ['no JSONata', output('{% 1 + %}'), "output.x.0: '{% 1 + %}' is no JSONata 2.0.6: Unexpected end of expression"],
  ['an operator of a later version', output('{% $states.input.a ?? 1 %}'), 'is no JSONata 2.0.6'],
  ['a name of no data', output('{% n + 1 %}'), "Reference to 'n' at the top level is not supported."],
  ['$$', output('{% $$.n %}'), "Reference to '$$' at the top level is not supported."],
  ['a variable of nobody', output('{% $f($states.input) %}'), 'no state assigns $f, and it is no function'],
  ['$eval', output("{% $eval('1') %}"), 'Step Functions has no $eval: write $parse'],
  ['$states as a whole', output('{% $states %}'), '$states has to be read by its parts here: input, context'],
  ['a part that the field lacks', output('{% $states.result %}'), "$states has no 'result' here: input, context"],
  ['$states as a name', output('{% ($states := 1; 2) %}'), '$states is a name of Step Functions’ own'],
  ['a text around', output('a {% 1 %}'), "'a {% 1 %}': an expression is {% … %}, with nothing around"],
  ['a number that is a text', one({ type: 'Wait', seconds: '3' }), 'seconds must be a number, or an expression'],
  ['a number out of range', one({ type: 'Wait', seconds: -1 }), 'seconds -1 must be a whole number'],
  [
    'two waits',
    one({ type: 'Wait', seconds: 1, timestamp: '{% $now() %}' }),
    'it waits by one of seconds and timestamp',
  ],
  ['a rule without a condition', one({ type: 'Choice', choices: [{ next: 'A' }], default: 'A' }), 'needs a condition'],
  ['a path', one({ inputPath: '$.a' }), "a Pass in JSONata takes no 'inputPath'"],
  ['JSONPath within', one({ queryLanguage: 'JSONPath' }), 'a machine in JSONata has no state in JSONPath'],
  ['an error in an output', task({ output: '{% $states.errorOutput %}' }), "$states has no 'errorOutput' here"],
  [
    'a path of a Catch',
    task({ catch: [{ ...caught, resultPath: '$.x' }] }),
    "a Catch in JSONata takes no 'resultPath'",
  ],
  [
    'a variable of a Catch, of a result',
    task({ catch: [{ ...caught, assign: { x: '{% $states.result %}' } }] }),
    "catch[0].assign.x: '{% $states.result %}': $states has no 'result' here: input, context, errorOutput",
  ],
  [
    'an output of a rule, of a result',
    one({ type: 'Choice', choices: [{ condition: true, output: ['{% $states.result %}'], next: 'A' }], default: 'A' }),
    "choices[0].output.0: '{% $states.result %}': $states has no 'result' here: input, context",
  ],
  [
    'a variable of a rule that is none',
    one({ type: 'Choice', choices: [{ condition: true, assign: { x: NaN }, next: 'A' }], default: 'A' }),
    'choices[0].assign.x: NaN is no number of JSON',
  ],
  [
    'an output of a Catch in JSONPath',
    { ...(task({ catch: [{ ...caught, output: 1 }] }) as object), queryLanguage: 'JSONPath' },
    "a Catch takes no 'output': that is JSONata’s",
  ],
  [
    'another language',
    { ...(one({}) as object), queryLanguage: 'CEL' },
    'queryLanguage "CEL" must be JSONPath or JSONata',
  ],
])('a machine that the compiler could not read is refused: %s', (_, literal, message) => {
  const machine = stateMachine<unknown>()(literal as MachineLiteral);
  expect(() => render(machine, arns)).toThrow(message);
});
