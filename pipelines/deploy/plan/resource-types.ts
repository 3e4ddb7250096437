import { type Body } from '../../../terraform/expressions/body';

/** What a plan's reader must know of a type of resource, and Terraform doesn't say. */
export interface ResourceType {
  /** What is gone for good when one is destroyed. Absent: another one is as good. */
  readonly loses?: string;
  /** US dollars a month for being there, whatever it does; undefined when its values don't tell. */
  readonly monthly?: (values: Body) => number | undefined;
  /** What else its bill goes by: only use can tell how much that is. */
  readonly use?: string;
}

const NOTHING: ResourceType = {};

/**
 * List prices of US East (N. Virginia), as of 2025: https://aws.amazon.com/kms/pricing/ (a key: 1 USD; rotation adds up
 * to 2 more in later years), https://aws.amazon.com/cloudwatch/pricing/ (a dashboard: 3 USD; alarms: below; its free
 * tier is left out, since others of the account may have used it up), https://aws.amazon.com/secrets-manager/pricing/
 */
const TYPES: Readonly<Record<string, ResourceType>> = {
  aws_s3_bucket: { loses: 'every object in it', use: 'GB stored, requests' },
  aws_s3_object: { loses: 'its content', use: 'GB stored, requests' },
  aws_glue_catalog_database: { loses: 'its tables: queries fail until they are there again' },
  aws_glue_catalog_table: { loses: 'its schema and partitions: queries and deliveries fail until it is there again' },
  aws_kinesis_firehose_delivery_stream: { loses: 'records not delivered yet', use: 'GB taken in and converted' },
  aws_kinesis_stream: { loses: 'records not read yet', use: 'shards and GB' },
  aws_kms_key: { loses: 'all that is encrypted under it', monthly: () => 1, use: 'requests' },
  aws_kms_replica_key: { loses: 'all that is encrypted under it', monthly: () => 1, use: 'requests' },
  aws_sqs_queue: { loses: 'messages not taken yet', use: 'requests' },
  aws_dynamodb_table: { loses: 'every item in it', use: 'GB stored, reads and writes' },
  aws_cloudwatch_log_group: { loses: 'the logs in it', use: 'GB taken in and stored' },
  aws_cloudwatch_log_stream: { loses: 'the logs in it' },
  aws_sns_topic: { loses: 'its subscriptions: each must be confirmed anew', use: 'messages' },
  aws_secretsmanager_secret: { loses: 'the secret', monthly: () => 0.4, use: 'requests' },
  aws_ssm_parameter: { loses: 'its value' },
  aws_sfn_state_machine: { loses: 'its executions, those that run too', use: 'state transitions' },
  aws_athena_workgroup: { loses: 'its saved queries, prepared statements and query history', use: 'TB scanned' },

  aws_cloudwatch_metric_alarm: { monthly: metricAlarm },
  aws_cloudwatch_composite_alarm: { monthly: () => 0.5 },
  aws_cloudwatch_dashboard: { monthly: () => 3 },
  aws_cloudwatch_event_rule: { use: 'events that are not AWS’s own' },
  aws_cloudwatch_log_metric_filter: { use: 'metrics' },
  aws_lambda_function: { use: 'requests, GB-seconds' },

  aws_athena_named_query: NOTHING,
  aws_budgets_budget: NOTHING,
  aws_cloudwatch_event_target: NOTHING,
  aws_cloudwatch_query_definition: NOTHING,
  aws_cloudwatch_log_resource_policy: NOTHING,
  aws_kms_alias: NOTHING,
  aws_kms_key_policy: NOTHING,
  aws_lambda_alias: NOTHING,
  aws_lambda_function_event_invoke_config: NOTHING,
  aws_lambda_permission: NOTHING,
  aws_s3_account_public_access_block: NOTHING,
  aws_s3_bucket_lifecycle_configuration: NOTHING,
  aws_s3_bucket_ownership_controls: NOTHING,
  aws_s3_bucket_policy: NOTHING,
  aws_s3_bucket_public_access_block: NOTHING,
  aws_s3_bucket_server_side_encryption_configuration: NOTHING,
  aws_s3_bucket_versioning: NOTHING,
  // Whoever takes a subscriber out of the settings means it.
  aws_sns_topic_subscription: NOTHING,
  aws_sns_topic_policy: NOTHING,
  aws_sqs_queue_policy: NOTHING,
  aws_sqs_queue_redrive_allow_policy: NOTHING,
  aws_sqs_queue_redrive_policy: NOTHING,
  // IAM is free, and what it holds is written here.
  aws_iam_openid_connect_provider: NOTHING,
  aws_iam_policy: NOTHING,
  aws_iam_role: NOTHING,
  aws_iam_role_policies_exclusive: NOTHING,
  aws_iam_role_policy: NOTHING,
  aws_iam_role_policy_attachment: NOTHING,
  aws_iam_role_policy_attachments_exclusive: NOTHING,
  null_resource: NOTHING,
};

/** Undefined for a type that nobody has said anything about: whoever asks must then think the worst. */
export const resourceType = (type: string): ResourceType | undefined =>
  Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;

/** 0.10 USD for each metric of a minute or longer, 0.30 USD for each of a shorter period. */
function metricAlarm(values: Body): number | undefined {
  const queries = values['metric_query'];
  const metrics = Array.isArray(queries) && queries.length > 0 ? queries.flatMap(metricOf) : [values];
  if (metrics.length === 0) return undefined;
  let dollars = 0;
  for (const { period } of metrics) {
    if (typeof period !== 'number') return undefined;
    dollars += period < 60 ? 0.3 : 0.1;
  }
  return dollars;
}

/** The metric of one query of an alarm; one that computes from the others has none. */
function metricOf(query: Body[string]): Body[] {
  const metric = (query as Body | null)?.['metric'];
  return (Array.isArray(metric) ? metric : []) as Body[];
}
