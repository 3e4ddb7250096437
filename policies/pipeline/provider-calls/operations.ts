import { text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type Call, nowhere, of, type ProviderTable, row } from './calls';
import { tagKeys } from './tag-keys';

/**
 * A log group is named with `:*` in policies for every action but those on tags.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
 */
const LOG_GROUP = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html';

const logGroup = (action: string): Call => ({ action, on: (block) => [`${text(block, 'arn')}:*`], cite: LOG_GROUP });

/**
 * CreateLogGroup with tags asks for one of two actions ("either the logs:TagResource or logs:TagLogGroup permission"), on
 * its own form of the ARN: of two deployments that were refused with logs:TagResource on the bare name, one went through
 * with it on everything, the other with logs:TagLogGroup on `NAME:*`. Which of the two AWS asks for first it does not say.
 */
const bornWithTags: Call[] = ['logs:TagResource', 'logs:TagLogGroup'].map((action) => ({
  action,
  on: (block) => [`${text(block, 'arn')}:*`],
  context: (_, stack) => tagKeys('RequestTag', stack),
  cite: 'https://github.com/brunovicco/opslens/commit/c0324d0e476510fc717143144adfb2278b55c999',
}));

const groupOf = ({ region, accountId }: Stack, block: Block): string =>
  `arn:aws:logs:${region}:${accountId}:log-group:${text(block, 'log_group_name')}`;

const inGroup = (action: string): Call => ({
  action,
  on: (block, stack) => [`${groupOf(stack, block)}:*`],
  cite: LOG_GROUP,
});

const rule = of('aws_cloudwatch_event_rule', 'rule', 'name');

const dashboard: Call['on'] = (block) => [text(block, 'dashboard_arn')];

const budget: Call['on'] = (block, { accountId }) => [`arn:aws:budgets::${accountId}:budget/${text(block, 'name')}`];

export const operations: ProviderTable = {
  aws_cloudwatch_log_group: row('logs/group.go', {
    read: [{ action: 'logs:DescribeLogGroups', on: nowhere }, 'logs:ListTagsForResource'],
    create: [logGroup('logs:CreateLogGroup'), logGroup('logs:PutRetentionPolicy'), ...bornWithTags],
    update: [logGroup('logs:PutRetentionPolicy'), 'logs:TagResource', 'logs:UntagResource'],
    delete: [logGroup('logs:DeleteLogGroup')],
  }),
  aws_cloudwatch_log_stream: row('logs/stream.go', {
    read: [inGroup('logs:DescribeLogStreams')],
    create: ['logs:CreateLogStream'],
    update: [],
    delete: ['logs:DeleteLogStream'],
  }),
  aws_cloudwatch_log_metric_filter: row('logs/metric_filter.go', {
    read: [inGroup('logs:DescribeMetricFilters')],
    create: [inGroup('logs:PutMetricFilter')],
    update: [inGroup('logs:PutMetricFilter')],
    delete: [inGroup('logs:DeleteMetricFilter')],
  }),
  aws_cloudwatch_event_rule: row('events/rule.go', {
    read: ['events:DescribeRule', 'events:ListTagsForResource'],
    create: ['events:PutRule', 'events:TagResource'],
    update: ['events:PutRule', 'events:TagResource', 'events:UntagResource'],
    delete: ['events:DeleteRule'],
  }),
  aws_cloudwatch_event_target: row(
    'events/target.go',
    {
      read: ['events:ListTargetsByRule'],
      create: ['events:PutTargets'],
      update: ['events:PutTargets'],
      delete: ['events:RemoveTargets'],
    },
    rule,
  ),
  aws_cloudwatch_metric_alarm: row('cloudwatch/metric_alarm.go', {
    read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
    create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'],
    update: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'],
    delete: ['cloudwatch:DeleteAlarms'],
  }),
  aws_cloudwatch_dashboard: row(
    'cloudwatch/dashboard.go',
    {
      read: ['cloudwatch:GetDashboard'],
      create: ['cloudwatch:PutDashboard'],
      update: ['cloudwatch:PutDashboard'],
      delete: ['cloudwatch:DeleteDashboards'],
    },
    dashboard,
  ),
  aws_budgets_budget: row(
    'budgets/budget.go',
    {
      read: ['budgets:ViewBudget', 'budgets:ListTagsForResource'],
      create: ['budgets:ModifyBudget', 'budgets:TagResource'],
      update: ['budgets:ModifyBudget', 'budgets:TagResource', 'budgets:UntagResource'],
      delete: ['budgets:ModifyBudget'],
    },
    budget,
  ),
};
