import { type HistoryEvent } from '@aws-sdk/client-sfn';
import { failedState, messageIn, visitsOf } from './visits';

let id = 0;
const at = (second: number, type: HistoryEvent['type'], details: Partial<HistoryEvent> = {}): HistoryEvent => ({
  id: ++id,
  type,
  timestamp: new Date(second * 1000),
  ...details,
});
const enter = (second: number, type: 'Task' | 'Wait' | 'Fail', name: string) =>
  at(second, `${type}StateEntered`, { stateEnteredEventDetails: { name } });
const leave = (second: number, type: 'Task' | 'Wait', name: string, output = '{}') =>
  at(second, `${type}StateExited`, { stateExitedEventDetails: { name, output } });

test('states with their times, and what a query said of itself', () => {
  const events = [
    at(0, 'ExecutionStarted'),
    enter(1, 'Task', 'Get'),
    at(1, 'LambdaFunctionScheduled'),
    at(2, 'LambdaFunctionSucceeded'),
    leave(3, 'Task', 'Get', '{"state":"RUNNING"}'),
    enter(3, 'Wait', 'Wait'),
    leave(33, 'Wait', 'Wait', '{"state":"RUNNING"}'),
    enter(33, 'Task', 'Get'),
  ];
  expect(visitsOf(events)).toMatchObject([
    { state: 'Get', type: 'Task', entered: new Date(1000), left: new Date(3000), said: 'RUNNING', errors: [] },
    { state: 'Wait', type: 'Wait', entered: new Date(3000), left: new Date(33_000) },
    { state: 'Get', type: 'Task', entered: new Date(33_000) },
  ]);
  expect(visitsOf(events)[1]).not.toHaveProperty('said');
  expect(visitsOf(events)[2]).not.toHaveProperty('left');
});

test('an error that a retry made good is none; one that was caught is', () => {
  const failed = at(2, 'LambdaFunctionFailed', {
    lambdaFunctionFailedEventDetails: { error: 'Lambda.ServiceException', cause: '{"errorMessage":"not now"}' },
  });
  const timedOut = at(70, 'LambdaFunctionTimedOut', {
    lambdaFunctionTimedOutEventDetails: { error: 'States.Timeout' },
  });
  const visits = visitsOf([
    enter(1, 'Task', 'Start'),
    failed,
    at(4, 'LambdaFunctionSucceeded'),
    leave(5, 'Task', 'Start'),
    enter(5, 'Task', 'Send'),
    failed,
    timedOut,
    leave(71, 'Task', 'Send', '{"failure":{}}'),
    enter(71, 'Fail', 'Failed'),
    at(71, 'ExecutionFailed', { executionFailedEventDetails: { error: 'States.Timeout' } }),
  ]);
  expect(visits.map(({ state, errors }) => [state, errors])).toEqual([
    ['Start', []],
    [
      'Send',
      [
        { error: 'Lambda.ServiceException', cause: 'not now' },
        { error: 'States.Timeout', cause: 'no cause was given' },
      ],
    ],
    ['Failed', []],
  ]);
  expect(failedState(visits)).toBe('Send');
});

test('an execution that a Fail state ended, or its own time limit, failed after its last task', () => {
  const visits = visitsOf([enter(1, 'Task', 'Get'), leave(2, 'Task', 'Get'), enter(2, 'Wait', 'Wait')]);
  expect(failedState(visits)).toBe('Get');
  expect(failedState([])).toBeUndefined();
});

test.each([
  ['{"errorMessage":"it broke","trace":["x"]}', 'it broke'],
  ['Query q: it broke', 'Query q: it broke'],
  ['{"other":1}', '{"other":1}'],
  [undefined, 'no cause was given'],
])('the message in %s', (cause, message) => {
  expect(messageIn(cause)).toBe(message);
});
