import { createHash } from 'node:crypto';
import { blocksOfType, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Call } from '../shared/call';
import { AwsError } from '../shared/errors';
import { pageOf } from '../shared/pages';
import { tagList, tagsByArn } from '../shared/tags';
import { type SnsService } from './sns';
import { checkArn } from './topic-arn';

/** "up to 100": https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
const PAGE = 100;

/** As AWS draws one, but from what it is of. It counts as confirmed: its messages lie in the outbox. */
export function subscriptionArn(block: Block): string {
  const topic = text(block, 'topic_arn');
  const digest = createHash('sha256')
    .update(`${topic} ${text(block, 'protocol')} ${text(block, 'endpoint')}`)
    .digest('hex');
  return `${topic}:${digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')}`;
}

interface Paged {
  readonly NextToken?: string;
}

const wrong = () => new AwsError('InvalidParameter', 'Invalid parameter: NextToken');

/** Who is told what, and what is there: reads of the stack. */
export function subscriptionReads(sns: SnsService, stack: Stack) {
  const subscriptions = (topicArn?: string, token?: string) => {
    const found = blocksOfType(stack, 'aws_sns_topic_subscription').filter(
      (block) => topicArn === undefined || text(block, 'topic_arn') === topicArn,
    );
    const { items, next } = pageOf(found, { size: PAGE, token, wrong });
    const member = items.map((block) => ({
      SubscriptionArn: subscriptionArn(block),
      Owner: stack.accountId,
      Protocol: text(block, 'protocol'),
      Endpoint: text(block, 'endpoint'),
      TopicArn: text(block, 'topic_arn'),
    }));
    return { Subscriptions: { member }, ...(next === undefined ? {} : { NextToken: next }) };
  };
  return {
    ListSubscriptions: ({ NextToken }: Paged, call: Call) => {
      // It takes no resource.
      call.require('sns:ListSubscriptions', '*');
      return subscriptions(undefined, NextToken);
    },
    ListSubscriptionsByTopic: ({ TopicArn, NextToken }: Paged & { TopicArn: string }, call: Call) => {
      checkArn('TopicArn', TopicArn, stack.region);
      call.require('sns:ListSubscriptionsByTopic', TopicArn);
      sns.topic(TopicArn);
      return subscriptions(TopicArn, NextToken);
    },
    ListTopics: ({ NextToken }: Paged, call: Call) => {
      call.require('sns:ListTopics', '*');
      const topics = blocksOfType(stack, 'aws_sns_topic');
      const { items, next } = pageOf(topics, { size: PAGE, token: NextToken, wrong });
      const member = items.map((block) => ({ TopicArn: text(block, 'arn') }));
      return { Topics: { member }, ...(next === undefined ? {} : { NextToken: next }) };
    },
    ListTagsForResource: ({ ResourceArn }: { ResourceArn: string }, call: Call) => {
      call.require('sns:ListTagsForResource', ResourceArn);
      const tags = tagsByArn(stack, ['aws_sns_topic'], ResourceArn);
      if (!tags) throw new AwsError('ResourceNotFound', 'Resource does not exist', 404);
      return { Tags: { member: tagList(tags) } };
    },
  };
}
