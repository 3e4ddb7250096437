import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/**
 * What the stack says of a topic. Without a policy of the stack's, AWS writes one of its own, which is not known here.
 * https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export function topicAttributes(stack: Stack, topic: Block): Record<string, string> {
  const arn = text(topic, 'arn');
  const policyBlock = blocksOfType(stack, 'aws_sns_topic_policy').find((block) => text(block, 'arn') === arn);
  const policy = policyBlock ? text(policyBlock, 'policy') : optionalText(topic, 'policy');
  const [key, displayName] = [optionalText(topic, 'kms_master_key_id'), optionalText(topic, 'display_name')];
  return {
    TopicArn: arn,
    Owner: stack.accountId,
    ...(displayName === undefined ? {} : { DisplayName: displayName }),
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(key === undefined ? {} : { KmsMasterKeyId: key }),
  };
}
