import { modelled, read } from '../arguments';
import { argument, join, regional } from '../attributes';
import { type Call, nowhere, row, type Subject, tagKeys } from '../calls';
import { type Service } from '../entry';
import { named } from '../names';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

/**
 * A log group is named with `:*` in policies for every action but those on tags.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
 */
const LOG_GROUP = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html';

const logGroup = (action: string): Call => ({ action, on: (block) => [`${block.text('arn')}:*`], cite: LOG_GROUP });

/**
 * CreateLogGroup with tags asks for one of two actions ("either the logs:TagResource or logs:TagLogGroup permission"), on
 * its own form of the ARN: of two deployments that were refused with logs:TagResource on the bare name, one went through
 * with it on everything, the other with logs:TagLogGroup on `NAME:*`. Which of the two AWS asks for first it does not say.
 */
const bornWithTags: Call[] = ['logs:TagResource', 'logs:TagLogGroup'].map((action) => ({
  action,
  on: (block) => [`${block.text('arn')}:*`],
  context: tagKeys('RequestTag'),
  cite: 'https://github.com/brunovicco/opslens/commit/c0324d0e476510fc717143144adfb2278b55c999',
}));

const groupOf = (block: Subject): string =>
  `arn:aws:logs:${block.region}:${block.accountId}:log-group:${block.text('log_group_name')}`;

const inGroup = (action: string): Call => ({ action, on: (block) => [`${groupOf(block)}:*`], cite: LOG_GROUP });

const RETENTION = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html';

export const logs = {
  name: 'logs',
  prefix: 'logs',
  client: '@aws-sdk/client-cloudwatch-logs',
  taskErrors: 'CloudWatchLogs',
  types: {
    aws_cloudwatch_log_group: {
      name: named('logs:CreateLogGroup:logGroupName'),
      attributes: { id: argument('name'), arn: regional('logs', join('log-group:', '$name')) },
      calls: row('logs/group.go', {
        read: [{ action: 'logs:DescribeLogGroups', on: nowhere }, 'logs:ListTagsForResource'],
        create: [logGroup('logs:CreateLogGroup'), logGroup('logs:PutRetentionPolicy'), ...bornWithTags],
        update: [logGroup('logs:PutRetentionPolicy'), 'logs:TagResource', 'logs:UntagResource'],
        delete: [logGroup('logs:DeleteLogGroup')],
      }),
      checked: {
        unreached: [
          {
            operations: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'],
            why: 'kms_key_id is not set',
            unset: ['kms_key_id'],
          },
          {
            operations: ['logs:DeleteRetentionPolicy'],
            why: 'retention_in_days is always set',
            set: ['retention_in_days'],
          },
        ],
        byHand: {
          where:
            'logs/group.go has Tags in CreateLogGroup, which AWS refuses without logs:TagResource (https://github.com/brunovicco/opslens/blob/9e969c3854e02e2033620e483ad6326d7a495db7/docs/labs/phase-0-cloudwatch-authorization-failure.md), and @Tags(identifierAttribute="arn")',
          calls: {
            read: ['logs:ListTagsForResource'],
            update: ['logs:TagResource', 'logs:UntagResource'],
          },
          gone: ['logs:ListTagsLogGroup', 'logs:TagLogGroup', 'logs:UntagLogGroup'],
        },
      },
      bill: { loses: 'the logs in it', use: 'GB taken in and stored' },
      picture: undrawn,
      local: 'stood up',
      arguments: { name: read('catalog/services', 'local/aws/logs'), retention_in_days: modelled(RETENTION) },
      limits: { retention_in_days: 'logs:PutRetentionPolicy:retentionInDays' },
    },
    aws_cloudwatch_log_stream: {
      name: named('logs:CreateLogStream:logStreamName', { within: ['log_group_name'] }),
      attributes: {
        id: argument('name'),
        arn: regional('logs', join('log-group:', '$log_group_name', ':log-stream:', '$name')),
      },
      calls: row('logs/stream.go', {
        read: [inGroup('logs:DescribeLogStreams')],
        create: ['logs:CreateLogStream'],
        update: [],
        delete: ['logs:DeleteLogStream'],
      }),
      bill: { loses: 'the logs in it' },
      picture: undrawn,
      local: 'stood up',
      arguments: {
        log_group_name: read('catalog/services', 'local/aws/logs'),
        name: read('catalog/services', 'local/aws/logs'),
      },
    },
    aws_cloudwatch_log_metric_filter: {
      name: named('logs:PutMetricFilter:filterName', { within: ['log_group_name'] }),
      calls: row('logs/metric_filter.go', {
        read: [inGroup('logs:DescribeMetricFilters')],
        create: [inGroup('logs:PutMetricFilter')],
        update: [inGroup('logs:PutMetricFilter')],
        delete: [inGroup('logs:DeleteMetricFilter')],
      }),
      bill: { use: 'metrics' },
      picture: { words: 'cloudwatch log metric filter', shape: 'box', tone: 'plain' },
      local: { passedOver: 'the local run makes no metrics of what is logged' },
      arguments: { log_group_name: read('catalog/services'), name: read('catalog/services') },
    },
    aws_cloudwatch_log_subscription_filter: {
      name: named('logs:PutSubscriptionFilter:filterName', { within: ['log_group_name'] }),
    },
    aws_cloudwatch_query_definition: { name: named('logs:PutQueryDefinition:name', { unique: 'none' }), bill: NOTHING },
    aws_cloudwatch_log_resource_policy: { unreadAccess: true, bill: NOTHING },
  },
} satisfies Service;
