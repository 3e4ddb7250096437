import { render } from '../../../state-machines/language/rendered/render';
import { stateMachine } from '../../../state-machines/language/state-machine';
import { format, mathAdd } from '../../../state-machines/language/written/intrinsic';
import { lambdaTask } from '../../../state-machines/language/written/lambda-task';
import { StateFailure } from './interpreter/failure';
import { run } from './test-support';

// What the builder's types say of variables round a loop, held against what runs: in both query languages the same.

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
const poll = lambdaTask<Schema<{ tries: number }>, Schema<{ state: string }>>()('poll');
const arns = { poll: 'arn:aws:lambda:eu-west-1:000000000000:function:poll' };

const inPaths = stateMachine<{ most: number }>()({
  startAt: 'Start',
  states: {
    Start: { type: 'Pass', assign: { tries: 0, why: 'nothing', most: '$.most' }, next: 'Poll' },
    Poll: {
      type: 'Task',
      run: poll,
      parameters: { tries: '$tries' },
      assign: { tries: mathAdd('$tries', 1), state: '$.state' },
      catch: [
        {
          errorEquals: ['Late'],
          assign: { tries: mathAdd('$tries', 10), why: '$.Error' },
          resultPath: null,
          next: 'Poll',
        },
      ],
      resultPath: null,
      next: 'Which',
    },
    Which: {
      type: 'Choice',
      choices: [
        { variable: '$state', stringEquals: 'DONE', assign: { said: format('after {}', '$tries') }, next: 'Done' },
        { variable: '$tries', numericLessThanPath: '$most', next: 'Poll' },
      ],
      default: 'Done',
      assign: { said: 'too often' },
    },
    Done: { type: 'Pass', parameters: { tries: '$tries', said: '$said', why: '$why', most: '$.most' }, end: true },
  },
});

const inJsonata = stateMachine<{ most: number }>()({
  startAt: 'Start',
  queryLanguage: 'JSONata',
  states: {
    Start: { type: 'Pass', assign: { tries: 0, why: 'nothing', most: '{% $states.input.most %}' }, next: 'Poll' },
    Poll: {
      type: 'Task',
      run: poll,
      arguments: { tries: '{% $tries %}' },
      assign: { tries: '{% $tries + 1 %}' },
      output: { state: '{% $states.result.state %}', most: '{% $states.input.most %}' },
      catch: [
        {
          errorEquals: ['Late'],
          assign: { tries: '{% $tries + 10 %}', why: '{% $states.errorOutput.Error %}' },
          output: '{% $states.input %}',
          next: 'Poll',
        },
      ],
      next: 'Which',
    },
    Which: {
      type: 'Choice',
      choices: [
        {
          condition: "{% $states.input.state = 'DONE' %}",
          output: { said: "{% 'after ' & $tries %}", most: '{% $most %}' },
          next: 'Done',
        },
        { condition: '{% $tries < $most %}', output: { most: '{% $states.input.most %}' }, next: 'Poll' },
      ],
      default: 'Done',
      output: { said: 'too often', most: '{% $states.input.most %}' },
    },
    Done: {
      type: 'Pass',
      output: {
        tries: '{% $tries %}',
        said: '{% $states.input.said %}',
        why: '{% $why %}',
        most: '{% $states.input.most %}',
      },
      end: true,
    },
  },
});

test.each([
  ['JSONPath', render(inPaths, arns).definition],
  ['JSONata', render(inJsonata, arns).definition],
])(
  'a loop in %s that the compiler has taken counts, catches and ends with what its types say',
  async (_, definition) => {
    const ended = (most: number) =>
      run({ ...definition }, { most }, ({ tries }: { tries: number }) => {
        if (tries === 2) throw new StateFailure('Late', 'no');
        return { state: tries === 12 ? 'DONE' : 'RUNNING' };
      });
    expect(await ended(99)).toMatchObject({
      status: 'SUCCEEDED',
      output: { tries: 13, said: 'after 13', why: 'Late', most: 99 },
    });
    expect(await ended(2)).toMatchObject({
      status: 'SUCCEEDED',
      output: { tries: 2, said: 'too often', why: 'nothing', most: 2 },
    });
  },
);
