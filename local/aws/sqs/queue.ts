import { blocksOfType, optionalBoolean, optionalNumber, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { redriveOf } from './redrive';

/** Seconds: defaults of https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const VISIBILITY_TIMEOUT = 30;
const RETENTION = 345_600;
/** Bytes; what Terraform's provider sends. */
export const LARGEST_MESSAGE = 262_144;

export const retentionOf = (queue: Block): number => optionalNumber(queue, 'message_retention_seconds') ?? RETENTION;
export const visibilityOf = (queue: Block): number =>
  optionalNumber(queue, 'visibility_timeout_seconds') ?? VISIBILITY_TIMEOUT;

/** How many messages lie in a queue. */
export interface Counts {
  readonly visible: number;
  readonly hidden: number;
}

/**
 * A queue in the API's names; what nobody may set (catalog/services/sqs.ts) has the value that Terraform's provider sends.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 */
export function queueAttributes(
  stack: Stack,
  queue: Block,
  created: Date,
  { visible, hidden }: Counts,
): Record<string, string> {
  const url = text(queue, 'url');
  const policyBlock = blocksOfType(stack, 'aws_sqs_queue_policy').find((one) => text(one, 'queue_url') === url);
  const policy = policyBlock ? text(policyBlock, 'policy') : optionalText(queue, 'policy');
  const key = optionalText(queue, 'kms_master_key_id');
  const redrive = redriveOf(queue);
  const at = String(Math.floor(created.getTime() / 1000));
  return {
    QueueArn: text(queue, 'arn'),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(hidden),
    ApproximateNumberOfMessagesDelayed: '0',
    CreatedTimestamp: at,
    LastModifiedTimestamp: at,
    VisibilityTimeout: String(visibilityOf(queue)),
    MaximumMessageSize: String(LARGEST_MESSAGE),
    MessageRetentionPeriod: String(retentionOf(queue)),
    DelaySeconds: '0',
    ReceiveMessageWaitTimeSeconds: '0',
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(redrive === undefined ? {} : { RedrivePolicy: JSON.stringify(redrive) }),
    ...(key === undefined ? {} : { KmsMasterKeyId: key, KmsDataKeyReusePeriodSeconds: '300' }),
    // On by default, where no key of KMS is set.
    SqsManagedSseEnabled: String(optionalBoolean(queue, 'sqs_managed_sse_enabled') ?? key === undefined),
  };
}

/** The API's enumeration: others are unknown to it. */
export const QUEUE_ATTRIBUTES = [
  'All',
  'Policy',
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
  'ApproximateNumberOfMessagesDelayed',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'DeduplicationScope',
  'FifoThroughputLimit',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
];
