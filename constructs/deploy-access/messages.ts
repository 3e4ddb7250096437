import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Topics with their subscriptions, and queues; no message of theirs. */
export function manageMessages(deployed: Deployed): Access {
  const topic = (name: string) => arnOf('sns', deployed.deployment, name);
  const topics = deployed.each(SnsTopic, ({ nameInput }, text) => topic(text(nameInput)));
  const subscribed = deployed.each(SnsTopicSubscription, ({ topicArnInput }, text) =>
    topic(text(topicArnInput, 'name')),
  );
  // A subscription's ARN is its topic's, and an id that AWS draws. AWS's reference has the topic for the resource:
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
  const subscriptions = subscribed.flatMap((arn) => [arn, `${arn}:*`]);
  const queues = deployed.each(SqsQueue, ({ nameInput }, text) => arnOf('sqs', deployed.deployment, text(nameInput)));
  return {
    read: [
      ...allowOn('ReadTopics', ['sns:GetTopicAttributes', 'sns:ListTagsForResource'], topics),
      ...allowOn('ReadSubscriptions', 'sns:GetSubscriptionAttributes', subscriptions),
      ...allowOn('ReadQueues', ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'], queues),
    ],
    write: [
      ...allowOn(
        'ManageTopics',
        ['sns:CreateTopic', 'sns:DeleteTopic', 'sns:SetTopicAttributes', 'sns:TagResource', 'sns:UntagResource'],
        topics,
      ),
      ...allowOn('Subscribe', 'sns:Subscribe', subscribed),
      ...allowOn('Unsubscribe', 'sns:Unsubscribe', subscriptions),
      ...allowOn(
        'ManageQueues',
        ['sqs:CreateQueue', 'sqs:DeleteQueue', 'sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
        queues,
      ),
    ],
  };
}
