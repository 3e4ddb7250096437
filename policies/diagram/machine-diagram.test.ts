import { type Block, type Stack } from '../../terraform/stack';
import { choiceWords } from './choice-words';
import { machineDiagram } from './machine-diagram';

const lambda: Block = {
  kind: 'resource',
  type: 'aws_lambda_function',
  name: 'work',
  address: 'aws_lambda_function.work',
  constructPath: 'dev/jobs/work/Resource',
  values: { arn: 'arn:aws:lambda:eu-west-1:111122223333:function:work' },
};
const machine = (definition: object): Block => ({
  kind: 'resource',
  type: 'aws_sfn_state_machine',
  name: 'machine',
  address: 'aws_sfn_state_machine.machine',
  values: { name: 'jobs-dev', definition: JSON.stringify(definition) },
});
const stack: Stack = {
  name: 'dev',
  folder: '',
  accountId: '111122223333',
  region: 'eu-west-1',
  blocks: [lambda],
  outputs: {},
};

test('every kind of state, and what leads from each to the next', () => {
  const diagram = machineDiagram(
    stack,
    machine({
      StartAt: 'Work',
      States: {
        Work: {
          Type: 'Task',
          Resource: lambda.values['arn'],
          Catch: [
            { ErrorEquals: ['Busy', 'Late'], Next: 'Rest' },
            { ErrorEquals: ['States.ALL'], Next: 'Failed' },
          ],
          Next: 'Which',
        },
        Rest: { Type: 'Wait', Seconds: 30, Next: 'Work' },
        Which: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.a', StringEquals: 'X', Next: 'Both' },
            { Variable: '$.a', StringEquals: 'Y', Next: 'Both' },
          ],
          Default: 'Failed',
        },
        Both: {
          Type: 'Parallel',
          Branches: [
            {
              StartAt: 'Tell',
              States: { Tell: { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', End: true } },
            },
          ],
          Next: 'Each',
        },
        Each: {
          Type: 'Map',
          ItemProcessor: { StartAt: 'One', States: { One: { Type: 'Pass', End: true } } },
          Next: 'Done',
        },
        Done: { Type: 'Succeed' },
        Failed: { Type: 'Fail' },
      },
    }),
  );
  expect(
    diagram.nodes.map(({ label, details, shape, group }) => [label, details, shape, ...(group ? [group] : [])]),
  ).toEqual([
    ['start', [], 'round'],
    ['Work', ['λ work'], 'box'],
    ['Rest', ['30 s'], 'box'],
    ['Which', [], 'diamond'],
    ['Both', ['Parallel'], 'box'],
    ['Tell', ['sns:publish'], 'box', 'Both 1'],
    ['Each', ['Map'], 'box'],
    ['One', ['Pass'], 'box', 'Each 1'],
    ['Done', [], 'round'],
    ['Failed', [], 'round'],
  ]);
  const name = (id: string) => id.replace(/^state /, '');
  expect(diagram.edges.map(({ from, to, kind, label = '' }) => [name(from), name(to), kind, label])).toEqual([
    ['start', 'Work', 'main', ''],
    ['Work', 'Which', 'main', ''],
    ['Work', 'Rest', 'exception', 'Busy, Late'],
    ['Work', 'Failed', 'exception', 'any error'],
    ['Rest', 'Work', 'main', ''],
    ['Which', 'Both', 'main', '$.a = X or Y'],
    ['Which', 'Failed', 'main', 'otherwise'],
    ['Both', 'Each', 'main', ''],
    ['Both', 'Tell', 'main', ''],
    ['Each', 'Done', 'main', ''],
    ['Each', 'One', 'main', ''],
  ]);
  expect(diagram.groups.map(({ label }) => label)).toEqual(['Both: branch 1', 'Each: for each item']);
});

test('a definition that is no JSON is named', () => {
  const broken: Block = { ...machine({}), values: { name: 'x', definition: '{' } };
  expect(() => machineDiagram(stack, broken)).toThrow(/^aws_sfn_state_machine\.machine: the definition is no JSON/);
});

test.each([
  [{ Variable: '$.a', NumericGreaterThanEquals: 3 }, '$.a ≥ 3'],
  [{ Variable: '$.a', StringEqualsPath: '$.b' }, '$.a = $.b'],
  [{ Variable: '$.a', IsPresent: false }, '$.a is not present'],
  [{ Variable: '$.a', StringMatches: 'x*' }, '$.a matches x*'],
  [
    {
      Not: {
        And: [
          { Variable: '$.a', IsNull: true },
          {
            Or: [
              { Variable: '$.b', BooleanEquals: true },
              { Variable: '$.c', TimestampLessThan: 't' },
            ],
          },
        ],
      },
    },
    'not ($.a is null and ($.b = true or $.c TimestampLessThan t))',
  ],
])('%j in words', (rule, words) => {
  expect(choiceWords(rule)).toBe(words);
});
