import { modelled, read } from '../arguments';
import { argument, type Attribute, join, regional } from '../attributes';
import { of, row } from '../calls';
import { type Service } from '../entry';
import { DOCS, fifo, named } from '../names';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const queueUrl: Attribute = ({ region, accountId, argument: of }) =>
  of('name') === undefined ? undefined : `https://sqs.${region}.amazonaws.com/${accountId}/${of('name') ?? ''}`;

export const sqs = {
  name: 'sqs',
  prefix: 'sqs',
  principal: 'sqs.amazonaws.com',
  client: '@aws-sdk/client-sqs',
  taskErrors: 'Sqs',
  types: {
    aws_sqs_queue: {
      leadsTo: ['kms_master_key_id', 'redrive_policy.deadLetterTargetArn'],
      name: named('sqs:CreateQueue:QueueName', {
        documented: fifo(80, `${DOCS}/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html`),
      }),
      attributes: { id: queueUrl, url: queueUrl, arn: regional('sqs', join('$name')) },
      policy: { optional: true },
      calls: row('sqs/queue.go', {
        read: ['sqs:GetQueueAttributes', 'sqs:ListQueueTags'],
        create: ['sqs:CreateQueue', 'sqs:TagQueue'],
        update: ['sqs:SetQueueAttributes', 'sqs:TagQueue', 'sqs:UntagQueue'],
        delete: ['sqs:DeleteQueue'],
      }),
      encryption: {
        wants: 'sqs_managed_sse_enabled = true or kms_master_key_id',
        oneOf: [{ argument: 'kms_master_key_id' }, { argument: 'sqs_managed_sse_enabled', is: true }],
      },
      receives: 'sqs:SendMessage',
      bill: { loses: 'messages not taken yet', use: 'requests' },
      picture: {
        words: 'SQS queue',
        shape: 'box',
        tone: 'message',
        references: [{ path: 'redrive_policy', draw: 'exception', label: 'not taken' }],
      },
      local: 'stood up',
      arguments: {
        kms_master_key_id: read('local/aws/sqs', 'policies/checks'),
        message_retention_seconds: modelled(`${DOCS}/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html`),
        name: read('catalog/services', 'local/aws/sqs'),
        policy: read('policies/iam'),
        redrive_policy: read('local/aws/sqs'),
        sqs_managed_sse_enabled: read('policies/checks'),
        visibility_timeout_seconds: read('local/aws/sqs'),
      },
      limits: {
        message_retention_seconds: 'sqs:CreateQueue:Attributes.MessageRetentionPeriod',
        visibility_timeout_seconds: 'sqs:CreateQueue:Attributes.VisibilityTimeout',
      },
    },
    aws_sqs_queue_policy: {
      attributes: { id: argument('queue_url') },
      policy: { on: { type: 'aws_sqs_queue', by: 'queue_url', matches: ['url'] } },
      calls: row(
        'sqs/queue_policy.go',
        {
          read: ['sqs:GetQueueAttributes'],
          create: ['sqs:SetQueueAttributes'],
          update: ['sqs:SetQueueAttributes'],
          delete: ['sqs:SetQueueAttributes'],
        },
        of('aws_sqs_queue', 'queue_url', 'url'),
      ),
      bill: NOTHING,
      picture: undrawn,
      local: 'stood up',
      arguments: { policy: read('policies/iam'), queue_url: read('catalog/services', 'policies/iam') },
    },
    aws_sqs_queue_redrive_allow_policy: { bill: NOTHING },
    aws_sqs_queue_redrive_policy: { bill: NOTHING },
  },
} satisfies Service;
