import { apigatewayInvoke } from '../../state-machines/language/services/api-gateway';
import {
  athenaGetQueryResults,
  athenaStartQueryExecution,
  athenaStopQueryExecution,
} from '../../state-machines/language/services/athena';
import { batchSubmitJob, batchSubmitJobSync } from '../../state-machines/language/services/batch';
import { ecsRunTask, ecsRunTaskSync } from '../../state-machines/language/services/containers';
import { startExecutionSyncAsText } from '../../state-machines/language/services/executions';
import { httpInvoke } from '../../state-machines/language/services/http';
import { glueStartJobRunSync } from '../../state-machines/language/services/jobs';
import { athenaStartQueryExecutionSync, startExecutionSync } from '../../state-machines/language/services/services';
import { render } from '../../state-machines/language/rendered/render';
import { stateMachine } from '../../state-machines/language/state-machine';
import type { MachineLiteral } from '../../state-machines/language/written/literal';
import { waitForTaskToken } from '../../state-machines/language/written/integration';
import { lambdaTask } from '../../state-machines/language/written/lambda-task';
import type { Permission } from '../../state-machines/language/written/permission';
import * as fn from '../../state-machines/language/written/intrinsic';
import { opaque } from '../../terraform/expressions/opaque';
import { type Json } from '../../terraform/stack';
import { allChecks } from '../checks/all';
import { servicesNamed } from '../findings/placed-statements';
import { findings } from '../findings/run-checks';
import { readAccess } from '../iam/access';
import { IamCatalog } from '../iam/iam-catalog';
import { ACCOUNT, document, roleArn, stackOf } from '../iam/test-support';
import { type Need } from './need';
import { needChecks } from './rules';
import { taskNeeds } from './task-needs';

// What the builder grants to a machine for tasks that no run here comes by, held against what AWS's pages ask for.

const here = `eu-west-1:${ACCOUNT}`;
const ARNS: Readonly<Record<string, string>> = {
  queue: `arn:aws:batch:${here}:job-queue/nightly`,
  job: `arn:aws:batch:${here}:job-definition/report:3`,
  cluster: `arn:aws:ecs:${here}:cluster/reports`,
  task: `arn:aws:ecs:${here}:task-definition/report:3`,
  'task-role': roleArn('task'),
  api: `arn:aws:execute-api:${here}:0123456789`,
  connection: `arn:aws:events:${here}:connection/stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac`,
  secret: `arn:aws:secretsmanager:${here}:secret:events!connection/stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac-AbCdEf`,
  workgroup: `arn:aws:athena:${here}:workgroup/reports`,
  glue: `arn:aws:glue:${here}:job/nightly`,
  nested: `arn:aws:states:${here}:stateMachine:nested`,
  function: `arn:aws:lambda:${here}:function:f`,
  elsewhere: 'arn:aws:iam::999999999999:role/reports',
};
const trusting = (Principal: Json) => document({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });

const machineOf = (...tasks: object[]) =>
  render<string>(
    stateMachine()({
      startAt: 'S0',
      states: Object.fromEntries(
        tasks.map((task, at) => [
          `S${at}`,
          { type: 'Task', ...task, ...(at + 1 < tasks.length ? { next: `S${at + 1}` } : { end: true }) },
        ]),
      ),
    } as unknown as MachineLiteral),
    ARNS,
  );

const stackWith = (definition: object, permissions: readonly Permission[]) =>
  stackOf({
    'aws_sfn_state_machine.m': { name: 'm', role_arn: roleArn('m'), definition: JSON.stringify(definition) },
    'aws_iam_role.m': {
      name: 'm',
      arn: roleArn('m'),
      assume_role_policy: trusting({ Service: 'states.amazonaws.com' }),
    },
    'aws_iam_role_policy.m': {
      name: 'p',
      role: 'm',
      policy: document(
        ...permissions.map(({ sid, actions, resources, condition }) => ({
          Sid: sid,
          Effect: 'Allow',
          Action: [...actions],
          Resource: [...resources],
          ...(condition && { Condition: condition as Json }),
        })),
      ),
    },
    'aws_ecs_task_definition.t': { arn: ARNS['task'] ?? '', task_role_arn: roleArn('task') },
    'aws_cloudwatch_event_connection.c': { arn: ARNS['connection'] ?? '', secret_arn: ARNS['secret'] ?? '' },
  });

/** What a run shows of each machine. */
const TRUSTED: Need = {
  principal: { kind: 'service', service: 'states.amazonaws.com' },
  action: 'sts:AssumeRole',
  resources: [roleArn('m')],
};

/** Of the rules about what a role may. The types of these blocks are a fork's to describe; who trusts whom is other tests'. */
const BESIDE = ['unknown-resource-type', 'confused-deputy'];
async function found(definition: object, permissions: readonly Permission[]): Promise<string[]> {
  const stack = stackWith(definition, permissions);
  const access = readAccess(stack);
  const catalog = await IamCatalog.load(servicesNamed(access));
  const needs = [...taskNeeds(stack), TRUSTED];
  return findings([...allChecks, ...needChecks({ own: needs, bound: [] })], { stack, neighbours: [], access, catalog })
    .filter(({ rule }) => !BESIDE.includes(rule))
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const job = { jobQueue: 'queue', jobDefinition: 'job' } as const;
const onCluster = { cluster: 'cluster', taskDefinition: 'task', roles: ['task-role'] } as const;
const by = { connection: 'connection', secret: 'secret' } as const;
const query = { run: athenaStartQueryExecution('workgroup'), parameters: { QueryString: 'SELECT 1' } };
const ofQuery = { parameters: { QueryExecutionId: 'q' } };
const MACHINES: readonly (readonly [string, readonly object[]])[] = [
  ['batch:submitJob', [{ run: batchSubmitJob(job), parameters: { JobName: 'a' } }]],
  ['batch:submitJob.sync', [{ run: batchSubmitJobSync(job), parameters: { JobName: 'a' } }]],
  ['ecs:runTask', [{ run: ecsRunTask(onCluster) }]],
  ['ecs:runTask.sync', [{ run: ecsRunTaskSync(onCluster) }]],
  [
    'ecs:runTask.waitForTaskToken',
    [{ run: waitForTaskToken<object>()(ecsRunTask(onCluster)), parameters: { Group: '$$.Task.Token' } }],
  ],
  [
    'apigateway:invoke',
    [
      { run: apigatewayInvoke()('api', { method: 'GET', stage: 'prod', path: '/bills', authType: 'IAM_ROLE' }) },
      {
        run: apigatewayInvoke()('api', { method: 'PUT', authType: 'IAM_ROLE' }),
        parameters: { Path: fn.format('bills/{}', '$.id') },
      },
      { run: apigatewayInvoke()('api', { method: 'GET' }) },
    ],
  ],
  [
    'http:invoke',
    [
      { run: httpInvoke()(by, { method: 'GET', endpoint: 'https://api.stripe.com/v1/customers' }) },
      {
        run: httpInvoke()(by, { method: 'POST', endpointUnder: 'https://api.stripe.com/v1/' }),
        parameters: { ApiEndpoint: fn.format('https://api.stripe.com/v1/{}', '$.id') },
      },
    ],
  ],
  [
    'athena:startQueryExecution, and by its id',
    [
      query,
      { run: athenaGetQueryResults('workgroup'), ...ofQuery },
      { run: athenaStopQueryExecution('workgroup'), ...ofQuery },
    ],
  ],
  [
    'athena:startQueryExecution.sync',
    [{ run: athenaStartQueryExecutionSync('workgroup'), parameters: { QueryString: 'SELECT 1' } }],
  ],
  ['glue:startJobRun.sync', [{ run: glueStartJobRunSync('glue') }]],
  ['states:startExecution.sync', [{ run: startExecutionSyncAsText<object>()('nested'), parameters: { Input: {} } }]],
  [
    'states:startExecution.sync:2',
    [{ run: startExecutionSync<object, object>()('nested'), parameters: { Input: {} } }],
  ],
  ['another role', [{ run: lambdaTask()('function'), credentials: { roleArn: 'elsewhere' } }]],
];

describe.each(MACHINES)('a machine of %s', (_, tasks) => {
  const { definition, permissions } = machineOf(...tasks);

  test('is proven: it may what its tasks take, and nothing else', async () => {
    expect(await found(definition, permissions)).toEqual([]);
  });

  test('is refused without any one of its rights, and without a condition', async () => {
    for (const [at, permission] of permissions.entries()) {
      const instead = (one: Permission) => permissions.with(at, one);
      for (const action of permission.actions) {
        const actions = permission.actions.filter((other) => other !== action);
        const others = actions.length === 0 ? permissions.toSpliced(at, 1) : instead({ ...permission, actions });
        if (others.length === 0) continue;
        expect(await found(definition, others)).toContainEqual(
          expect.stringMatching(new RegExp(`^insufficient-access: ${action} on .* is needed`)),
        );
      }
      if (permission.condition) {
        const { condition: _condition, ...open } = permission;
        expect(await found(definition, instead(open))).toContainEqual(expect.stringMatching(/^wider-than-needed: /));
      }
    }
  });

  test('is refused with a right more', async () => {
    const more = { sid: 'More', actions: ['sqs:SendMessage'], resources: [`arn:aws:sqs:${here}:q`] };
    expect(await found(definition, [...permissions, more])).toEqual([
      expect.stringMatching(/^unneeded-grant: sqs:SendMessage on .* was never needed$/),
    ]);
  });
});

test('what only an execution knows is told', async () => {
  const task = (Resource: string, fields: object) => ({ Type: 'Task', Resource, End: true, ...fields });
  const some = [{ sid: 'Some', actions: ['sqs:SendMessage'], resources: [`arn:aws:sqs:${here}:q`] }];
  const told = async (state: object) =>
    (await found({ StartAt: 'A', States: { A: state } }, some)).filter((one) => one.startsWith('unrecorded-call'));
  const batch = { 'JobQueue.$': '$.queue', JobDefinition: ARNS['job'], JobName: 'a' };
  expect(await told(task('arn:aws:states:::batch:submitJob', { Parameters: batch }))).toEqual([
    'unrecorded-call: its state "A" calls arn:aws:states:::batch:submitJob on what only an execution knows: which right that takes is not known',
  ]);
  const http = {
    ApiEndpoint: '{% $states.input.url %}',
    Method: 'GET',
    InvocationConfig: { ConnectionArn: ARNS['connection'] },
  };
  expect(await told(task('arn:aws:states:::http:invoke', { QueryLanguage: 'JSONata', Arguments: http }))).toHaveLength(
    1,
  );
  const role = { 'RoleArn.$': '$.role' };
  expect(await told(task('arn:aws:states:::aws-sdk:sqs:sendMessage', { Credentials: role }))).toEqual([
    'unrecorded-call: its state "A" runs as a role that only an execution knows',
  ]);
});

test('a role of the stack has a say in who assumes it', async () => {
  const { definition, permissions } = machineOf({
    run: lambdaTask()('function'),
    credentials: { roleArn: 'task-role' },
  });
  const unmet = async (Principal: Json) => {
    const stack = stackWith(definition, permissions);
    const other = stackOf({
      'aws_iam_role.task': { name: 'task', arn: roleArn('task'), assume_role_policy: trusting(Principal) },
    });
    const both = { ...stack, blocks: [...stack.blocks, ...other.blocks] };
    const input = { stack: both, neighbours: [], access: readAccess(both), catalog: await IamCatalog.load([]) };
    return needChecks({ own: taskNeeds(both), bound: [] })
      .filter(({ rule }) => rule === 'insufficient-access')
      .flatMap(({ run }) => run(input))
      .map(({ message }) => message);
  };
  expect(await unmet({ AWS: roleArn('m') })).toEqual([]);
  expect(await unmet({ AWS: `arn:aws:iam::${roleArn('m').split(':')[4]}:root` })).toEqual([]);
  expect(await unmet({ Service: 'lambda.amazonaws.com' })).toEqual([
    `sts:AssumeRole on ${roleArn('task')} is needed, and no resource-based policy allows it`,
  ]);
});

test.each([
  [
    'sts',
    'privilege-escalation: sts:AssumeRole hands its holder credentials',
    { run: lambdaTask()('function'), credentials: { roleArn: 'elsewhere' } },
  ],
  [
    'ecs',
    'privilege-escalation: ecs:RunTask lets its holder do what any role may that it can pass',
    { run: ecsRunTask(onCluster) },
  ],
])('a right that an action of %s could misuse is refused beside one', async (service, words, task) => {
  const { definition, permissions } = machineOf(task);
  const other = { Type: 'Task', Resource: `arn:aws:states:::aws-sdk:${service}:listAnything`, End: true };
  const beside = { ...definition, States: { ...definition.States, Other: other } };
  expect(await found(definition, permissions)).toEqual([]);
  expect(await found(beside, permissions)).toContain(words);
  const wide = permissions.map((one) => (/role/.test(String(one.resources)) ? { ...one, resources: ['*'] } : one));
  expect(await found(definition, wide)).toContain(words);
});

test('what is said by its name is of the account, and what Terraform alone knows is the symbol that its grant has', () => {
  const needs = (called: string, Parameters: object) =>
    taskNeeds(
      stackWith(
        {
          StartAt: 'A',
          States: { A: { Type: 'Task', Resource: `arn:aws:states:::${called}`, Parameters, End: true } },
        },
        [{ sid: 'Some', actions: ['sqs:SendMessage'], resources: [`arn:aws:sqs:${here}:q`] }],
      ),
    ).map(({ action, resources, context = {} }) => [action, ...resources, ...Object.values(context)]);
  const named = [ARNS['queue'], ARNS['job'], `arn:aws:batch:${here}:job/00000000-0000-0000-0000-000000000000`];
  expect(needs('batch:submitJob', { JobName: 'a', JobQueue: 'nightly', JobDefinition: 'report:3' })).toEqual([
    ['batch:SubmitJob', ...named],
  ]);
  const [cluster, definition] = [opaque('aws_ecs_cluster.c.arn'), opaque('aws_ecs_task_definition.d.arn')];
  const task = { Cluster: cluster, TaskDefinition: definition };
  expect(needs('ecs:runTask', task)).toEqual([['ecs:RunTask', definition, cluster]]);
  expect(needs('ecs:runTask.sync', task)).toEqual([]);
});
