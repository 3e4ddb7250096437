import { render } from '../../../state-machines/language/rendered/render';
import { stateMachine } from '../../../state-machines/language/state-machine';
import { assume } from '../../../state-machines/language/written/intrinsic';
import { lambdaTask } from '../../../state-machines/language/written/lambda-task';
import { run } from './test-support';

// What the builder's types say of a machine in JSONata, held against what runs.

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
const double = lambdaTask<Schema<{ n: number }>, Schema<{ n: number }>>()('double');
const arns = { double: 'arn:aws:lambda:eu-west-1:000000000000:function:double' };

const machine = stateMachine<{ n: number; name: string; list: number[]; note?: string }>()({
  startAt: 'Double',
  queryLanguage: 'JSONata',
  states: {
    Double: {
      type: 'Task',
      run: double,
      arguments: { n: '{% $states.input.n + 1 %}' },
      assign: { before: '{% $states.input.n %}', list: '{% $states.input.list %}' },
      output: { n: '{% $states.result.n %}', said: "{% $states.input.name & ' ' & $states.result.n %}" },
      catch: [{ errorEquals: ['States.ALL'], output: '{% $states.errorOutput %}', next: 'Failed' }],
      next: 'Which',
    },
    Which: {
      type: 'Choice',
      choices: [{ condition: '{% $states.input.n > 10 and $before != 0 %}', next: 'Wait' }],
      default: 'Small',
    },
    Wait: { type: 'Wait', seconds: '{% $states.input.n * 2 %}', next: 'Each' },
    Each: {
      type: 'Map',
      items: '{% $list %}',
      itemSelector: { item: '{% $states.context.Map.Item.Value %}', by: '{% $states.input.n %}' },
      itemProcessor: {
        startAt: 'Times',
        states: { Times: { type: 'Pass', output: '{% $states.input.item * $states.input.by - $before %}', end: true } },
      },
      output: { all: '{% $states.result %}', sum: assume<number>('{% $sum($states.result) %}') },
      next: 'Both',
    },
    Both: {
      type: 'Parallel',
      arguments: { sum: '{% $states.input.sum %}' },
      branches: [
        { startAt: 'Left', states: { Left: { type: 'Pass', output: '{% $states.input.sum / 2 %}', end: true } } },
        {
          startAt: 'Right',
          states: { Right: { type: 'Pass', assign: { x: 1 }, output: ['{% $before %}'], end: true } },
        },
      ],
      end: true,
    },
    Small: { type: 'Succeed', output: { is: 'small', said: '{% $states.input.said %}' } },
    Failed: { type: 'Fail', error: '{% $states.input.Error %}', cause: "{% 'it said: ' & $states.input.Cause %}" },
  },
});
const { definition } = render(machine, arns);
const started = (n: number, task?: (input: { n: number }) => unknown) =>
  run({ ...definition }, { n, name: 'n', list: [1, 2] }, task ?? ((input: { n: number }) => ({ n: input.n * 2 })));

test('a machine in JSONata that the compiler has taken runs here, and gives what its types say', async () => {
  expect(await started(9)).toMatchObject({ status: 'SUCCEEDED', output: [21, [9]] });
  expect(await started(1)).toMatchObject({ status: 'SUCCEEDED', output: { is: 'small', said: 'n 4' } });
  const fails = await started(1, () => {
    throw new Error('no');
  });
  expect(fails).toMatchObject({ status: 'FAILED' });
});
