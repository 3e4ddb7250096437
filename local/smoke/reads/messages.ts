import { GetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs';
import { blocksOfType, optionalBoolean, optionalNumber, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Read, read, type ReadsOf } from './read';

/** Topics and queues; the policy of each is one of its attributes. */
export const messageReads: Readonly<Record<string, ReadsOf>> = {
  aws_sns_topic: (block) => topic(text(block, 'arn')),
  aws_sns_topic_policy: (block) => topic(text(block, 'arn')),
  aws_sqs_queue: queue,
  aws_sqs_queue_policy: (block, stack) => {
    const url = text(block, 'queue_url');
    const of = blocksOfType(stack, 'aws_sqs_queue').find((one) => text(one, 'url') === url);
    return of ? queue(of, stack) : [];
  },
};

const topic = (TopicArn: string): Read =>
  read('sns:GetTopicAttributes', TopicArn, ({ sns }) => sns.send(new GetTopicAttributesCommand({ TopicArn })));

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
function queue(block: Block, stack: Stack): Read {
  const [arn, QueueUrl] = [text(block, 'arn'), text(block, 'url')];
  const policy = blocksOfType(stack, 'aws_sqs_queue_policy').find((one) => text(one, 'queue_url') === QueueUrl);
  const attributes: Partial<Record<QueueAttributeName, unknown>> = {
    QueueArn: arn,
    MessageRetentionPeriod: optionalNumber(block, 'message_retention_seconds'),
    VisibilityTimeout: optionalNumber(block, 'visibility_timeout_seconds'),
    SqsManagedSseEnabled: optionalBoolean(block, 'sqs_managed_sse_enabled'),
    KmsMasterKeyId: optionalText(block, 'kms_master_key_id'),
    Policy: policy && text(policy, 'policy'),
  };
  const send: Read['send'] = ({ sqs }) =>
    sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return read('sqs:GetQueueAttributes', arn, send, { stated: { Attributes: attributes } });
}
