import { read } from '../arguments';
import { account, argument, join, regional } from '../attributes';
import { type Call, DRAWN, held, row, type Subject } from '../calls';
import { type Service } from '../entry';
import { DOCS, fifo, named } from '../names';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const topicArn = regional('sns', join('$name'));
const topicOf = (block: Subject): string => block.referred('topic_arn', 'aws_sns_topic', 'arn').text('arn');

/** AWS's reference has the topic for the resource, a refusal names the subscription. */
const subscription = (action: string): Call => ({
  action,
  on: (block) => [topicOf(block), `${topicOf(block)}:${DRAWN}`],
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html',
});

export const sns = {
  name: 'sns',
  prefix: 'sns',
  principal: 'sns.amazonaws.com',
  client: '@aws-sdk/client-sns',
  taskErrors: 'Sns',
  types: {
    aws_sns_topic: {
      leadsTo: ['kms_master_key_id'],
      name: named('sns:CreateTopic:Name', { documented: fifo(256, `${DOCS}/sns/latest/api/API_CreateTopic.html`) }),
      attributes: { id: topicArn, arn: topicArn, owner: account },
      policy: { optional: true },
      calls: row('sns/topic.go', {
        read: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'],
        create: ['sns:CreateTopic', 'sns:SetTopicAttributes', 'sns:TagResource'],
        update: ['sns:SetTopicAttributes', 'sns:TagResource', 'sns:UntagResource'],
        delete: ['sns:DeleteTopic'],
      }),
      encryption: { wants: 'kms_master_key_id', oneOf: [{ argument: 'kms_master_key_id' }] },
      receives: 'sns:Publish',
      bill: { loses: 'its subscriptions: each must be confirmed anew', use: 'messages' },
      picture: { words: 'SNS topic', shape: 'box', tone: 'message' },
      local: 'stood up',
      arguments: {
        display_name: read('local/aws/sns'),
        kms_master_key_id: read('local/aws/sns', 'policies/checks'),
        name: read('catalog/services'),
        policy: read('policies/iam'),
      },
    },
    aws_sns_topic_policy: {
      attributes: { id: argument('arn'), owner: account },
      policy: { on: { type: 'aws_sns_topic', by: 'arn', matches: ['arn'] } },
      calls: row(
        'sns/topic_policy.go',
        {
          read: ['sns:GetTopicAttributes'],
          create: ['sns:SetTopicAttributes'],
          update: ['sns:SetTopicAttributes'],
          delete: ['sns:SetTopicAttributes'],
        },
        held('arn'),
      ),
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: {
        arn: read('catalog/services', 'local/aws/sns', 'policies/iam'),
        policy: read('local/aws/sns', 'policies/iam'),
      },
    },
    aws_sns_topic_subscription: {
      leadsTo: ['topic_arn', 'endpoint'],
      identity: { by: ['topic_arn', 'protocol', 'endpoint'] },
      calls: row(
        'sns/topic_subscription.go',
        {
          read: [subscription('sns:GetSubscriptionAttributes')],
          create: ['sns:Subscribe'],
          // Every argument that we set asks for a new subscription.
          update: [],
          delete: [subscription('sns:Unsubscribe')],
        },
        (block) => [topicOf(block)],
      ),
      checked: {
        unreached: [
          {
            operations: ['sns:SetSubscriptionAttributes'],
            why: 'every argument that is set asks for a new subscription',
          },
        ],
      },
      // Whoever takes a subscriber out of the settings means it.
      bill: NOTHING,
      picture: {
        words: 'subscriber',
        plural: 'subscribers',
        together: true,
        shape: 'round',
        tone: 'plain',
        label: (block) => block.text('protocol'),
        references: [{ path: 'topic_arn', draw: 'back' }],
      },
      local: 'stood up',
      unasked: 'AWS draws its ARN, and no role of the pipelines may list subscriptions',
      arguments: {
        endpoint: read('environments/commands/synth', 'local/aws/sns', 'terraform/accepted'),
        protocol: read('catalog/services', 'local/aws/sns'),
        topic_arn: read('catalog/services', 'local/aws/sns', 'terraform/accepted'),
      },
    },
    aws_sns_topic_data_protection_policy: { unreadAccess: true },
  },
} satisfies Service;
