/**
 * By service, as botocore names its folder: the operations that make or change what our stacks hold, and what a fork is
 * likely to add. `npm run aws-models` keeps the limits of their input.
 */
export const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  athena: ['CreateDataCatalog', 'CreateNamedQuery', 'CreatePreparedStatement', 'CreateWorkGroup', 'UpdateWorkGroup'],
  budgets: ['CreateBudget', 'CreateNotification'],
  cloudwatch: ['PutCompositeAlarm', 'PutDashboard', 'PutMetricAlarm'],
  dynamodb: ['CreateTable', 'UpdateTimeToLive'],
  events: ['CreateArchive', 'CreateEventBus', 'PutRule', 'PutTargets'],
  firehose: ['CreateDeliveryStream'],
  glue: ['CreateCrawler', 'CreateDatabase', 'CreateJob', 'CreateTable', 'CreateTrigger', 'CreateWorkflow'],
  iam: [
    'AttachRolePolicy',
    'CreateGroup',
    'CreateInstanceProfile',
    'CreateOpenIDConnectProvider',
    'CreatePolicy',
    'CreateRole',
    'CreateUser',
    'PutRolePolicy',
  ],
  kms: ['CreateAlias', 'CreateKey', 'EnableKeyRotation', 'ScheduleKeyDeletion'],
  lambda: [
    'AddPermission',
    'CreateAlias',
    'CreateEventSourceMapping',
    'CreateFunction',
    'PublishLayerVersion',
    'PutFunctionConcurrency',
    'PutFunctionEventInvokeConfig',
  ],
  logs: [
    'CreateLogGroup',
    'CreateLogStream',
    'PutMetricFilter',
    'PutQueryDefinition',
    'PutRetentionPolicy',
    'PutSubscriptionFilter',
  ],
  s3: [
    'CreateBucket',
    'PutBucketEncryption',
    'PutBucketLifecycleConfiguration',
    'PutBucketOwnershipControls',
    'PutBucketPolicy',
    'PutBucketVersioning',
    'PutPublicAccessBlock',
  ],
  scheduler: ['CreateSchedule', 'CreateScheduleGroup'],
  sns: ['CreateTopic', 'Subscribe'],
  sqs: ['CreateQueue'],
  stepfunctions: ['CreateActivity', 'CreateStateMachine'],
};

/** Members that are as large as the rest together, and that nothing here has: visual jobs, and where a stream could lead. */
export const LEFT_OUT: readonly string[] = [
  'glue:CreateJob:CodeGenConfigurationNodes',
  // As in CreateWorkGroup.
  'athena:UpdateWorkGroup:ConfigurationUpdates',
  ...[
    'AmazonOpenSearchServerlessDestinationConfiguration',
    'AmazonopensearchserviceDestinationConfiguration',
    'DatabaseSourceConfiguration',
    'ElasticsearchDestinationConfiguration',
    'HttpEndpointDestinationConfiguration',
    'IcebergDestinationConfiguration',
    'RedshiftDestinationConfiguration',
    'S3DestinationConfiguration',
    'SnowflakeDestinationConfiguration',
    'SplunkDestinationConfiguration',
  ].map((member) => `firehose:CreateDeliveryStream:${member}`),
];
