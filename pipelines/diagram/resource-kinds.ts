import { optionalText, text } from '../../terraform/query';
import { type Block } from '../../terraform/stack';
import { type Shape, type Tone } from './diagram';

/** How a type of resource is shown. */
export interface Kind {
  /** In AWS's words. */
  readonly words: string;
  readonly plural?: string;
  /** Drawn as one however many there are: how many, and who, is a setting of whoever deploys. */
  readonly together?: boolean;
  readonly shape: Shape;
  readonly tone: Tone;
  /** In place of the construct's id. */
  readonly label?: (block: Block) => string;
  /** What else a reader wants to know of it. */
  readonly detail?: (block: Block) => string | undefined;
  /** How its references are drawn, by the argument's path: the first that its path begins with. */
  readonly references?: readonly ReferenceRule[];
}

export interface ReferenceRule {
  readonly path: string;
  /** `back`: what flows comes from what is referred to. `hidden`: it is no flow that a reader looks for. */
  readonly draw: 'on' | 'back' | 'exception' | 'hidden';
  readonly label?: string | ((block: Block) => string);
}

const kinds: Readonly<Record<string, Kind>> = {
  aws_lambda_function: { words: 'Lambda function', shape: 'box', tone: 'compute', references: hidden('environment') },
  aws_sfn_state_machine: { words: 'Step Functions state machine', shape: 'box', tone: 'compute' },
  aws_kinesis_firehose_delivery_stream: { words: 'Firehose stream', shape: 'box', tone: 'compute' },
  aws_athena_workgroup: {
    words: 'Athena workgroup',
    shape: 'box',
    tone: 'compute',
    references: [{ path: 'configuration', draw: 'on', label: 'results' }],
  },
  aws_s3_bucket: { words: 'S3 bucket', shape: 'store', tone: 'store' },
  aws_glue_catalog_table: {
    words: 'Glue table',
    shape: 'store',
    tone: 'store',
    references: [
      { path: 'storage_descriptor', draw: 'on', label: 'describes' },
      { path: 'parameters', draw: 'on', label: 'describes' },
    ],
  },
  aws_glue_catalog_database: { words: 'Glue database', shape: 'store', tone: 'store' },
  aws_sns_topic: { words: 'SNS topic', shape: 'box', tone: 'message' },
  aws_sqs_queue: { words: 'SQS queue', shape: 'box', tone: 'message' },
  aws_sns_topic_subscription: {
    words: 'subscriber',
    plural: 'subscribers',
    together: true,
    shape: 'round',
    tone: 'plain',
    label: (block) => text(block, 'protocol'),
    references: [{ path: 'topic_arn', draw: 'back' }],
  },
  aws_cloudwatch_event_rule: {
    words: 'EventBridge rule',
    shape: 'box',
    tone: 'event',
    detail: (block) => optionalText(block, 'schedule_expression'),
    references: [{ path: 'event_pattern', draw: 'back', label: 'status changes' }],
  },
  aws_cloudwatch_metric_alarm: {
    words: 'CloudWatch alarm',
    plural: 'CloudWatch alarms',
    shape: 'box',
    tone: 'watch',
    references: [
      { path: 'alarm_actions', draw: 'on' },
      { path: '', draw: 'hidden' },
    ],
  },
  aws_cloudwatch_dashboard: { words: 'CloudWatch dashboard', shape: 'box', tone: 'watch', references: hidden('') },
  aws_budgets_budget: { words: 'budget', shape: 'box', tone: 'watch' },
  aws_kms_key: { words: 'KMS key', shape: 'box', tone: 'access' },
  aws_iam_role: {
    words: 'IAM role',
    shape: 'box',
    tone: 'access',
    references: [{ path: 'assume_role_policy', draw: 'back', label: trustedSubjects }],
  },
  aws_iam_policy: { words: 'IAM policy', plural: 'IAM policies', shape: 'round', tone: 'access' },
  aws_iam_openid_connect_provider: {
    words: 'OIDC provider',
    shape: 'round',
    tone: 'access',
    detail: (block) => optionalText(block, 'url')?.replace('https://', ''),
  },
};

/** The subjects whose tokens a role trusts, without the repository: `environment:dev`, `ref:refs/heads/main`. */
function trustedSubjects(role: Block): string {
  const subjects = /:sub":(\[[^\]]*\]|"[^"]*")/.exec(text(role, 'assume_role_policy'))?.[1] ?? '[]';
  return [JSON.parse(subjects) as string | string[]]
    .flat()
    .map((subject) => subject.replace(/^repo:[^:]*:/, ''))
    .join(', ');
}

function hidden(path: string): readonly ReferenceRule[] {
  return [{ path, draw: 'hidden' }];
}

/** A type that isn't in the table is shown all the same, by Terraform's name. */
export const kindOf = ({ type }: Pick<Block, 'type'>): Kind =>
  kinds[type] ?? { words: type.replace(/^aws_/, '').replaceAll('_', ' '), shape: 'box', tone: 'plain' };

/**
 * Resources that are part of another, by the argument that names it; what they refer to, it refers to. `''`: not drawn,
 * and neither are their references.
 */
export const partOf: Readonly<Record<string, string>> = {
  aws_cloudwatch_event_target: 'rule',
  aws_lambda_function_event_invoke_config: 'function_name',
  aws_kms_alias: '',
  aws_lambda_permission: '',
  aws_cloudwatch_log_group: '',
  aws_cloudwatch_log_stream: '',
  aws_iam_role_policy: '',
  aws_iam_role_policy_attachment: '',
  aws_s3_bucket_policy: '',
  aws_sns_topic_policy: '',
  aws_sqs_queue_policy: '',
  aws_s3_bucket_lifecycle_configuration: '',
  aws_s3_bucket_ownership_controls: '',
  aws_s3_bucket_public_access_block: '',
  aws_s3_bucket_server_side_encryption_configuration: '',
  aws_s3_bucket_versioning: '',
  null_resource: '',
};

/** Resources that are drawn as part of the one that uses them, when one alone does: by the types that count as users. */
export const partOfUser: Readonly<Record<string, readonly string[] | 'any'>> = {
  aws_iam_role: 'any',
  aws_kms_key: 'any',
  aws_glue_catalog_database: ['aws_glue_catalog_table'],
};

/** Of a part: how its references are drawn. */
export const partRules: Readonly<Record<string, readonly ReferenceRule[]>> = {
  aws_cloudwatch_event_target: [
    { path: 'arn', draw: 'on' },
    { path: 'dead_letter_config', draw: 'exception', label: 'not delivered' },
  ],
  aws_lambda_function_event_invoke_config: [
    { path: 'destination_config.on_failure', draw: 'exception', label: 'failed' },
  ],
};
