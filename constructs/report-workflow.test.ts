import { only, inWords, synthesized, values } from '../environments/commands/synth/test-support';

const stack = synthesized();
const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-';
const WORKGROUP = 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog';
const EVENTS = 'arn:aws:s3:::events-dev-blog-000000000000';
const OUTPUT = 'arn:aws:s3:::query-output-dev-blog-000000000000';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const GLUE = 'arn:aws:glue:eu-west-1:000000000000:';
const DEFAULT_DATABASE = 'arn:aws:glue:eu-west-1:000000000000:database/default';
const [CATALOG, DATABASE, TABLE] = [
  `${GLUE}catalog`,
  `${GLUE}database/video-analytics-dev-blog`,
  `${GLUE}table/video-analytics-dev-blog/events-dev-blog`,
];

interface Machine {
  readonly States: Readonly<Record<string, { readonly Type: string; readonly Resource?: string }>>;
}

test('the state machine runs the three functions of the stack', () => {
  const { definition } = values(stack, 'aws_sfn_state_machine');
  const { States } = JSON.parse(String(definition)) as Machine;
  expect(Object.entries(States).map(([name, { Type, Resource }]) => [name, Type, Resource])).toEqual([
    ['StartQuery', 'Task', `${ARN}start-query-execution`],
    ['GetQueryStatus', 'Task', `${ARN}check-query-execution`],
    ['CheckQueryStatus', 'Choice', undefined],
    ['Wait', 'Wait', undefined],
    ['SendReport', 'Task', `${ARN}send-report`],
    ['Done', 'Succeed', undefined],
    ['Failed', 'Fail', undefined],
  ]);
});

test('the state machine is standard, traced, and logs every event to a log group that expires', () => {
  expect(values(stack, 'aws_sfn_state_machine')).toMatchObject({
    name: 'analytics-dev-blog',
    type: 'STANDARD',
    role_arn: 'arn:aws:iam::000000000000:role/state-machine-role-dev-blog-analytics',
    logging_configuration: {
      level: 'ALL',
      include_execution_data: true,
      log_destination: 'arn:aws:logs:eu-west-1:000000000000:log-group:/aws/vendedlogs/states/analytics-dev-blog:*',
    },
    tracing_configuration: { enabled: true },
    depends_on: ['aws_iam_role_policy.report-workflow_role_policy'],
  });
  expect(values(stack, 'aws_cloudwatch_log_group', 'report-workflow_log-group')).toMatchObject({
    name: '/aws/vendedlogs/states/analytics-dev-blog',
    retention_in_days: 14,
  });
});

test("the machine's role invokes exactly those functions, for this machine only", () => {
  expect(inWords(only(stack, 'aws_iam_role', 'report-workflow_role'))).toEqual([
    'Trust: Allow {"Service":"states.amazonaws.com"} sts:AssumeRole if ' +
      '{"StringEquals":{"aws:SourceAccount":"000000000000"},"ArnEquals":{"aws:SourceArn":' +
      '"arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog"}}',
  ]);
  expect(inWords(only(stack, 'aws_iam_role_policy', 'report-workflow_role_policy'))).toEqual([
    `InvokeTasks: Allow lambda:InvokeFunction on ${ARN}start-query-execution, ${ARN}check-query-execution, ${ARN}send-report`,
    'DeliverLogs: Allow logs:CreateLogDelivery, logs:GetLogDelivery, logs:UpdateLogDelivery, logs:DeleteLogDelivery, ' +
      'logs:ListLogDeliveries, logs:PutResourcePolicy, logs:DescribeResourcePolicies, logs:DescribeLogGroups on *',
    'TraceExecutions: Allow xray:PutTraceSegments, xray:PutTelemetryRecords, xray:GetSamplingRules, ' +
      'xray:GetSamplingTargets on *',
  ]);
});

const ownLogs = (name: string) =>
  'WriteOwnLogs: Allow logs:CreateLogStream, logs:PutLogEvents ' +
  `on arn:aws:logs:eu-west-1:000000000000:log-group:/aws/lambda/dev-blog-${name}:*`;

test.each([
  [
    'start-query-execution',
    [
      `StartQueries: Allow athena:StartQueryExecution on ${WORKGROUP}`,
      'WriteResults: Allow s3:AbortMultipartUpload, s3:GetObject, s3:ListMultipartUploadParts, s3:PutObject ' +
        `on ${OUTPUT}/results/*`,
      `ListResults: Allow s3:ListBucket on ${OUTPUT} if {"StringLike":{"s3:prefix":"results/*"}}`,
      `LocateResults: Allow s3:GetBucketLocation, s3:ListBucketMultipartUploads on ${OUTPUT}`,
      `FindDatabase: Allow glue:GetDatabase on ${CATALOG}, ${DATABASE}, ${DEFAULT_DATABASE}`,
      `ReadSchema: Allow glue:GetTable on ${CATALOG}, ${DATABASE}, ${TABLE}`,
      `ReadEvents: Allow s3:GetObject on ${EVENTS}/events/*`,
      `ListEvents: Allow s3:ListBucket on ${EVENTS} if {"StringLike":{"s3:prefix":"events/*"}}`,
      `LocateEvents: Allow s3:GetBucketLocation on ${EVENTS}`,
    ],
  ],
  ['check-query-execution', [`FollowQueries: Allow athena:GetQueryExecution on ${WORKGROUP}`]],
  [
    'send-report',
    [
      `ReadResults: Allow athena:GetQueryResults on ${WORKGROUP}`,
      `ReadResultObjects: Allow s3:GetObject on ${OUTPUT}/results/*`,
      `FindMalformed: Allow s3:ListBucket on ${EVENTS} if ` +
        '{"StringEquals":{"s3:prefix":"errors/format-conversion-failed/dt="}}',
      `ReadMalformed: Allow s3:GetObject on ${EVENTS}/errors/format-conversion-failed/*`,
      `StoreReports: Allow s3:GetObject, s3:PutObject on ${OUTPUT}/reports/*`,
      `MarkSent: Allow s3:GetObject, s3:PutObject on ${OUTPUT}/sent/*`,
      `Publish: Allow sns:Publish on ${TOPIC}, ${TOPIC.replace('notifications', 'verifications')}`,
      `EncryptNotifications: Allow kms:Decrypt, kms:GenerateDataKey on ${String(values(stack, 'aws_kms_key', 'notifications_key')['arn'])} ` +
        'if {"StringEquals":{"kms:ViaService":"sns.eu-west-1.amazonaws.com"}}',
    ],
  ],
])('%s may do what its handler calls, and write its own log', (name, statements) => {
  expect(inWords(only(stack, 'aws_iam_role_policy', `${name}_role_policy`))).toEqual([...statements, ownLogs(name)]);
});

test('a report that fails, times out or is aborted is told to the topic, in words', () => {
  const rule = values(stack, 'aws_cloudwatch_event_rule', 'failure-rule');
  expect(rule['name']).toBe('report-failed-dev-blog');
  expect(JSON.parse(String(rule['event_pattern']))).toEqual({
    source: ['aws.states'],
    'detail-type': ['Step Functions Execution Status Change'],
    detail: {
      status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
      stateMachineArn: ['arn:aws:states:eu-west-1:000000000000:stateMachine:analytics-dev-blog'],
      name: [{ 'anything-but': { prefix: 'verify-' } }],
    },
  });
  const target = values(stack, 'aws_cloudwatch_event_target', 'failure-target');
  expect(target).toMatchObject({
    rule: 'report-failed-dev-blog',
    arn: TOPIC,
    depends_on: ['aws_sns_topic_policy.notifications_topic-policy'],
    input_transformer: {
      input_paths: {
        name: '$.detail.name',
        status: '$.detail.status',
        execution: '$.detail.executionArn',
        time: '$.time',
      },
    },
  });
});

test('the message of a failure is JSON strings, line by line, and uses every value that it takes', () => {
  const { input_paths: paths, input_template: template } = values(
    stack,
    'aws_cloudwatch_event_target',
    'failure-target',
  )['input_transformer'] as { input_paths: Record<string, string>; input_template: string };
  expect(template.split('\n').map((line) => JSON.parse(line) as string)).toEqual([
    'The analytics report of blog (dev) was not sent: <name> ended as <status> at <time>.',
    'Why, state by state: https://eu-west-1.console.aws.amazon.com/states/home?region=eu-west-1#/v2/executions/details/<execution>',
    expect.stringContaining('start the state machine again'),
  ]);
  expect([...template.matchAll(/<(\w+)>/g)].map(([, name]) => name).sort()).toEqual(Object.keys(paths).sort());
});
