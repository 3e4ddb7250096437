import { type Stack } from '../../../terraform/stack';
import { type QueryOperation } from '../endpoint/protocols';
import { type RequestRules } from '../requests/check';
import { checkedForms } from '../requests/checked-forms';
import { type Call } from '../shared/call';
import { type MessageRequest, readMessage } from './message';
import { type BatchEntry, readBatch } from './publish-batch';
import { type SnsService } from './sns';
import { topicAttributes } from './sns-attributes';
import { subscriptionReads } from './subscriptions';
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
    GetTopicAttributes: ['TopicArn'],
    ListSubscriptions: ['NextToken'],
    ListSubscriptionsByTopic: ['TopicArn', 'NextToken'],
    ListTopics: ['NextToken'],
    ListTagsForResource: ['ResourceArn'],
  },
};

/** What SNS's clients may ask. */
export function snsOperations(sns: SnsService, stack: Stack): Record<string, QueryOperation> {
  return checkedForms(rules, {
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
      const sent = readBatch(PublishBatchRequestEntries).map(({ id, message: one }) => ({
        Id: id,
        MessageId: sns.publish(call.principal, TopicArn, one).messageId,
      }));
      return { Failed: '', Successful: { member: sent } };
    },
    GetTopicAttributes: ({ TopicArn }: { TopicArn: string }, call: Call) => {
      checkArn('TopicArn', TopicArn, stack.region);
      const topic = sns.topic(TopicArn);
      call.require('sns:GetTopicAttributes', TopicArn);
      const attributes = Object.entries(topicAttributes(stack, topic));
      return { Attributes: { entry: attributes.map(([key, value]) => ({ key, value })) } };
    },
  });
}
