import { text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Need } from '../../needs/need';
import { argument, type Call, nowhere, of, type ProviderTable, referred, row } from './calls';
import { tagKeys } from './tag-keys';

/** What only AWS draws, and differs from one account to the next. */
const DRAWN = '00000000-0000-0000-0000-000000000000';

const keyArn = ({ region, accountId }: Stack): string => `arn:aws:kms:${region}:${accountId}:key/${DRAWN}`;

const onKey = (action: string): Call => ({
  action,
  on: (_, stack) => [keyArn(stack)],
  context: (_, stack) => tagKeys('ResourceTag', stack),
  cite: 'https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html',
});

const noTagsYet = (stack: Stack): NonNullable<Need['context']> =>
  Object.fromEntries(Object.keys(tagKeys('ResourceTag', stack)).map((key) => [key, []]));

/** Tags that a key is born with take the right to tag, of a key that has none yet. */
const born = (action: string, on: Call['on']): Call => ({
  action,
  on,
  context: (_, stack) => ({ ...tagKeys('RequestTag', stack), ...noTagsYet(stack) }),
  cite: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
});

/** Asked for of the alias, and of the key that it stands for. */
const alias = (action: string): Call[] => [
  {
    action,
    on: (block) => [text(block, 'arn')],
    cite: 'https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html',
  },
  onKey(action),
];

const topicOf = (block: Block, stack: Stack): string =>
  text(referred(stack, block, 'topic_arn', 'aws_sns_topic', 'arn'), 'arn');

/** AWS's reference has the topic for the resource, a refusal names the subscription. */
const subscription = (action: string): Call => ({
  action,
  on: (block, stack) => [topicOf(block, stack), `${topicOf(block, stack)}:${DRAWN}`],
  cite: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html',
});

const queue = of('aws_sqs_queue', 'queue_url', 'url');

export const messaging: ProviderTable = {
  aws_kms_key: row(
    'kms/key.go',
    {
      read: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'].map(onKey),
      create: [
        born('kms:CreateKey', nowhere),
        born('kms:TagResource', (_, stack) => [keyArn(stack)]),
        onKey('kms:EnableKeyRotation'),
      ],
      update: [
        'kms:EnableKey',
        'kms:EnableKeyRotation',
        'kms:PutKeyPolicy',
        'kms:TagResource',
        'kms:UntagResource',
        'kms:UpdateKeyDescription',
      ].map(onKey),
      delete: [onKey('kms:ScheduleKeyDeletion')],
    },
    (_, stack) => [keyArn(stack)],
  ),
  aws_kms_alias: row('kms/alias.go', {
    read: [{ action: 'kms:ListAliases', on: nowhere }],
    create: alias('kms:CreateAlias'),
    update: alias('kms:UpdateAlias'),
    delete: alias('kms:DeleteAlias'),
  }),
  aws_sns_topic: row('sns/topic.go', {
    read: ['sns:GetTopicAttributes', 'sns:ListTagsForResource'],
    create: ['sns:CreateTopic', 'sns:SetTopicAttributes', 'sns:TagResource'],
    update: ['sns:SetTopicAttributes', 'sns:TagResource', 'sns:UntagResource'],
    delete: ['sns:DeleteTopic'],
  }),
  aws_sns_topic_policy: row(
    'sns/topic_policy.go',
    {
      read: ['sns:GetTopicAttributes'],
      create: ['sns:SetTopicAttributes'],
      update: ['sns:SetTopicAttributes'],
      delete: ['sns:SetTopicAttributes'],
    },
    argument('arn'),
  ),
  aws_sns_topic_subscription: row(
    'sns/topic_subscription.go',
    {
      read: [subscription('sns:GetSubscriptionAttributes')],
      create: ['sns:Subscribe'],
      // Every argument that we set asks for a new subscription.
      update: [],
      delete: [subscription('sns:Unsubscribe')],
    },
    (block, stack) => [topicOf(block, stack)],
  ),
  aws_sqs_queue: row('sqs/queue.go', {
    read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
    create: ['sqs:CreateQueue', 'sqs:TagQueue'],
    update: ['sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
    delete: ['sqs:DeleteQueue'],
  }),
  aws_sqs_queue_policy: row(
    'sqs/queue_policy.go',
    {
      read: ['sqs:GetQueueAttributes'],
      create: ['sqs:SetQueueAttributes'],
      update: ['sqs:SetQueueAttributes'],
      delete: ['sqs:SetQueueAttributes'],
    },
    queue,
  ),
};
