import { lambdaTask } from '../written/lambda-task';
import type { MachineLiteral } from '../written/literal';
import { render } from './render';
import { stateMachine } from '../state-machine';

interface Schema<T> {
  readonly _zod: { readonly input: T; readonly output: T };
}
const first = lambdaTask<Schema<unknown>, Schema<{ n: number; ok: boolean }>>()('first');
const second = lambdaTask<Schema<unknown>, Schema<{ n: number; ok: boolean }>>()('second');
const arns = {
  first: 'arn:aws:lambda:eu-west-1:000000000000:function:first',
  second: 'arn:aws:lambda:eu-west-1:000000000000:function:second',
};

/** A machine that the compiler can't read, so that mistakes get as far as render. */
const unread = (literal: MachineLiteral) => stateMachine<unknown>()(literal);
const Done = { type: 'Succeed' } as const;

describe('render', () => {
  it('writes every field in the words of the States Language', () => {
    const machine = stateMachine<{ day: string }>()({
      comment: 'all of it',
      startAt: 'Prepare',
      states: {
        Prepare: {
          type: 'Pass',
          comment: 'adds',
          parameters: { by: '$$.Execution.Name', list: [1, 'x'] },
          resultPath: '$.made',
          next: 'Run',
        },
        Run: {
          type: 'Task',
          run: first,
          parameters: { day: '$.day', deep: { made: '$.made.by', fixed: 'x' }, list: [{ day: '$.day' }, true] },
          timeoutSeconds: 20,
          heartbeatSeconds: 10,
          retry: [{ errorEquals: ['States.Timeout'], intervalSeconds: 1, maxAttempts: 0, backoffRate: 1.5 }],
          catch: [{ errorEquals: ['States.ALL'], next: 'Failed' }],
          next: 'Look',
        },
        Look: {
          type: 'Choice',
          comment: 'decides',
          choices: [
            { variable: '$.ok', oneOf: [true], next: 'Done' },
            { variable: '$.n', oneOf: [1, 2], next: 'Wait' },
            { variable: '$.n', numericLessThan: 3, next: 'Wait' },
            { variable: '$.n', numericLessThanEquals: 4, next: 'Wait' },
            { variable: '$.n', numericGreaterThan: 5, next: 'Wait' },
            { variable: '$.n', numericGreaterThanEquals: 6, next: 'Wait' },
          ],
          default: 'Broken',
        },
        Wait: { type: 'Wait', seconds: 1, next: 'Log' },
        Log: { type: 'Task', run: second, resultPath: null, next: 'Done' },
        Done: { type: 'Succeed', comment: 'well' },
        Failed: { type: 'Fail', error: '$.Error', cause: 'It failed' },
        Broken: { type: 'Fail', error: 'Broken', cause: '$$.Execution.Name' },
      },
    });

    expect(render(machine, arns)).toStrictEqual({
      definition: {
        Comment: 'all of it',
        StartAt: 'Prepare',
        States: {
          Prepare: {
            Type: 'Pass',
            Comment: 'adds',
            Parameters: { 'by.$': '$$.Execution.Name', list: [1, 'x'] },
            ResultPath: '$.made',
            Next: 'Run',
          },
          Run: {
            Type: 'Task',
            Resource: arns.first,
            Parameters: {
              'day.$': '$.day',
              deep: { 'made.$': '$.made.by', fixed: 'x' },
              list: [{ 'day.$': '$.day' }, true],
            },
            TimeoutSeconds: 20,
            HeartbeatSeconds: 10,
            Retry: [{ ErrorEquals: ['States.Timeout'], IntervalSeconds: 1, MaxAttempts: 0, BackoffRate: 1.5 }],
            Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }],
            Next: 'Look',
          },
          Look: {
            Type: 'Choice',
            Comment: 'decides',
            Choices: [
              { Variable: '$.ok', BooleanEquals: true, Next: 'Done' },
              { Variable: '$.n', NumericEquals: 1, Next: 'Wait' },
              { Variable: '$.n', NumericEquals: 2, Next: 'Wait' },
              { Variable: '$.n', NumericLessThan: 3, Next: 'Wait' },
              { Variable: '$.n', NumericLessThanEquals: 4, Next: 'Wait' },
              { Variable: '$.n', NumericGreaterThan: 5, Next: 'Wait' },
              { Variable: '$.n', NumericGreaterThanEquals: 6, Next: 'Wait' },
            ],
            Default: 'Broken',
          },
          Wait: { Type: 'Wait', Seconds: 1, Next: 'Log' },
          Log: { Type: 'Task', Resource: arns.second, ResultPath: null, Next: 'Done' },
          Done: { Type: 'Succeed', Comment: 'well' },
          Failed: { Type: 'Fail', ErrorPath: '$.Error', Cause: 'It failed' },
          Broken: { Type: 'Fail', Error: 'Broken', CausePath: '$$.Execution.Name' },
        },
      },
      usedArns: [arns.first, arns.second],
      permissions: [{ sid: 'InvokeTasks', actions: ['lambda:InvokeFunction'], resources: [arns.first, arns.second] }],
    });
  });

  it('hands back each ARN once, and only those that tasks use', () => {
    const twice = stateMachine<unknown>()({
      startAt: 'A',
      states: { A: { type: 'Task', run: first, next: 'B' }, B: { type: 'Task', run: first, next: 'Done' }, Done },
    });
    const more = { ...arns, third: 'arn:aws:lambda:eu-west-1:000000000000:function:third' };
    expect(render(twice, more).usedArns).toEqual([arns.first]);
  });

  it('lets a reference that Terraform will resolve stand for an ARN', () => {
    const machine = stateMachine<unknown>()({
      startAt: 'A',
      states: { A: { type: 'Task', run: first, next: 'Done' }, Done },
    });
    expect(render(machine, { first: '${aws_lambda_function.first.arn}' }).usedArns).toEqual([
      '${aws_lambda_function.first.arn}',
    ]);
  });

  it('refuses a function without an ARN', () => {
    const machine = unread({ startAt: 'A', states: { A: { type: 'Task', run: first, next: 'Done' }, Done } });
    expect(() => render(machine, { second: arns.second })).toThrow('No ARN for "first"');
  });

  it('refuses a heartbeat that is not shorter than the timeout', () => {
    const A = { type: 'Task', run: first, timeoutSeconds: 10, heartbeatSeconds: 10, next: 'Done' } as const;
    const machine = unread({ startAt: 'A', states: { A, Done } });
    expect(() => render(machine, arns)).toThrow('state "A": heartbeatSeconds 10 must be less than timeoutSeconds 10');
  });

  it.each(['', 'n'.repeat(81), 'two\nlines', 'two\u2029paragraphs'])('refuses to call a state %j', (name) => {
    const machine = unread({ startAt: name, states: { [name]: Done } });
    expect(() => render(machine, arns)).toThrow('a name must be one line of 1 to 80 characters');
  });

  // No test here asks for validation: jest's setup hangs it into every render.
  it.each<[string, MachineLiteral, RegExp]>([
    ['comment', { startAt: 'A', states: { A: { type: 'Pass', comment: 5 as never, next: 'Done' }, Done } }, /Comment/],
    [
      'comparison',
      {
        startAt: 'A',
        states: {
          A: {
            type: 'Choice',
            choices: [{ variable: '$.n', numericLessThan: 'x' as never, next: 'Done' }],
            default: 'Done',
          },
          Done,
        },
      },
      /NumericLessThan/,
    ],
  ])('is validated in every test: a machine with a faulty %s', (_, literal, words) => {
    expect(() => render(unread(literal), arns)).toThrow(/not valid Amazon States Language/);
    expect(() => render(unread(literal), arns)).toThrow(words);
  });
});
