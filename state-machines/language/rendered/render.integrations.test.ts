import { waitForTaskToken } from '../written/integration';
import { assume } from '../written/intrinsic';
import type { MachineLiteral } from '../written/literal';
import { merged } from '../written/permission';
import { apigatewayInvoke } from '../services/api-gateway';
import { athenaStartQueryExecution } from '../services/athena';
import { batchSubmitJob, batchSubmitJobSync } from '../services/batch';
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
