/** What AWS says of a name beyond its model, or in place of it. */
export interface DocumentedName {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** The pattern in words. */
  readonly words?: string;
  readonly page: string;
}

export interface PhysicalName {
  /** The argument of the Terraform type. */
  readonly argument: string;
  /** `service:Operation:Member`, of service-models.json. */
  readonly member: string;
  readonly documented?: (values: Readonly<Record<string, unknown>>) => DocumentedName;
  /** Where no two may have the same name; `none` where AWS makes an id of its own. */
  readonly unique: 'global' | 'account' | 'region' | 'none';
  /** Arguments of what holds it: the name is its own in there alone. */
  readonly within?: readonly string[];
  /** Types that share their names with others: by the word for all of them. */
  readonly among?: string;
  readonly ignoreCase?: boolean;
}

const DOCS = 'https://docs.aws.amazon.com';
const always = (documented: DocumentedName) => () => documented;

const fifo = (longest: number, page: string) => (values: Readonly<Record<string, unknown>>) =>
  values['fifo_queue'] === true || values['fifo_topic'] === true
    ? {
        min: 1,
        max: longest,
        pattern: /^[A-Za-z0-9_-]+\.fifo$/,
        words: 'letters, digits, - and _, and .fifo at its end',
        page,
      }
    : { min: 1, max: longest, pattern: /^[A-Za-z0-9_-]+$/, words: 'letters, digits, - and _', page };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** By Terraform type: the name that AWS knows it by. A type that is not here must not carry a name. */
export const NAMES: Readonly<Record<string, PhysicalName>> = {
  aws_athena_data_catalog: { argument: 'name', member: 'athena:CreateDataCatalog:Name', unique: 'region' },
  aws_athena_named_query: { argument: 'name', member: 'athena:CreateNamedQuery:Name', unique: 'none' },
  aws_athena_prepared_statement: {
    argument: 'name',
    member: 'athena:CreatePreparedStatement:StatementName',
    unique: 'region',
    within: ['workgroup'],
  },
  aws_athena_workgroup: { argument: 'name', member: 'athena:CreateWorkGroup:Name', unique: 'region' },
  aws_budgets_budget: {
    argument: 'name',
    member: 'budgets:CreateBudget:Budget.BudgetName',
    documented: always({
      pattern: /^(?!.*\/action\/)(?!.*<script>.*<\/script>)[^:\\]+$/i,
      words: 'anything but :, \\ and /action/',
      page: `${DOCS}/aws-cost-management/latest/APIReference/API_budgets_Budget.html`,
    }),
    unique: 'account',
  },
  aws_cloudwatch_composite_alarm: {
    argument: 'alarm_name',
    member: 'cloudwatch:PutCompositeAlarm:AlarmName',
    unique: 'region',
    among: 'alarm',
  },
  aws_cloudwatch_dashboard: {
    argument: 'dashboard_name',
    member: 'cloudwatch:PutDashboard:DashboardName',
    documented: always({
      min: 1,
      max: 255,
      pattern: /^[A-Za-z0-9_-]+$/,
      words: 'letters, digits, - and _',
      page: `${DOCS}/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html`,
    }),
    // Dashboards are an account's, not a region's.
    unique: 'account',
  },
  aws_cloudwatch_event_archive: { argument: 'name', member: 'events:CreateArchive:ArchiveName', unique: 'region' },
  aws_cloudwatch_event_bus: { argument: 'name', member: 'events:CreateEventBus:Name', unique: 'region' },
  aws_cloudwatch_event_rule: {
    argument: 'name',
    member: 'events:PutRule:Name',
    unique: 'region',
    within: ['event_bus_name'],
  },
  aws_cloudwatch_event_target: {
    argument: 'target_id',
    member: 'events:PutTargets:Targets[].Id',
    unique: 'region',
    within: ['event_bus_name', 'rule'],
  },
  aws_cloudwatch_log_group: { argument: 'name', member: 'logs:CreateLogGroup:logGroupName', unique: 'region' },
  aws_cloudwatch_log_metric_filter: {
    argument: 'name',
    member: 'logs:PutMetricFilter:filterName',
    unique: 'region',
    within: ['log_group_name'],
  },
  aws_cloudwatch_log_stream: {
    argument: 'name',
    member: 'logs:CreateLogStream:logStreamName',
    unique: 'region',
    within: ['log_group_name'],
  },
  aws_cloudwatch_log_subscription_filter: {
    argument: 'name',
    member: 'logs:PutSubscriptionFilter:filterName',
    unique: 'region',
    within: ['log_group_name'],
  },
  aws_cloudwatch_metric_alarm: {
    argument: 'alarm_name',
    member: 'cloudwatch:PutMetricAlarm:AlarmName',
    documented: always({
      pattern: /^[^\x00-\x1f\x7f]+$/,
      words: 'anything but control characters',
      page: `${DOCS}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
    }),
    unique: 'region',
    among: 'alarm',
  },
  aws_cloudwatch_query_definition: { argument: 'name', member: 'logs:PutQueryDefinition:name', unique: 'none' },
  aws_dynamodb_table: {
    argument: 'name',
    // The model's member takes an ARN too.
    member: 'dynamodb:CreateTable:TableName',
    documented: always({
      min: 3,
      max: 255,
      pattern: /^[A-Za-z0-9_.-]+$/,
      words: 'letters, digits, -, _ and .',
      page: `${DOCS}/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html`,
    }),
    unique: 'region',
  },
  aws_glue_catalog_database: {
    argument: 'name',
    member: 'glue:CreateDatabase:DatabaseInput.Name',
    documented: always({
      pattern: /^[^A-Z]+$/,
      words: 'no upper-case letters, which Glue makes small',
      page: `${DOCS}/glue/latest/webapi/API_DatabaseInput.html`,
    }),
    unique: 'region',
  },
  aws_glue_catalog_table: {
    argument: 'name',
    member: 'glue:CreateTable:TableInput.Name',
    documented: always({
      pattern: /^[^A-Z]+$/,
      words: 'no upper-case letters, which Glue makes small',
      page: `${DOCS}/glue/latest/webapi/API_TableInput.html`,
    }),
    unique: 'region',
    within: ['database_name'],
  },
  aws_glue_crawler: { argument: 'name', member: 'glue:CreateCrawler:Name', unique: 'region' },
  aws_glue_job: { argument: 'name', member: 'glue:CreateJob:Name', unique: 'region' },
  aws_glue_trigger: { argument: 'name', member: 'glue:CreateTrigger:Name', unique: 'region' },
  aws_glue_workflow: { argument: 'name', member: 'glue:CreateWorkflow:Name', unique: 'region' },
  // IAM's names differ by more than case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  aws_iam_group: { argument: 'name', member: 'iam:CreateGroup:GroupName', unique: 'account', ignoreCase: true },
  aws_iam_instance_profile: {
    argument: 'name',
    member: 'iam:CreateInstanceProfile:InstanceProfileName',
    unique: 'account',
    ignoreCase: true,
  },
  aws_iam_policy: { argument: 'name', member: 'iam:CreatePolicy:PolicyName', unique: 'account', ignoreCase: true },
  aws_iam_role: { argument: 'name', member: 'iam:CreateRole:RoleName', unique: 'account', ignoreCase: true },
  aws_iam_role_policy: {
    argument: 'name',
    member: 'iam:PutRolePolicy:PolicyName',
    unique: 'account',
    within: ['role'],
    ignoreCase: true,
  },
  aws_iam_user: { argument: 'name', member: 'iam:CreateUser:UserName', unique: 'account', ignoreCase: true },
  aws_kinesis_firehose_delivery_stream: {
    argument: 'name',
    member: 'firehose:CreateDeliveryStream:DeliveryStreamName',
    unique: 'region',
  },
  aws_kms_alias: {
    argument: 'name',
    member: 'kms:CreateAlias:AliasName',
    documented: always({
      pattern: /^alias\/(?!aws\/)./,
      words: 'alias/ at its start, but not alias/aws/',
      page: `${DOCS}/kms/latest/APIReference/API_CreateAlias.html`,
    }),
    unique: 'region',
  },
  aws_lambda_alias: {
    argument: 'name',
    member: 'lambda:CreateAlias:Name',
    unique: 'region',
    within: ['function_name'],
  },
  aws_lambda_function: {
    argument: 'function_name',
    // The model's member takes an ARN too, which makes it longer.
    member: 'lambda:CreateFunction:FunctionName',
    documented: always({
      min: 1,
      max: 64,
      pattern: /^[A-Za-z0-9_-]+$/,
      words: 'letters, digits, - and _',
      page: `${DOCS}/lambda/latest/api/API_CreateFunction.html`,
    }),
    unique: 'region',
  },
  // Another one of the same name is its next version.
  aws_lambda_layer_version: {
    argument: 'layer_name',
    member: 'lambda:PublishLayerVersion:LayerName',
    unique: 'region',
  },
  aws_lambda_permission: {
    argument: 'statement_id',
    member: 'lambda:AddPermission:StatementId',
    unique: 'region',
    within: ['function_name', 'qualifier'],
  },
  aws_s3_bucket: {
    argument: 'bucket',
    member: 's3:CreateBucket:Bucket',
    documented: always({
      min: 3,
      max: 63,
      pattern: BUCKET,
      words: 'lower-case letters, digits, - and ., a letter or digit at both ends, and no reserved prefix or suffix',
      page: `${DOCS}/AmazonS3/latest/userguide/bucketnamingrules.html`,
    }),
    unique: 'global',
  },
  aws_scheduler_schedule: {
    argument: 'name',
    member: 'scheduler:CreateSchedule:Name',
    unique: 'region',
    within: ['group_name'],
  },
  aws_scheduler_schedule_group: { argument: 'name', member: 'scheduler:CreateScheduleGroup:Name', unique: 'region' },
  aws_sfn_activity: { argument: 'name', member: 'stepfunctions:CreateActivity:name', unique: 'region' },
  aws_sfn_state_machine: {
    argument: 'name',
    member: 'stepfunctions:CreateStateMachine:name',
    // More characters are taken, but not where CloudWatch logs the executions.
    documented: always({
      pattern: /^[A-Za-z0-9_-]+$/,
      words: 'letters, digits, - and _',
      page: `${DOCS}/step-functions/latest/apireference/API_CreateStateMachine.html`,
    }),
    unique: 'region',
  },
  aws_sns_topic: {
    argument: 'name',
    member: 'sns:CreateTopic:Name',
    documented: fifo(256, `${DOCS}/sns/latest/api/API_CreateTopic.html`),
    unique: 'region',
  },
  aws_sqs_queue: {
    argument: 'name',
    member: 'sqs:CreateQueue:QueueName',
    documented: fifo(80, `${DOCS}/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html`),
    unique: 'region',
  },
};
