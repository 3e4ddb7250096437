import { roleArn, stackOf } from '../iam/test-support';
import { unrecordedTasks } from './machine-tasks';
import { type Need } from './need';

const task = (Resource: string) => ({ Type: 'Task', Resource: `arn:aws:states:::${Resource}`, End: true });
const machine = (States: Record<string, object>) =>
  stackOf({
    'aws_sfn_state_machine.m': {
      name: 'm',
      role_arn: roleArn('m'),
      definition: JSON.stringify({ StartAt: 'A', States }),
    },
  });
const did = (action: string, role = 'm'): Need => ({
  principal: { kind: 'role', arn: roleArn(role) },
  action,
  resources: ['*'],
});
const told = (states: Record<string, object>, ...needs: Need[]) =>
  unrecordedTasks(machine(states), needs).map(({ message }) => message);

test('what a machine can call was called by a recorded run of its role, by the action’s own name', () => {
  const states = {
    A: task('aws-sdk:athena:stopQueryExecution'),
    B: task('aws-sdk:s3:headObject'),
    C: task('sqs:sendMessage.waitForTaskToken'),
    D: task('states:startExecution.sync:2'),
    E: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:f', End: true },
    F: { Type: 'Pass', Parameters: task('aws-sdk:athena:getQueryResults'), End: true },
    G: { Type: 'Parallel', Branches: [{ StartAt: 'H', States: { H: task('lambda:invoke') } }], End: true },
    I: { Type: 'Map', ItemProcessor: { StartAt: 'J', States: { J: task('aws-sdk:cloudwatchlogs:putLogEvents') } } },
  };
  const actions = [
    ['A', 'athena:StopQueryExecution'],
    ['B', 's3:GetObject'],
    ['C', 'sqs:SendMessage'],
    ['D', 'states:StartExecution'],
    ['H', 'lambda:InvokeFunction'],
    ['J', 'logs:PutLogEvents'],
  ] as const;
  expect(told(states)).toEqual(
    actions.map(([state, action]) => `its state "${state}" can call ${action}, which no recorded run did`),
  );
  expect(told(states, ...actions.map(([, action]) => did(action)))).toEqual([]);
  expect(told(states, ...actions.map(([, action]) => did(action, 'another')))).toHaveLength(actions.length);
});

test('a service of which nothing is known is told', () => {
  expect(told({ A: task('aws-sdk:braket:createJob') })).toEqual([
    'its state "A" calls arn:aws:states:::aws-sdk:braket:createJob, and which right that takes is not known',
  ]);
});
