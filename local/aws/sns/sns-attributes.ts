import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';

/**
 * What the stack says of a topic; where it is silent, what AWS was recorded to say by
 * localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json. Subscribers count as confirmed: they get messages.
 * https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html
 */
export function topicAttributes(stack: Stack, topic: Block): Record<string, string> {
  const arn = text(topic, 'arn');
  const policyBlock = blocksOfType(stack, 'aws_sns_topic_policy').find((block) => text(block, 'arn') === arn);
  const policy = policyBlock ? text(policyBlock, 'policy') : optionalText(topic, 'policy');
  const key = optionalText(topic, 'kms_master_key_id');
  const subscriptions = blocksOfType(stack, 'aws_sns_topic_subscription').filter(
    (block) => text(block, 'topic_arn') === arn,
  );
  return {
    TopicArn: arn,
    Owner: stack.accountId,
    DisplayName: optionalText(topic, 'display_name') ?? '',
    Policy: policy ?? JSON.stringify(defaultPolicy(arn, stack.accountId)),
    EffectiveDeliveryPolicy: JSON.stringify(deliveryPolicy),
    SubscriptionsConfirmed: String(subscriptions.length),
    SubscriptionsPending: '0',
    SubscriptionsDeleted: '0',
    ...(key === undefined ? {} : { KmsMasterKeyId: key }),
  };
}

const deliveryPolicy = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: 'linear',
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
  },
};

const defaultPolicy = (arn: string, accountId: string): object => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: [
        'SNS:GetTopicAttributes',
        'SNS:SetTopicAttributes',
        'SNS:AddPermission',
        'SNS:RemovePermission',
        'SNS:DeleteTopic',
        'SNS:Subscribe',
        'SNS:ListSubscriptionsByTopic',
        'SNS:Publish',
      ],
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
    },
  ],
});
