import { valueAt } from './query';
import { type Block, type Json, type Stack } from './stack';

/** How one object of AWS's is told from another of its type. */
interface Identity {
  /** The arguments that name it. */
  readonly by: readonly string[];
  /** What an argument names, where several of its attributes do: `KEY` or `arn:…:key/KEY`. */
  readonly of?: { readonly type: string; readonly attributes: readonly string[] };
  /** Names that differ in case alone are one. */
  readonly ignoresCase?: boolean;
}

const named: Identity = { by: ['name'] };
const ofBucket: Identity = { by: ['bucket'] };
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: "Names are not distinguished by case." */
const iamName: Identity = { by: ['name'], ignoresCase: true };

/**
 * By type: of two blocks for one object, AWS keeps what was written last, or refuses the second. The provider's page of
 * each type, under "Import", says what tells one object from another.
 */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  aws_athena_workgroup: named,
  aws_budgets_budget: named,
  aws_cloudwatch_dashboard: { by: ['dashboard_name'] },
  aws_cloudwatch_event_rule: { by: ['event_bus_name', 'name'] },
  aws_cloudwatch_event_target: { by: ['event_bus_name', 'rule', 'target_id'] },
  aws_cloudwatch_log_group: named,
  aws_cloudwatch_log_stream: { by: ['log_group_name', 'name'] },
  aws_cloudwatch_metric_alarm: { by: ['alarm_name'] },
  aws_glue_catalog_database: { by: ['catalog_id', 'name'], ignoresCase: true },
  aws_glue_catalog_table: { by: ['catalog_id', 'database_name', 'name'], ignoresCase: true },
  aws_iam_openid_connect_provider: { by: ['url'] },
  aws_iam_policy: iamName,
  aws_iam_role: iamName,
  aws_iam_role_policy: { by: ['role', 'name'], ignoresCase: true },
  aws_iam_role_policy_attachment: { by: ['role', 'policy_arn'], ignoresCase: true },
  aws_kinesis_firehose_delivery_stream: named,
  aws_kms_alias: named,
  aws_kms_key_policy: { by: ['key_id'], of: { type: 'aws_kms_key', attributes: ['key_id', 'id', 'arn'] } },
  aws_lambda_function: { by: ['function_name'] },
  aws_lambda_function_event_invoke_config: {
    by: ['function_name', 'qualifier'],
    of: { type: 'aws_lambda_function', attributes: ['function_name', 'arn'] },
  },
  aws_lambda_permission: {
    by: ['function_name', 'qualifier', 'statement_id'],
    of: { type: 'aws_lambda_function', attributes: ['function_name', 'arn'] },
  },
  aws_s3_bucket: ofBucket,
  aws_s3_bucket_lifecycle_configuration: ofBucket,
  aws_s3_bucket_ownership_controls: ofBucket,
  aws_s3_bucket_policy: ofBucket,
  aws_s3_bucket_public_access_block: ofBucket,
  aws_s3_bucket_server_side_encryption_configuration: ofBucket,
  aws_s3_bucket_versioning: ofBucket,
  aws_sfn_state_machine: named,
  aws_sns_topic: named,
  aws_sns_topic_policy: { by: ['arn'] },
  aws_sns_topic_subscription: { by: ['topic_arn', 'protocol', 'endpoint'] },
  aws_sqs_queue: named,
  aws_sqs_queue_policy: { by: ['queue_url'] },
};

/** An argument of one block, and blocks of another type that write the same object. */
const TWICE_OVER: readonly { type: string; argument: string; also: string; by: string; is: readonly string[] }[] = [
  { type: 'aws_s3_bucket', argument: 'policy', also: 'aws_s3_bucket_policy', by: 'bucket', is: ['bucket', 'id'] },
  { type: 'aws_sns_topic', argument: 'policy', also: 'aws_sns_topic_policy', by: 'arn', is: ['arn', 'id'] },
  { type: 'aws_sqs_queue', argument: 'policy', also: 'aws_sqs_queue_policy', by: 'queue_url', is: ['url', 'id'] },
  { type: 'aws_kms_key', argument: 'policy', also: 'aws_kms_key_policy', by: 'key_id', is: ['key_id', 'id', 'arn'] },
  { type: 'aws_iam_role', argument: 'inline_policy', also: 'aws_iam_role_policy', by: 'role', is: ['name', 'id'] },
  {
    type: 'aws_iam_role',
    argument: 'managed_policy_arns',
    also: 'aws_iam_role_policy_attachment',
    by: 'role',
    is: ['name', 'id'],
  },
];

/** What is wrong with a stack in which two blocks are one object of AWS's, a line each; none when there are none. */
export function doubledObjects({ blocks }: Stack): string[] {
  const resources = blocks.filter(({ kind }) => kind === 'resource');
  const first = new Map<string, Block>();
  const doubles = resources.flatMap((block): string[] => {
    const identity = Object.hasOwn(IDENTITIES, block.type) ? IDENTITIES[block.type] : undefined;
    const name = identity && nameOf(block, identity, resources);
    if (name === undefined) return [];
    const key = `${block.type} ${identity?.ignoresCase ? name.toLowerCase() : name}`;
    const other = first.get(key);
    first.set(key, other ?? block);
    return other
      ? [`${other.address} and ${block.address} are one object of AWS's (${name}), which keeps the last: make them one`]
      : [];
  });
  const twice = resources.flatMap((block) =>
    TWICE_OVER.filter(({ type, argument }) => type === block.type && isSet(block, argument)).flatMap((row) =>
      resources
        .filter(({ type, values }) => type === row.also && row.is.some((is) => block.values[is] === values[row.by]))
        .map(
          ({ address }) =>
            `${address} and ${row.argument} of ${block.address} write one object of AWS's, which keeps the last: leave one out`,
        ),
    ),
  );
  return [...doubles, ...twice];
}

const isSet = (block: Block, argument: string): boolean => {
  const value = valueAt(block, argument);
  return value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
};

/** Undefined for a block without a name of its own, which the provider draws one for. */
function nameOf(block: Block, { by, of }: Identity, resources: readonly Block[]): string | undefined {
  const parts = by.map((argument) => {
    const value = block.values[argument];
    const named =
      of &&
      resources.find(({ type, values }) => type === of.type && of.attributes.some((one) => same(values[one], value)));
    return named ? named.address : textOf(value);
  });
  return parts.at(-1) === undefined
    ? undefined
    : parts
        .map((part) => part ?? '')
        .filter((part) => part !== '')
        .join(', ');
}

const same = (one: Json | undefined, other: Json | undefined): boolean => one !== undefined && one === other;

const textOf = (value: Json | undefined): string | undefined =>
  value === undefined || value === null || value === ''
    ? undefined
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
