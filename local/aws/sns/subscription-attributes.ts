import { blocksOfType, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { AwsError, NotServed } from '../shared/errors';
import { subscriptionArn } from './subscriptions';
import { checkArn } from './topic-arn';

/** Whom a link asks that nobody has to sign in for; the others need no word. */
const BY_LINK = ['email', 'email-json', 'http', 'https'];

/**
 * https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html, in words recorded by
 * localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json
 * @throws AwsError NotFound
 */
export function subscriptionOf(stack: Stack, arn: string): Block {
  checkArn('SubscriptionArn', arn, stack.region);
  // What AWS answers to a topic's was not recorded.
  if (arn.split(':').length !== 7) throw new NotServed('InvalidParameter', `SubscriptionArn ${arn}`, 400);
  const found = blocksOfType(stack, 'aws_sns_topic_subscription').find((block) => subscriptionArn(block) === arn);
  if (!found) throw new AwsError('NotFound', 'Subscription does not exist', 404);
  return found;
}

export function subscriptionAttributes(stack: Stack, subscription: Block): Record<string, string> {
  const protocol = text(subscription, 'protocol');
  return {
    SubscriptionArn: subscriptionArn(subscription),
    TopicArn: text(subscription, 'topic_arn'),
    Owner: stack.accountId,
    Protocol: protocol,
    Endpoint: text(subscription, 'endpoint'),
    // "true if the subscription confirmation request was authenticated"
    ConfirmationWasAuthenticated: String(!BY_LINK.includes(protocol)),
    PendingConfirmation: 'false',
    RawMessageDelivery: 'false',
  };
}
