import { waitForTaskToken } from '../written/integration';
import { assume } from '../written/intrinsic';
import type { MachineLiteral } from '../written/literal';
import { merged } from '../written/permission';
import { apigatewayInvoke } from '../services/api-gateway';
import { athenaStartQueryExecution } from '../services/athena';
import { batchSubmitJob, batchSubmitJobSync } from '../services/batch';
import { ecsRunTask, ecsRunTaskSync } from '../services/containers';
import { httpInvoke } from '../services/http';
import { render } from './render';
import { stateMachine } from '../state-machine';

// Optimized integrations that no client here types: what is called with its resources in place, and what the role needs.

const account = 'eu-west-1:000000000000';
const rendered = (run: object, arns: Readonly<Record<string, string>>, parameters: object = {}) => {
  const literal = { startAt: 'T', states: { T: { type: 'Task', run, parameters, end: true } } };
  const { definition, permissions } = render<string>(stateMachine()(literal as unknown as MachineLiteral), arns);
  const task = definition.States['T'];
  return { Resource: task?.['Resource'], Parameters: task?.['Parameters'], permissions };
};

test('a query that is not waited for', () => {
  const workgroup = `arn:aws:athena:${account}:workgroup/reports`;
  expect(rendered(athenaStartQueryExecution('workgroup'), { workgroup }, { QueryString: 'SELECT 1' })).toEqual({
    Resource: 'arn:aws:states:::athena:startQueryExecution',
    Parameters: { WorkGroup: 'reports', QueryString: 'SELECT 1' },
    permissions: [
      { sid: 'StartQueries', actions: ['athena:StartQueryExecution'], resources: [workgroup] },
      {
        sid: 'ReadDataCatalog',
        actions: ['athena:GetDataCatalog'],
        resources: [`arn:aws:athena:${account}:datacatalog/AwsDataCatalog`],
      },
    ],
  });
});

describe('a job of Batch', () => {
  const arns = {
    queue: `arn:aws:batch:${account}:job-queue/nightly`,
    definition: '${aws_batch_job_definition.report.arn}',
  };
  const place = { jobQueue: 'queue', jobDefinition: 'definition' } as const;
  const Parameters = { JobQueue: arns.queue, JobDefinition: arns.definition, JobName: 'report' };
  const submit = {
    sid: 'SubmitJobs',
    actions: ['batch:SubmitJob'],
    resources: [arns.queue, arns.definition, `arn:aws:batch:${account}:job/*`],
  };

  test('is on a queue, of a definition', () => {
    expect(rendered(batchSubmitJob(place), arns, { JobName: 'report' })).toEqual({
      Resource: 'arn:aws:states:::batch:submitJob',
      Parameters,
      permissions: [submit],
    });
  });

  test('is followed and ended by its id, where it is waited for', () => {
    expect(rendered(batchSubmitJobSync(place), arns, { JobName: 'report' })).toEqual({
      Resource: 'arn:aws:states:::batch:submitJob.sync',
      Parameters,
      permissions: [
        submit,
        { sid: 'DescribeJobs', actions: ['batch:DescribeJobs'], resources: ['*'] },
        {
          sid: 'TerminateJobs',
          actions: ['batch:TerminateJob'],
          resources: [`arn:aws:batch:${account}:job/*`],
        },
        {
          sid: 'WatchJobs',
          actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
          resources: [`arn:aws:events:${account}:rule/StepFunctionsGetEventsForBatchJobsRule`],
        },
      ],
    });
    expect(() => rendered(batchSubmitJobSync(place), { ...arns, queue: '${aws_batch_job_queue.q.arn}' })).toThrow(
      'must be written out, as arn:aws:batch:REGION:ACCOUNT:RESOURCE',
    );
  });
});

describe('a call of an API', () => {
  const arns = { api: `arn:aws:execute-api:${account}:0123456789` };
  const ApiEndpoint = '0123456789.execute-api.eu-west-1.amazonaws.com';

  test('is a right where the role signs it, to that method, stage and path alone', () => {
    const call = { method: 'POST', stage: 'prod', path: '/bills/add', authType: 'IAM_ROLE' } as const;
    expect(rendered(apigatewayInvoke()('api', call), arns, { RequestBody: { n: 1 } })).toEqual({
      Resource: 'arn:aws:states:::apigateway:invoke',
      Parameters: {
        ApiEndpoint,
        Method: 'POST',
        Stage: 'prod',
        Path: '/bills/add',
        AuthType: 'IAM_ROLE',
        RequestBody: { n: 1 },
      },
      permissions: [
        { sid: 'InvokeApis', actions: ['execute-api:Invoke'], resources: [`${arns.api}/prod/POST/bills/add`] },
      ],
    });
    const any = apigatewayInvoke()('api', { method: 'GET', authType: 'IAM_ROLE' });
    expect(rendered(any, arns, { Path: assume<string>('$.path') })).toMatchObject({
      Parameters: { ApiEndpoint, Method: 'GET', 'Path.$': '$.path', AuthType: 'IAM_ROLE' },
      permissions: [{ resources: [`${arns.api}/$default/GET/*`] }],
    });
  });

  test('and none where it is open, or the API’s own policy lets the machine in', () => {
    for (const authType of [{}, { authType: 'NO_AUTH' }, { authType: 'RESOURCE_POLICY' }] as const) {
      const run = waitForTaskToken<object>()(apigatewayInvoke()('api', { method: 'POST', ...authType }));
      expect(rendered(run, arns, { RequestBody: '$$.Task.Token' })).toEqual({
        Resource: 'arn:aws:states:::apigateway:invoke.waitForTaskToken',
        Parameters: {
          ApiEndpoint,
          Method: 'POST',
          ...(authType.authType && { AuthType: authType.authType }),
          'RequestBody.$': '$$.Task.Token',
        },
        permissions: [],
      });
    }
  });

  test('is on an API, not on a stage of it', () => {
    expect(() => rendered(apigatewayInvoke()('api', { method: 'GET' }), { api: `${arns.api}/prod` })).toThrow(
      'is no API: give arn:aws:execute-api:REGION:ACCOUNT:API',
    );
    const china = { api: 'arn:aws-cn:execute-api:cn-north-1:000000000000:0123456789' };
    expect(rendered(apigatewayInvoke()('api', { method: 'GET' }), china)).toMatchObject({
      Parameters: { ApiEndpoint: '0123456789.execute-api.cn-north-1.amazonaws.com.cn' },
    });
  });
});

test('permissions of one sid are one, but for those under other conditions', () => {
  const grant = (resource: string, method?: string) => ({
    sid: 'Call',
    actions: ['states:InvokeHTTPEndpoint'],
    resources: [resource],
    ...(method === undefined ? {} : { condition: { StringEquals: { 'states:HTTPMethod': method } } }),
  });
  expect(merged([grant('a'), grant('b', 'GET'), grant('c'), grant('d', 'GET'), grant('e', 'PUT')])).toEqual([
    { ...grant('a'), resources: ['a', 'c'] },
    { ...grant('b', 'GET'), sid: 'Call2', resources: ['b', 'd'] },
    { ...grant('e', 'PUT'), sid: 'Call3' },
  ]);
});

describe('a task of ECS', () => {
  const arns = {
    cluster: `arn:aws:ecs:${account}:cluster/reports`,
    definition: '${aws_ecs_task_definition.report.arn}',
    role: 'arn:aws:iam::000000000000:role/report',
  };
  const place = { cluster: 'cluster', taskDefinition: 'definition' } as const;
  const run = {
    sid: 'RunEcsTasks',
    actions: ['ecs:RunTask'],
    resources: [arns.definition],
    condition: { ArnEquals: { 'ecs:cluster': arns.cluster } },
  };

  test('is of a definition, on a cluster', () => {
    expect(rendered(waitForTaskToken<object>()(ecsRunTask(place)), arns, { Group: '$$.Task.Token' })).toEqual({
      Resource: 'arn:aws:states:::ecs:runTask.waitForTaskToken',
      Parameters: { Cluster: arns.cluster, TaskDefinition: arns.definition, 'Group.$': '$$.Task.Token' },
      permissions: [run],
    });
  });

  test('takes on the definition’s roles, and is followed and ended on its cluster, where it is waited for', () => {
    expect(rendered(ecsRunTaskSync({ ...place, roles: ['role'] }), arns)).toEqual({
      Resource: 'arn:aws:states:::ecs:runTask.sync',
      Parameters: { Cluster: arns.cluster, TaskDefinition: arns.definition },
      permissions: [
        run,
        {
          sid: 'PassEcsRoles',
          actions: ['iam:PassRole'],
          resources: [arns.role],
          condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        },
        {
          sid: 'FollowEcsTasks',
          actions: ['ecs:StopTask', 'ecs:DescribeTasks'],
          resources: [`arn:aws:ecs:${account}:task/reports/*`],
        },
        {
          sid: 'WatchEcsTasks',
          actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
          resources: [`arn:aws:events:${account}:rule/StepFunctionsGetEventsForECSTaskRule`],
        },
      ],
    });
  });
});

describe('a call of an HTTPS API', () => {
  const arns = {
    stripe: '${aws_cloudwatch_event_connection.stripe.arn}',
    secret: '${aws_cloudwatch_event_connection.stripe.secret_arn}',
  };
  const by = { connection: 'stripe', secret: 'secret' } as const;
  const connected = [
    { sid: 'UseConnections', actions: ['events:RetrieveConnectionCredentials'], resources: [arns.stripe] },
    {
      sid: 'ReadConnectionSecrets',
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resources: [arns.secret],
    },
  ];
  const invoke = (condition: object) => ({
    sid: 'InvokeHttpEndpoints',
    actions: ['states:InvokeHTTPEndpoint'],
    resources: ['*'],
    condition,
  });

  test('is a right to that method of that endpoint alone, with the connection’s secret', () => {
    const endpoint = 'https://api.stripe.com/v1/customers';
    expect(rendered(httpInvoke()(by, { method: 'GET', endpoint }), arns, { QueryParameters: { limit: 1 } })).toEqual({
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: {
        ApiEndpoint: endpoint,
        Method: 'GET',
        Authentication: { ConnectionArn: arns.stripe },
        QueryParameters: { limit: 1 },
      },
      permissions: [
        invoke({ StringEquals: { 'states:HTTPMethod': 'GET', 'states:HTTPEndpoint': endpoint } }),
        ...connected,
      ],
    });
  });

  test('or of those that begin as the call says', () => {
    const under = httpInvoke()(by, { method: 'PUT', endpointUnder: 'https://api.stripe.com/v1/' });
    expect(rendered(under, arns, { ApiEndpoint: assume<string>('$.url') })).toEqual({
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: { 'ApiEndpoint.$': '$.url', Method: 'PUT', Authentication: { ConnectionArn: arns.stripe } },
      permissions: [
        invoke({
          StringEquals: { 'states:HTTPMethod': 'PUT' },
          StringLike: { 'states:HTTPEndpoint': 'https://api.stripe.com/v1/*' },
        }),
        ...connected,
      ],
    });
  });

  test('fails with names that the language takes', () => {
    const clause = (name: string) => ({
      startAt: 'T',
      states: { T: { type: 'Pass', end: true, retry: [{ errorEquals: [name] }] } },
    });
    const told = (name: string) => () => render(stateMachine()(clause(name) as unknown as MachineLiteral), {});
    expect(told('States.Http.StatusCode.4xx')).toThrow("'States.Http.StatusCode.4xx' is no error name");
    expect(told('States.Http.StatusCode.404')).not.toThrow('is no error name');
  });
});
