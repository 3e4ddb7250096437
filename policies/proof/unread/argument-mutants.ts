import { type Json } from '../../../terraform/stack';
import { type Document, type Mutant } from './test-support';

type Body = Record<string, Json>;

/** The first block of a type. */
const first = (document: Document, type: string): Body => Object.values(document.resource[type] ?? {})[0] as Body;
const inner = (body: Body, block: string): Body | undefined => {
  const value = body[block];
  return (Array.isArray(value) ? value[0] : value) as Body | undefined;
};

/** An argument that is set, and refused by its name. */
const set = (
  name: string,
  type: string,
  argument: string,
  value: Json,
  told = `${argument} of ${type} is not modelled`,
  stack: 'dev' | 'bootstrap-dev' = 'dev',
): Mutant => ({
  name,
  stack,
  place: `${type}.${argument}`,
  change: (document) => {
    const path = argument.split('.');
    const last = path.pop() ?? '';
    const body = path.reduce((block, one) => inner(block, one) ?? ((block[one] = {}) as Body), first(document, type));
    body[last] = value;
  },
  told,
});

/** A type that is on no list. */
const added = (type: string, body: Body, stack: 'dev' | 'bootstrap-dev' = 'bootstrap-dev'): Mutant => ({
  name: `${type} in ${stack}`,
  stack,
  place: type,
  change: (document) => void (document.resource[type] = { evil: body }),
  told: `${type}.evil: resources of the type ${type} are not modelled`,
});

const OTHER = 'arn:aws:iam::999999999999:root';
const POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}';
const F = 'aws_kinesis_firehose_delivery_stream';

/** Each argument that the issue names as ignored in silence. */
export const ARGUMENTS: readonly Mutant[] = [
  set(
    'Lambda vpc_config that lets IPv6 out',
    'aws_lambda_function',
    'vpc_config',
    [{ subnet_ids: ['subnet-1'], security_group_ids: ['sg-1'], ipv6_allowed_for_dual_stack: true }],
    'vpc_config.ipv6_allowed_for_dual_stack of aws_lambda_function is not modelled',
  ),
  set(
    'Lambda vpc_config of no subnet',
    'aws_lambda_function',
    'vpc_config',
    [{ subnet_ids: ['vpc-1'], security_group_ids: ['sg-1'] }],
    'vpc_config.subnet_ids of aws_lambda_function is ["vpc-1"]',
  ),
  set(
    'Lambda dead_letter_config elsewhere',
    'aws_lambda_function',
    'dead_letter_config',
    [{ target_arn: 'arn:aws:sqs:eu-west-1:999999999999:q' }],
    'dead_letter_config.target_arn arn:aws:sqs:eu-west-1:999999999999:q is of nothing in the stack',
  ),
  set('foreign layers', 'aws_lambda_function', 'layers', ['arn:aws:lambda:eu-west-1:999999999999:layer:x:1']),
  set(
    'a Python runtime',
    'aws_lambda_function',
    'runtime',
    'python3.13',
    'runtime of aws_lambda_function is "python3.13"',
  ),
  set('memory out of range', 'aws_lambda_function', 'memory_size', 64, 'memory_size of aws_lambda_function is 64'),
  set('concurrency', 'aws_lambda_function', 'reserved_concurrent_executions', 0),
  set('a container image', 'aws_lambda_function', 'image_uri', 'x'),
  set('Lambda file_system_config', 'aws_lambda_function', 'file_system_config', [
    { arn: OTHER, local_mount_path: '/mnt/x' },
  ]),
  set('a timeout that Lambda has not', 'aws_lambda_function', 'timeout', 901, 'timeout of aws_lambda_function is 901'),
  set('Firehose processing', F, 'extended_s3_configuration.processing_configuration', [{ enabled: true }]),
  set('a backup bucket', F, 'extended_s3_configuration.s3_backup_mode', 'Enabled'),
  set(
    'GZIP with Parquet',
    F,
    'extended_s3_configuration.compression_format',
    'GZIP',
    'extended_s3_configuration.compression_format of aws_kinesis_firehose_delivery_stream is "GZIP"',
  ),
  set(
    'buffers below 64 MB with conversion',
    F,
    'extended_s3_configuration.buffering_size',
    5,
    'extended_s3_configuration.buffering_size of aws_kinesis_firehose_delivery_stream is 5',
  ),
  set('dynamic partitioning', F, 'extended_s3_configuration.dynamic_partitioning_configuration', [{ enabled: true }]),
  set('replication of a bucket', 'aws_s3_bucket', 'replication_configuration', [{ role: OTHER }]),
  set('force_destroy of a bucket', 'aws_s3_bucket', 'force_destroy', true),
  set('event target role_arn', 'aws_cloudwatch_event_target', 'role_arn', OTHER),
  set('an event target elsewhere', 'aws_cloudwatch_event_target', 'event_bus_name', 'other'),
  set('KMS key disabled', 'aws_kms_key', 'is_enabled', false),
  set('KMS key for signing', 'aws_kms_key', 'key_usage', 'SIGN_VERIFY'),
  set(
    'KMS deletion at once',
    'aws_kms_key',
    'deletion_window_in_days',
    1,
    'deletion_window_in_days of aws_kms_key is 1',
  ),
  set('machine type EXPRESS', 'aws_sfn_state_machine', 'type', 'EXPRESS', 'type of aws_sfn_state_machine is "EXPRESS"'),
  set(
    'queue retention out of range',
    'aws_sqs_queue',
    'message_retention_seconds',
    1_209_601,
    'message_retention_seconds of aws_sqs_queue is 1209601',
  ),
  set(
    'queue redrive elsewhere',
    'aws_sqs_queue',
    'redrive_policy',
    '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:999999999999:q","maxReceiveCount":1}',
    'redrive_policy.deadLetterTargetArn arn:aws:sqs:eu-west-1:999999999999:q is of nothing in the stack',
  ),
  set(
    'log retention out of range',
    'aws_cloudwatch_log_group',
    'retention_in_days',
    15,
    'retention_in_days of aws_cloudwatch_log_group is 15',
  ),
  set(
    'workgroup enforcement off',
    'aws_athena_workgroup',
    'configuration.enforce_workgroup_configuration',
    false,
    'configuration.enforce_workgroup_configuration of aws_athena_workgroup is false',
  ),
  set('an execution role of a workgroup', 'aws_athena_workgroup', 'configuration.execution_role', OTHER),
  set('tracing of a topic', 'aws_sns_topic', 'lambda_success_feedback_role_arn', OTHER),
  set('a subscription that filters', 'aws_sns_topic_subscription', 'filter_policy', '{"a":["b"]}'),
  set('a subscription with a role', 'aws_sns_topic_subscription', 'subscription_role_arn', OTHER),
  set(
    "state bucket's versioning",
    'aws_s3_bucket_versioning',
    'versioning_configuration.status',
    'Suspended',
    'versioning_configuration.status of aws_s3_bucket_versioning is "Suspended"',
    'bootstrap-dev',
  ),
  set(
    "state bucket's force_destroy",
    'aws_s3_bucket',
    'force_destroy',
    true,
    'force_destroy of aws_s3_bucket is not modelled',
    'bootstrap-dev',
  ),
  set(
    'max_session_duration',
    'aws_iam_role',
    'max_session_duration',
    43_200,
    'max_session_duration of aws_iam_role is 43200',
    'bootstrap-dev',
  ),
  set(
    'force_detach_policies',
    'aws_iam_role',
    'force_detach_policies',
    true,
    'force_detach_policies of aws_iam_role is not modelled',
    'bootstrap-dev',
  ),
  {
    name: 'data.external',
    place: 'data.external',
    change: (document) =>
      void (document['data'] = { ...(document['data'] as object), external: { evil: { program: ['sh'] } } }),
    told: 'data.external.evil: the data source external is not read',
  },
  {
    name: 'data.aws_secretsmanager_secret_version',
    place: 'data.aws_secretsmanager_secret_version',
    change: (document) =>
      void (document['data'] = {
        ...(document['data'] as object),
        aws_secretsmanager_secret_version: { evil: { secret_id: 'x' } },
      }),
    told: 'data.aws_secretsmanager_secret_version.evil: the data source aws_secretsmanager_secret_version is not read',
  },
];

/** By the models of AWS's services: catalog/models/. */
const OUT_OF_RANGE: readonly (readonly [name: string, type: string, argument: string, value: Json])[] = [
  ['memory above the model', 'aws_lambda_function', 'memory_size', 65_536],
  ['a machine that Lambda has not', 'aws_lambda_function', 'architectures', ['mips']],
  ['an age of asynchronous events', 'aws_lambda_function_event_invoke_config', 'maximum_event_age_in_seconds', 59],
  ['retries of asynchronous events', 'aws_lambda_function_event_invoke_config', 'maximum_retry_attempts', 3],
  ['retries of a target', 'aws_cloudwatch_event_target', 'retry_policy.maximum_retry_attempts', 186],
  ['an age of a target’s events', 'aws_cloudwatch_event_target', 'retry_policy.maximum_event_age_in_seconds', 59],
  ['a state of a rule', 'aws_cloudwatch_event_rule', 'state', 'PAUSED'],
  ['a buffer above 900 seconds', F, 'extended_s3_configuration.buffering_interval', 901],
  ['a buffer above 128 MB', F, 'extended_s3_configuration.buffering_size', 129],
  ['a key type that Firehose has not', F, 'server_side_encryption.key_type', 'MINE'],
  ['a comparison of an alarm', 'aws_cloudwatch_metric_alarm', 'comparison_operator', 'Equals'],
  ['a level of a machine’s logs', 'aws_sfn_state_machine', 'logging_configuration.level', 'DEBUG'],
  ['a storage class', 'aws_s3_bucket_lifecycle_configuration', 'rule.status', 'On'],
  ['an ownership', 'aws_s3_bucket_ownership_controls', 'rule.object_ownership', 'Anybody'],
];

export const RANGES: readonly Mutant[] = OUT_OF_RANGE.map(([name, type, argument, value]) =>
  set(name, type, argument, value, `${argument} of ${type} is ${JSON.stringify(value)}`),
);

const QUEUE_ELSEWHERE = 'arn:aws:sqs:eu-west-1:999999999999:q';
const TOPIC_ELSEWHERE = 'arn:aws:sns:eu-west-1:999999999999:t';
const KEY_ELSEWHERE = 'arn:aws:kms:eu-west-1:999999999999:key/k';
const ROLE_ELSEWHERE = 'arn:aws:iam::999999999999:role/r';
const OUTSIDE: readonly (readonly [name: string, type: string, argument: string, value: Json])[] = [
  ["a subscription to another's topic", 'aws_sns_topic_subscription', 'topic_arn', TOPIC_ELSEWHERE],
  ["a subscription of another's queue", 'aws_sns_topic_subscription', 'endpoint', QUEUE_ELSEWHERE],
  ["a topic under another's key", 'aws_sns_topic', 'kms_master_key_id', KEY_ELSEWHERE],
  ["a queue under another's key", 'aws_sqs_queue', 'kms_master_key_id', KEY_ELSEWHERE],
  ["a target that is another's queue", 'aws_cloudwatch_event_target', 'arn', QUEUE_ELSEWHERE],
  ["a dead letter that is another's", 'aws_cloudwatch_event_target', 'dead_letter_config.arn', QUEUE_ELSEWHERE],
  [
    'an alarm that stops an instance',
    'aws_cloudwatch_metric_alarm',
    'alarm_actions',
    ['arn:aws:automate:eu-west-1:ec2:stop'],
  ],
  ["an alarm to another's topic", 'aws_cloudwatch_metric_alarm', 'ok_actions', [TOPIC_ELSEWHERE]],
  ["a function under another's role", 'aws_lambda_function', 'role', ROLE_ELSEWHERE],
  ["a machine under another's role", 'aws_sfn_state_machine', 'role_arn', ROLE_ELSEWHERE],
  [
    "events that fail to another's queue",
    'aws_lambda_function_event_invoke_config',
    'destination_config.on_failure.destination',
    QUEUE_ELSEWHERE,
  ],
  ["a stream into another's bucket", F, 'extended_s3_configuration.bucket_arn', 'arn:aws:s3:::elsewhere'],
  ["a stream under another's role", F, 'extended_s3_configuration.role_arn', ROLE_ELSEWHERE],
  ["an alias of another's key", 'aws_kms_alias', 'target_key_id', KEY_ELSEWHERE],
];

/** What leads to an object that nobody here knows. */
export const LEADING: readonly Mutant[] = [
  ...OUTSIDE.map(([name, type, argument, value]) =>
    set(name, type, argument, value, `${argument} ${[value].flat().join()} is of nothing in the stack`),
  ),
  {
    name: "a budget that tells another's topic",
    place: 'aws_budgets_budget',
    change: (document) =>
      void (document.resource['aws_budgets_budget'] = {
        evil: {
          name: 'evil',
          budget_type: 'COST',
          time_unit: 'MONTHLY',
          limit_amount: '1',
          limit_unit: 'USD',
          notification: [
            {
              comparison_operator: 'GREATER_THAN',
              notification_type: 'ACTUAL',
              threshold: 80,
              threshold_type: 'PERCENTAGE',
              subscriber_sns_topic_arns: [TOPIC_ELSEWHERE],
            },
          ],
        },
      }),
    told: `notification.subscriber_sns_topic_arns ${TOPIC_ELSEWHERE} is of nothing in the stack`,
  },
  ...['terraform_remote_state', 'aws_s3_object', 'aws_sns_topic', 'aws_iam_policy', 'http'].map((type): Mutant => ({
    name: `data.${type}, which the plan role would have to read`,
    place: `data.${type}`,
    change: (document) => void (document['data'] = { ...(document['data'] as object), [type]: { evil: {} } }),
    told: `data.${type}.evil: the data source ${type} is not read`,
  })),
  {
    name: 'a role that is forgotten, and left there',
    place: 'removed',
    change: (document) => void (document['removed'] = [{ from: 'aws_iam_role.gone', lifecycle: [{ destroy: false }] }]),
    told: 'removed[0].lifecycle: it is [{"destroy":false}]. It must be { destroy: true }',
  },
];

/** Types that give access, or run what nobody sees: in the stack that makes the roles, too. */
export const TYPES: readonly Mutant[] = [
  added('awscc_iam_role', {}),
  added('aws_cloudformation_stack', { name: 'evil', template_body: '{}' }),
  added('aws_cloudformation_stack', { name: 'evil', template_body: '{}' }, 'dev'),
  added('aws_cloudcontrolapi_resource', { type_name: 'AWS::IAM::Role', desired_state: '{}' }),
  added('aws_ecr_repository_policy', { repository: 'x', policy: POLICY }),
  added('aws_efs_file_system_policy', { file_system_id: 'x', policy: POLICY }),
  added('aws_backup_vault_policy', { backup_vault_name: 'x', policy: POLICY }),
  added('aws_codeartifact_domain_permissions_policy', { domain: 'x', policy_document: POLICY }),
  added('aws_iot_policy', { name: 'x', policy: POLICY }),
  added('aws_opensearch_domain_policy', { domain_name: 'x', access_policies: POLICY }),
  added('aws_ssoadmin_permission_set_inline_policy', { inline_policy: POLICY }),
  added('aws_ram_principal_association', { principal: '999999999999' }),
  added('aws_rolesanywhere_profile', { name: 'x', role_arns: [OTHER] }),
  added('aws_eks_pod_identity_association', { role_arn: OTHER }),
  added('aws_iam_saml_provider', { name: 'x', saml_metadata_document: 'x' }),
  added('aws_iam_instance_profile', { name: 'x', role: 'x' }),
  added('aws_iam_user_login_profile', { user: 'x' }),
  added('aws_lambda_layer_version_permission', { action: 'lambda:GetLayerVersion', principal: '*' }, 'dev'),
  added('aws_vpc_endpoint_policy', { vpc_endpoint_id: 'x', policy: POLICY }, 'dev'),
  added('aws_ssm_document', { name: 'x', content: '{}', document_type: 'Command' }, 'dev'),
  added('terraform_remote_state', {}, 'dev'),
];
