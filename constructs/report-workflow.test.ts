import { inWords, only, shippedStack, values } from '../terraform/test-support';

const stack = shippedStack();
const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:dev-blog-';
const WORKGROUP = 'arn:aws:athena:eu-west-1:000000000000:workgroup/analytics-dev-blog';
const EVENTS = 'arn:aws:s3:::events-dev-blog-000000000000';
const OUTPUT = 'arn:aws:s3:::query-output-dev-blog-000000000000';
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';
const QUEUE = 'arn:aws:sqs:eu-west-1:000000000000:report-notice-dlq-dev-blog';
const RULE = 'arn:aws:events:eu-west-1:000000000000:rule/report-failed-dev-blog';
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
    ['WaitToStartAgain', 'Wait', undefined],
    ['StartQueryAgain', 'Task', `${ARN}start-query-execution`],
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

const ENCRYPT =
  `EncryptNotifications: Allow kms:Decrypt, kms:GenerateDataKey on ${String(values(stack, 'aws_kms_key', 'notifications_key')['arn'])} ` +
  'if {"StringEquals":{"kms:ViaService":"sns.eu-west-1.amazonaws.com"}}';

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
      ENCRYPT,
    ],
  ],
  [
    'notify-failure',
    [
      `MarkSent: Allow s3:GetObject, s3:PutObject on ${OUTPUT}/sent/*`,
      `Notify: Allow sns:Publish on ${TOPIC}`,
      ENCRYPT,
      `KeepFailed: Allow sqs:SendMessage on ${QUEUE}`,
    ],
  ],
])('%s may do what its handler calls, and write its own log', (name, statements) => {
  expect(inWords(only(stack, 'aws_iam_role_policy', `${name}_role_policy`))).toEqual([...statements, ownLogs(name)]);
});

test('an execution that fails, times out or is aborted is handed to the function that tells subscribers', () => {
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
    target_id: 'report-failed-dev-blog',
    arn: `${ARN}notify-failure`,
    retry_policy: { maximum_event_age_in_seconds: 86_400, maximum_retry_attempts: 185 },
    dead_letter_config: { arn: QUEUE },
    depends_on: ['aws_lambda_permission.report-workflow_permission'],
  });
  expect(target).not.toHaveProperty('input_transformer');
  expect(values(stack, 'aws_lambda_permission', 'report-workflow_permission')).toMatchObject({
    function_name: 'dev-blog-notify-failure',
    principal: 'events.amazonaws.com',
    source_arn: RULE,
    source_account: '000000000000',
  });
});

test('a failure that the function could not tell is kept, in a queue that takes it from this rule alone', () => {
  expect(values(stack, 'aws_lambda_function_event_invoke_config', 'report-workflow_failed-events')).toMatchObject({
    function_name: 'dev-blog-notify-failure',
    maximum_retry_attempts: 2,
    destination_config: { on_failure: { destination: QUEUE } },
  });
  expect(values(stack, 'aws_sqs_queue', 'report-workflow_dead-letter-queue')).toMatchObject({
    name: 'report-notice-dlq-dev-blog',
    message_retention_seconds: 1_209_600,
    sqs_managed_sse_enabled: true,
  });
  expect(inWords(only(stack, 'aws_sqs_queue_policy', 'report-workflow_dead-letter-queue-policy'))).toEqual([
    `KeepUndelivered: Allow {"Service":"events.amazonaws.com"} sqs:SendMessage on ${QUEUE} ` +
      `if {"StringEquals":{"aws:SourceAccount":"000000000000"},"ArnEquals":{"aws:SourceArn":"${RULE}"}}`,
    `RequireTls: Deny {"AWS":"*"} sqs:* on ${QUEUE} if {"Bool":{"aws:SecureTransport":"false"}}`,
  ]);
});
