import { text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type QueryOperation } from '../endpoint/protocols';
import { type Xml } from '../endpoint/xml';
import { type RequestRules } from '../requests/check';
import { checkedForms } from '../requests/checked-forms';
import { type Call } from '../shared/call';
import { type MessageRequest, readMessage } from './message';
import { checkBytes } from './message-attributes';
import { type BatchEntry, readBatch } from './publish-batch';
import { type SnsService } from './sns';
import { topicAttributes } from './sns-attributes';
import { subscriptionReads } from './subscriptions';
import { subscriptionAttributes, subscriptionOf } from './subscription-attributes';
import { checkArn, topicArnOf } from './topic-arn';

const message = ['Message', 'Subject', 'MessageStructure', 'MessageAttributes', 'MessageDeduplicationId'];

const rules: RequestRules = {
  service: 'sns',
  code: 'ValidationError',
  served: {
    Publish: ['TopicArn', 'TargetArn', ...message],
    PublishBatch: [
      'TopicArn',
      'PublishBatchRequestEntries[].Id',
      ...message.map((one) => `PublishBatchRequestEntries[].${one}`),
    ],
    GetSubscriptionAttributes: ['SubscriptionArn'],
    GetTopicAttributes: ['TopicArn'],
    ListSubscriptions: ['NextToken'],
    ListSubscriptionsByTopic: ['TopicArn', 'NextToken'],
    ListTopics: ['NextToken'],
    ListTagsForResource: ['ResourceArn'],
  },
};

/** What SNS's clients may ask. */
export function snsOperations(sns: SnsService, stack: Stack): Record<string, QueryOperation> {
  const operations = {
    ...subscriptionReads(sns, stack),
    Publish: (input: MessageRequest & { TopicArn?: string; TargetArn?: string }, call: Call) => {
      const topicArn = topicArnOf(input, stack);
      sns.topic(topicArn);
      call.require('sns:Publish', topicArn);
      return { MessageId: sns.publish(call.principal, topicArn, readMessage(input)).messageId };
    },
    PublishBatch: (input: { TopicArn: string; PublishBatchRequestEntries: BatchEntry[] }, call: Call) => {
      const { TopicArn, PublishBatchRequestEntries } = input;
      checkArn('TopicArn', TopicArn, stack.region);
      sns.topic(TopicArn);
      call.require('sns:Publish', TopicArn);
      const read = readBatch(PublishBatchRequestEntries);
      const sent = read.flatMap((one) =>
        'message' in one
          ? [{ Id: one.id, MessageId: sns.publish(call.principal, TopicArn, one.message).messageId }]
          : [],
      );
      const failed = read.flatMap((one) =>
        'fault' in one ? [{ Id: one.id, Code: one.fault.code, Message: one.fault.message, SenderFault: true }] : [],
      );
      return { Failed: members(failed), Successful: members(sent) };
    },
    GetSubscriptionAttributes: ({ SubscriptionArn }: { SubscriptionArn: string }, call: Call) => {
      const subscription = subscriptionOf(stack, SubscriptionArn);
      call.require('sns:GetSubscriptionAttributes', text(subscription, 'topic_arn'));
      return { Attributes: entries(subscriptionAttributes(stack, subscription)) };
    },
    GetTopicAttributes: ({ TopicArn }: { TopicArn: string }, call: Call) => {
      checkArn('TopicArn', TopicArn, stack.region);
      const topic = sns.topic(TopicArn);
      call.require('sns:GetTopicAttributes', TopicArn);
      return { Attributes: entries(topicAttributes(stack, topic)) };
    },
  };
  return checkedForms(rules, operations, checkBytes);
}

const members = (list: readonly Xml[]): Xml => (list.length === 0 ? '' : { member: list });

const entries = (map: Readonly<Record<string, string>>): Xml => ({
  entry: Object.entries(map).map(([key, value]) => ({ key, value })),
});
