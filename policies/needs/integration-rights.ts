import { blocksOfType } from '../../terraform/query';
import { fieldsOf, type Fields, writtenIn } from './machine-states';
import { type Need } from './need';
import { arnIn, attributeOf, beside, ID, inAccount, type Surroundings, symbolIn } from './task-arns';

export type Right = Pick<Need, 'action' | 'resources' | 'context'>;

interface Integration {
  readonly cite: string;
  /** Undefined where only an execution knows what it is called on. */
  readonly rights: (given: Fields, around: Surroundings) => readonly Right[] | undefined;
}

const DOCS = 'https://docs.aws.amazon.com/step-functions/latest/dg';
const HOST = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;

const watch = (arn: string, rule: string): Right[] =>
  ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'].map((action) => ({
    action,
    resources: [beside(arn, 'events', `rule/${rule}`)],
  }));

function job(given: Fields, around: Surroundings, isFollowed: boolean): Right[] | undefined {
  const queue = arnIn(given, 'JobQueue', around, 'batch', 'job-queue');
  const definition =
    arnIn(given, 'JobDefinition', around, 'batch', 'job-definition') ?? symbolIn(given, 'JobDefinition');
  if (queue === undefined || definition === undefined) return undefined;
  const id = beside(queue, 'batch', `job/${ID}`);
  return [
    { action: 'batch:SubmitJob', resources: [queue, definition, id] },
    ...(isFollowed
      ? [
          { action: 'batch:DescribeJobs', resources: ['*'] },
          { action: 'batch:TerminateJob', resources: [id] },
          ...watch(queue, 'StepFunctionsGetEventsForBatchJobsRule'),
        ]
      : []),
  ];
}

function container(given: Fields, around: Surroundings, isFollowed: boolean): Right[] | undefined {
  const cluster =
    arnIn(given, 'Cluster', around, 'ecs', 'cluster') ?? (isFollowed ? undefined : symbolIn(given, 'Cluster'));
  const definition =
    arnIn(given, 'TaskDefinition', around, 'ecs', 'task-definition') ?? symbolIn(given, 'TaskDefinition');
  if (cluster === undefined || definition === undefined) return undefined;
  const roles = blocksOfType(around.stack, 'aws_ecs_task_definition')
    .filter((block) => attributeOf(block, 'arn') === definition)
    .flatMap(({ values }) => [values['task_role_arn'], values['execution_role_arn']])
    .filter((role) => typeof role === 'string');
  const task = beside(cluster, 'ecs', `task/${cluster.slice(cluster.indexOf('/') + 1)}/${ID}`);
  return [
    { action: 'ecs:RunTask', resources: [definition], context: { 'ecs:cluster': cluster } },
    ...[...new Set(roles)].map((role) => ({
      action: 'iam:PassRole',
      resources: [role],
      context: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' },
    })),
    ...(isFollowed
      ? [
          { action: 'ecs:StopTask', resources: [task] },
          { action: 'ecs:DescribeTasks', resources: [task] },
          ...watch(cluster, 'StepFunctionsGetEventsForECSTaskRule'),
        ]
      : []),
  ];
}

/** A right of the machine's role where it signs the call; else of nobody, or of the API's own policy. */
function api(given: Fields, { stack, partition }: Surroundings): Right[] | undefined {
  const type = given['AuthType'] ?? 'NO_AUTH';
  if (type === 'NO_AUTH' || type === 'RESOURCE_POLICY') return [];
  const [, id, region] = HOST.exec(writtenIn(given, 'ApiEndpoint') ?? '') ?? [];
  const method = writtenIn(given, 'Method');
  if (id === undefined || region === undefined || method === undefined || 'Stage.$' in given) return undefined;
  const stage = writtenIn(given, 'Stage') ?? '$default';
  const path = writtenIn(given, 'Path')?.replace(/^\//, '') ?? ID;
  const resource = `arn:${partition}:execute-api:${region}:${stack.accountId}:${id}/${stage}/${method}/${path}`;
  return [{ action: 'execute-api:Invoke', resources: [resource] }];
}

function http(given: Fields, { stack }: Surroundings): Right[] | undefined {
  const connection = writtenIn(fieldsOf(given['Authentication'] ?? given['InvocationConfig']), 'ConnectionArn');
  const [method, endpoint] = [writtenIn(given, 'Method'), endpointOf(given)];
  if (connection === undefined || method === undefined || endpoint === undefined) return undefined;
  const secrets = blocksOfType(stack, 'aws_cloudwatch_event_connection')
    .filter((block) => attributeOf(block, 'arn') === connection)
    .map((block) => attributeOf(block, 'secret_arn'))
    .filter((secret) => typeof secret === 'string');
  return [
    {
      action: 'states:InvokeHTTPEndpoint',
      resources: ['*'],
      context: { 'states:HTTPMethod': method, 'states:HTTPEndpoint': endpoint },
    },
    { action: 'events:RetrieveConnectionCredentials', resources: [connection] },
    ...secrets.flatMap((secret) =>
      ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'].map((action) => ({
        action,
        resources: [secret],
      })),
    ),
  ];
}

/** As it is written, or a text with something in its places. */
function endpointOf(given: Fields): string | undefined {
  const made = /^States\.Format\('((?:[^'\\]|\\.)*)'/.exec(String(given['ApiEndpoint.$'] ?? ''))?.[1];
  return writtenIn(given, 'ApiEndpoint') ?? made?.replaceAll('{}', ID);
}

const on = (resource: string, ...actions: readonly string[]): Right[] =>
  actions.map((action) => ({ action, resources: [resource] }));

function execution(given: Fields): Right[] | undefined {
  const machine = writtenIn(given, 'StateMachineArn');
  const [, name] = /:stateMachine:([^:]+)$/.exec(machine ?? '') ?? [];
  if (machine === undefined || name === undefined) return undefined;
  return [
    ...on(machine, 'states:StartExecution'),
    ...on(beside(machine, 'states', `execution:${name}:${ID}`), 'states:DescribeExecution', 'states:StopExecution'),
    ...watch(machine, 'StepFunctionsGetEventsForStepFunctionsExecutionRule'),
  ];
}

function glueJob(given: Fields, around: Surroundings): Right[] | undefined {
  const name = writtenIn(given, 'JobName');
  if (name === undefined) return undefined;
  const arn = inAccount(around, 'glue', `job/${name}`);
  return on(arn, 'glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun');
}

/** The rights to run it: what a query reads and writes, its SQL says. */
function query(given: Fields, around: Surroundings, ...followed: readonly string[]): Right[] | undefined {
  const workgroup = writtenIn(given, 'WorkGroup');
  if (workgroup === undefined) return undefined;
  const catalog = writtenIn(fieldsOf(given['QueryExecutionContext']), 'Catalog') ?? 'AwsDataCatalog';
  return [
    ...on(inAccount(around, 'athena', `workgroup/${workgroup}`), 'athena:StartQueryExecution', ...followed),
    ...on(inAccount(around, 'athena', `datacatalog/${catalog}`), 'athena:GetDataCatalog'),
  ];
}

/** By its id: of those that the same machine starts. */
function queryById(around: Surroundings, action: string): Right[] | undefined {
  const workgroups = around.tasks
    .filter(({ resource }) => resource.includes(':athena:startQueryExecution'))
    .map(({ given }) => writtenIn(given, 'WorkGroup'))
    .filter((name) => name !== undefined);
  if (workgroups.length === 0) return undefined;
  return [...new Set(workgroups)].flatMap((name) => on(inAccount(around, 'athena', `workgroup/${name}`), action));
}

const byId = (action: string): Integration => ({
  cite: `${DOCS}/athena-iam.html`,
  rights: (_, around) => queryById(around, action),
});

/** By what stands behind `arn:aws:states:::` in a Resource: those that do not run here, or of which a run here shows the call that begins alone. */
export const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  'batch:submitJob': { cite: `${DOCS}/batch-iam.html`, rights: (given, around) => job(given, around, false) },
  'batch:submitJob.sync': { cite: `${DOCS}/batch-iam.html`, rights: (given, around) => job(given, around, true) },
  'ecs:runTask': { cite: `${DOCS}/ecs-iam.html`, rights: (given, around) => container(given, around, false) },
  'ecs:runTask.waitForTaskToken': {
    cite: `${DOCS}/ecs-iam.html`,
    rights: (given, around) => container(given, around, false),
  },
  'ecs:runTask.sync': { cite: `${DOCS}/ecs-iam.html`, rights: (given, around) => container(given, around, true) },
  'apigateway:invoke': { cite: `${DOCS}/api-gateway-iam.html`, rights: api },
  'apigateway:invoke.waitForTaskToken': { cite: `${DOCS}/api-gateway-iam.html`, rights: api },
  'states:startExecution.sync': { cite: `${DOCS}/stepfunctions-iam.html`, rights: execution },
  'states:startExecution.sync:2': { cite: `${DOCS}/stepfunctions-iam.html`, rights: execution },
  'glue:startJobRun.sync': { cite: `${DOCS}/glue-iam.html`, rights: glueJob },
  'athena:startQueryExecution': { cite: `${DOCS}/athena-iam.html`, rights: (given, around) => query(given, around) },
  'athena:startQueryExecution.sync': {
    cite: `${DOCS}/athena-iam.html`,
    rights: (given, around) => query(given, around, 'athena:StopQueryExecution', 'athena:GetQueryExecution'),
  },
  'athena:getQueryExecution': byId('athena:GetQueryExecution'),
  'athena:getQueryResults': byId('athena:GetQueryResults'),
  'athena:stopQueryExecution': byId('athena:StopQueryExecution'),
  'http:invoke': { cite: `${DOCS}/call-https-apis.html`, rights: http },
};
