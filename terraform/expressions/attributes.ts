import { opaque } from './opaque';
import { type Json } from '../stack';

/** What an attribute function may use: the block's resolved arguments and where the stack will stand. */
export interface AttributeContext {
  readonly address: string;
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  /** A scalar argument as text; undefined when absent, so that the attribute stays unknown. */
  argument(name: string): string | undefined;
  readonly values: Readonly<Record<string, Json>>;
}

type Attribute = (context: AttributeContext) => Json | undefined;

/** `arn:…` of a regional service; undefined when the resource part needs an argument that is absent. */
const regional =
  (service: string, resource: (argument: AttributeContext['argument']) => string | undefined): Attribute =>
  ({ partition, region, accountId, argument }) => {
    const tail = resource(argument);
    return tail === undefined ? undefined : `arn:${partition}:${service}:${region}:${accountId}:${tail}`;
  };

const argument =
  (name: string): Attribute =>
  (context) =>
    context.argument(name);

/** Joins literal text and arguments (`$name`); undefined when one is absent. */
const join =
  (...parts: string[]) =>
  (of: AttributeContext['argument']): string | undefined => {
    const texts = parts.map((part) => (part.startsWith('$') ? of(part.slice(1)) : part));
    return texts.includes(undefined) ? undefined : texts.join('');
  };

const iam =
  (kind: string): Attribute =>
  ({ partition, accountId, argument: of }) =>
    of('name') === undefined
      ? undefined
      : `arn:${partition}:iam::${accountId}:${kind}${of('path') ?? '/'}${of('name') ?? ''}`;

const account: Attribute = ({ accountId }) => accountId;
const bucketHost =
  (suffix: (context: AttributeContext) => string): Attribute =>
  (context) => {
    const bucket = context.argument('bucket');
    return bucket === undefined ? undefined : `${bucket}.${suffix(context)}`;
  };

const topicArn = regional('sns', join('$name'));
const streamArn = regional('firehose', join('deliverystream/', '$name'));
const machineArn = regional('states', join('stateMachine:', '$name'));
const functionArn = regional('lambda', join('function:', '$function_name'));
/** What is drawn or worked out when Terraform runs: a symbol of its own. */
const drawn =
  (name: string): Attribute =>
  ({ address }) =>
    opaque(`${address}.${name}`);
const keyId: Attribute = ({ address }) => opaque(`${address}.key_id`);
const queueUrl: Attribute = ({ region, accountId, argument: of }) =>
  of('name') === undefined ? undefined : `https://sqs.${region}.amazonaws.com/${accountId}/${of('name') ?? ''}`;
const ruleArn = regional('events', (of) => {
  const bus = of('event_bus_name') ?? 'default';
  return bus === 'default' ? join('rule/', '$name')(of) : join(`rule/${bus}/`, '$name')(of);
});

const providerArn: Attribute = ({ partition, accountId, argument: of }) =>
  of('url') === undefined
    ? undefined
    : `arn:${partition}:iam::${accountId}:oidc-provider/${(of('url') ?? '').replace(/^https:\/\//, '')}`;

/**
 * The attributes that AWS computes, by resource type: those that follow from the arguments, the account and the
 * region. ARN formats: https://docs.aws.amazon.com/service-authorization/latest/reference/ ("Resource types").
 * One whose function has nothing to go by, or that AWS draws, is an opaque symbol; one that is in no row is not read.
 */
export const computedAttributes: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  aws_s3_bucket: {
    id: argument('bucket'),
    arn: ({ partition, argument: of }) =>
      of('bucket') === undefined ? undefined : `arn:${partition}:s3:::${of('bucket') ?? ''}`,
    bucket_domain_name: bucketHost(() => 's3.amazonaws.com'),
    bucket_regional_domain_name: bucketHost(({ region }) => `s3.${region}.amazonaws.com`),
    region: ({ region }) => region,
    bucket_region: ({ region }) => region,
  },
  aws_s3_bucket_policy: { id: argument('bucket') },
  aws_s3_bucket_versioning: { id: argument('bucket') },
  aws_s3_bucket_public_access_block: { id: argument('bucket') },
  aws_s3_bucket_ownership_controls: { id: argument('bucket') },
  aws_s3_bucket_server_side_encryption_configuration: { id: argument('bucket') },
  aws_s3_bucket_lifecycle_configuration: { id: argument('bucket') },
  aws_glue_catalog_database: {
    id: ({ accountId, argument: of }) => join(`${accountId}:`, '$name')(of),
    arn: regional('glue', join('database/', '$name')),
    catalog_id: account,
  },
  aws_glue_catalog_table: {
    id: ({ accountId, argument: of }) => join(`${accountId}:`, '$database_name', ':', '$name')(of),
    arn: regional('glue', join('table/', '$database_name', '/', '$name')),
    catalog_id: account,
  },
  aws_kinesis_firehose_delivery_stream: { id: streamArn, arn: streamArn },
  aws_iam_role: { id: argument('name'), arn: iam('role') },
  aws_iam_policy: { id: iam('policy'), arn: iam('policy') },
  aws_iam_user: { id: argument('name'), arn: iam('user') },
  aws_iam_role_policy: { id: ({ argument: of }) => join('$role', ':', '$name')(of) },
  aws_iam_openid_connect_provider: { arn: providerArn },
  'data.aws_iam_openid_connect_provider': { arn: providerArn },
  // A key's id is drawn by KMS: the ARN is known but for it.
  aws_kms_key: {
    id: keyId,
    key_id: keyId,
    arn: (context) => regional('kms', () => `key/${String(keyId(context))}`)(context),
  },
  aws_kms_alias: {
    id: argument('name'),
    arn: regional('kms', join('$name')),
    target_key_arn: (context) => {
      const target = context.argument('target_key_id');
      if (target === undefined || target.startsWith('arn:')) return target;
      return regional('kms', () => `key/${target}`)(context);
    },
  },
  aws_sns_topic: { id: topicArn, arn: topicArn, owner: account },
  aws_sns_topic_policy: { id: argument('arn'), owner: account },
  aws_sqs_queue: { id: queueUrl, url: queueUrl, arn: regional('sqs', join('$name')) },
  aws_sqs_queue_policy: { id: argument('queue_url') },
  aws_lambda_function: {
    id: argument('function_name'),
    arn: functionArn,
    version: drawn('version'),
    qualified_arn: (context) => {
      const arn = functionArn(context);
      return typeof arn === 'string' ? `${arn}:${opaque(`${context.address}.version`)}` : undefined;
    },
    invoke_arn: (context) => {
      const { partition, region } = context;
      const arn = functionArn(context);
      return typeof arn === 'string'
        ? `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`
        : undefined;
    },
  },
  aws_lambda_function_event_invoke_config: { id: argument('function_name') },
  aws_lambda_alias: {
    arn: (context) => {
      const [fn, name] = [context.argument('function_name'), context.argument('name')];
      if (fn === undefined || name === undefined) return undefined;
      return fn.startsWith('arn:') ? `${fn}:${name}` : regional('lambda', () => `function:${fn}:${name}`)(context);
    },
  },
  aws_sfn_state_machine: { id: machineArn, arn: machineArn },
  aws_cloudwatch_event_rule: {
    id: argument('name'),
    arn: ruleArn,
    event_bus_name: () => 'default',
  },
  aws_cloudwatch_log_group: { id: argument('name'), arn: regional('logs', join('log-group:', '$name')) },
  aws_cloudwatch_log_stream: {
    id: argument('name'),
    arn: regional('logs', join('log-group:', '$log_group_name', ':log-stream:', '$name')),
  },
  aws_cloudwatch_metric_alarm: {
    id: argument('alarm_name'),
    arn: regional('cloudwatch', join('alarm:', '$alarm_name')),
  },
  aws_cloudwatch_dashboard: {
    dashboard_arn: ({ partition, accountId, argument: of }) =>
      join(`arn:${partition}:cloudwatch::${accountId}:dashboard/`, '$dashboard_name')(of),
  },
  aws_budgets_budget: {
    id: ({ accountId, argument: of }) => join(`${accountId}:`, '$name')(of),
    arn: ({ partition, accountId, argument: of }) =>
      join(`arn:${partition}:budgets::${accountId}:budget/`, '$name')(of),
  },
  aws_athena_workgroup: { id: argument('name'), arn: regional('athena', join('workgroup/', '$name')) },
  aws_dynamodb_table: { id: argument('name'), arn: regional('dynamodb', join('table/', '$name')) },
  aws_scheduler_schedule: {
    arn: regional('scheduler', (of) => join(`schedule/${of('group_name') ?? 'default'}/`, '$name')(of)),
  },
  // https://registry.terraform.io/providers/hashicorp/archive/latest/docs/data-sources/file
  'data.archive_file': { output_base64sha256: drawn('output_base64sha256'), output_sha256: drawn('output_sha256') },
  'data.aws_caller_identity': {
    account_id: account,
    id: account,
  },
  'data.aws_region': { id: ({ region }) => region, name: ({ region }) => region, region: ({ region }) => region },
  'data.aws_partition': {
    id: ({ partition }) => partition,
    partition: ({ partition }) => partition,
    dns_suffix: ({ partition }) => (partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'),
    reverse_dns_prefix: ({ partition }) => (partition === 'aws-cn' ? 'cn.com.amazonaws' : 'com.amazonaws'),
  },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html: the partition that a region lies in. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
