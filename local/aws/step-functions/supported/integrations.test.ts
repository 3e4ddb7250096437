import { apigatewayInvoke } from '../../../../state-machines/language/services/api-gateway';
import { batchSubmitJob, batchSubmitJobSync } from '../../../../state-machines/language/services/batch';
import { ecsRunTask, ecsRunTaskSync } from '../../../../state-machines/language/services/containers';
import { httpInvoke } from '../../../../state-machines/language/services/http';
import { render } from '../../../../state-machines/language/rendered/render';
import { stateMachine } from '../../../../state-machines/language/state-machine';
import { waitForTaskToken } from '../../../../state-machines/language/written/integration';
import { lambdaTask } from '../../../../state-machines/language/written/lambda-task';
import type { MachineLiteral } from '../../../../state-machines/language/written/literal';
import { unsupported } from './unsupported';

// What the builder types, taken or refused by name as the stack is stood up, before any state has run.

const here = 'eu-west-1:123456789012';
const arns: Readonly<Record<string, string>> = {
  queue: `arn:aws:batch:${here}:job-queue/nightly`,
  job: `arn:aws:batch:${here}:job-definition/report:3`,
  cluster: `arn:aws:ecs:${here}:cluster/reports`,
  task: `arn:aws:ecs:${here}:task-definition/report:3`,
  api: `arn:aws:execute-api:${here}:0123456789`,
  connection: `arn:aws:events:${here}:connection/stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac`,
  secret: `arn:aws:secretsmanager:${here}:secret:events!connection/stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac-AbCdEf`,
  function: `arn:aws:lambda:${here}:function:f`,
  role: 'arn:aws:iam::999999999999:role/reports',
};
const faults = (task: object) =>
  unsupported(
    render<string>(
      stateMachine()({
        startAt: 'S',
        states: { S: { type: 'Task', ...task, end: true } },
      } as unknown as MachineLiteral),
      arns,
    ).definition as unknown as Record<string, unknown>,
  );

const job = { jobQueue: 'queue', jobDefinition: 'job' } as const;
const onCluster = { cluster: 'cluster', taskDefinition: 'task' } as const;
const call = apigatewayInvoke()('api', { method: 'POST' });
const endpoint = 'https://api.stripe.com/v1/customers';

test.each<[string, object]>([
  ['batch:submitJob', { run: batchSubmitJob(job), parameters: { JobName: 'a' } }],
  ['batch:submitJob.sync', { run: batchSubmitJobSync(job), parameters: { JobName: 'a' } }],
  ['ecs:runTask', { run: ecsRunTask(onCluster) }],
  ['ecs:runTask.sync', { run: ecsRunTaskSync(onCluster) }],
  ['apigateway:invoke', { run: call }],
  ['http:invoke', { run: httpInvoke()({ connection: 'connection', secret: 'secret' }, { method: 'GET', endpoint }) }],
])('%s', async (action, task) => {
  expect(await faults(task)).toEqual([
    expect.stringMatching(new RegExp(`^state S: Resource arn:aws:states:::${action} \\(`)),
  ]);
});

test.each<[string, object]>([
  ['ecs:runTask', waitForTaskToken<object>()(ecsRunTask(onCluster))],
  ['apigateway:invoke', waitForTaskToken<object>()(call)],
])('%s.waitForTaskToken', async (_, run) => {
  expect(await faults({ run, parameters: { Path: '$$.Task.Token' } })).toEqual([
    expect.stringMatching(/^state S: Resource .*\.waitForTaskToken/),
  ]);
});

test('another role’s credentials are taken, whichever way they are written', async () => {
  expect(await faults({ run: lambdaTask()('function'), credentials: { roleArn: 'role' } })).toEqual([]);
});

test.each<[string, object, string]>([
  ['nothing', {}, "Credentials (The field 'RoleArn' is required but was missing)"],
  ['no object', 'role' as unknown as object, 'Credentials "role" (an object with a RoleArn)'],
  ['more', { RoleArn: 'r', ExternalId: 'x' }, 'Credentials.ExternalId'],
  ['no text', { RoleArn: 1 }, 'Credentials {"RoleArn":1} (one RoleArn, a text)'],
  ['both', { RoleArn: 'r', 'RoleArn.$': '$.r' }, 'Credentials {"RoleArn":"r","RoleArn.$":"$.r"} (one RoleArn, a text)'],
  ['no path', { 'RoleArn.$': 'role' }, 'role'],
  [
    'a path beside an InputPath',
    { 'RoleArn.$': '$.r' },
    'Credentials with a path beside an InputPath (whether it is read before or after that is not known)',
  ],
])('credentials with %s are refused by name', async (name, Credentials, told) => {
  const state = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:000000000000:function:f', Credentials, End: true };
  const within = name.includes('InputPath') ? { ...state, InputPath: '$.within' } : state;
  expect(await unsupported({ StartAt: 'S', States: { S: within } })).toEqual([expect.stringContaining(told)]);
});
