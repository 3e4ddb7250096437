import { harmless, read, within } from '../arguments';
import { argument, join, regional } from '../attributes';
import { row } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';
import { hidden } from '../picture';

/** 0.10 USD a month for each metric of a minute or longer, 0.30 USD for each of a shorter period; a dashboard: 3 USD. */
const pricing = {
  page: 'https://aws.amazon.com/cloudwatch/pricing/',
  rates: {
    alarmMetric: { dollars: 0.1, per: 'metric' },
    fastAlarmMetric: { dollars: 0.3, per: 'metric' },
    compositeAlarm: { dollars: 0.5, per: 'alarm' },
    dashboard: { dollars: 3, per: 'dashboard' },
  },
};

export const cloudwatch = {
  name: 'cloudwatch',
  prefix: 'cloudwatch',
  principal: 'cloudwatch.amazonaws.com',
  signedAs: 'monitoring',
  client: '@aws-sdk/client-cloudwatch',
  taskErrors: 'CloudWatch',
  pricing,
  types: {
    aws_cloudwatch_metric_alarm: {
      leadsTo: ['alarm_actions', 'insufficient_data_actions', 'ok_actions'],
      name: named('cloudwatch:PutMetricAlarm:AlarmName', {
        argument: 'alarm_name',
        documented: always({
          pattern: /^[^\x00-\x1f\x7f]+$/,
          words: 'anything but control characters',
          page: `${DOCS}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
        }),
        among: 'alarm',
      }),
      attributes: { id: argument('alarm_name'), arn: regional('cloudwatch', join('alarm:', '$alarm_name')) },
      calls: row('cloudwatch/metric_alarm.go', {
        read: ['cloudwatch:DescribeAlarms', 'cloudwatch:ListTagsForResource'],
        create: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource'],
        update: ['cloudwatch:PutMetricAlarm', 'cloudwatch:TagResource', 'cloudwatch:UntagResource'],
        delete: ['cloudwatch:DeleteAlarms'],
      }),
      bill: { monthly: metricAlarm },
      picture: {
        words: 'CloudWatch alarm',
        plural: 'CloudWatch alarms',
        shape: 'box',
        tone: 'watch',
        references: [
          { path: 'alarm_actions', draw: 'on' },
          { path: '', draw: 'hidden' },
        ],
      },
      local: 'stood up',
      arguments: {
        actions_enabled: read('local/aws/cloudwatch', 'policies/checks'),
        alarm_actions: read('local/aws/cloudwatch', 'policies/checks'),
        alarm_description: read('local/aws/cloudwatch'),
        alarm_name: read('catalog/services', 'local/aws/cloudwatch'),
        comparison_operator: read('local/aws/cloudwatch'),
        datapoints_to_alarm: read('local/aws/cloudwatch'),
        dimensions: read('local/aws/cloudwatch'),
        evaluation_periods: read('local/aws/cloudwatch'),
        insufficient_data_actions: read('local/aws/cloudwatch'),
        metric_name: read('local/aws/cloudwatch'),
        'metric_query.label': harmless(
          'words for people',
          'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html',
        ),
        ...within(
          'metric_query',
          read('catalog/services', 'local/aws/cloudwatch'),
          'expression',
          'id',
          'return_data',
          'metric.dimensions',
          'metric.metric_name',
          'metric.namespace',
          'metric.period',
          'metric.stat',
        ),
        namespace: read('local/aws/cloudwatch'),
        ok_actions: read('local/aws/cloudwatch'),
        period: read('catalog/services', 'local/aws/cloudwatch'),
        statistic: read('local/aws/cloudwatch'),
        threshold: read('local/aws/cloudwatch'),
        treat_missing_data: read('local/aws/cloudwatch'),
      },
      limits: {
        alarm_actions: 'cloudwatch:PutMetricAlarm:AlarmActions',
        alarm_description: 'cloudwatch:PutMetricAlarm:AlarmDescription',
        comparison_operator: 'cloudwatch:PutMetricAlarm:ComparisonOperator',
        datapoints_to_alarm: 'cloudwatch:PutMetricAlarm:DatapointsToAlarm',
        evaluation_periods: 'cloudwatch:PutMetricAlarm:EvaluationPeriods',
        insufficient_data_actions: 'cloudwatch:PutMetricAlarm:InsufficientDataActions',
        'metric_query.id': 'cloudwatch:PutMetricAlarm:Metrics[].Id',
        'metric_query.metric.period': 'cloudwatch:PutMetricAlarm:Metrics[].MetricStat.Period',
        ok_actions: 'cloudwatch:PutMetricAlarm:OKActions',
        period: 'cloudwatch:PutMetricAlarm:Period',
        statistic: 'cloudwatch:PutMetricAlarm:Statistic',
      },
    },
    aws_cloudwatch_dashboard: {
      name: named('cloudwatch:PutDashboard:DashboardName', {
        argument: 'dashboard_name',
        documented: always({
          min: 1,
          max: 255,
          pattern: /^[A-Za-z0-9_-]+$/,
          words: 'letters, digits, - and _',
          page: `${DOCS}/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html`,
        }),
        // Dashboards are an account's, not a region's.
        unique: 'account',
      }),
      attributes: {
        dashboard_arn: ({ partition, accountId, argument: of }) =>
          join(`arn:${partition}:cloudwatch::${accountId}:dashboard/`, '$dashboard_name')(of),
      },
      calls: row(
        'cloudwatch/dashboard.go',
        {
          read: ['cloudwatch:GetDashboard'],
          create: ['cloudwatch:PutDashboard'],
          update: ['cloudwatch:PutDashboard'],
          delete: ['cloudwatch:DeleteDashboards'],
        },
        (block) => [block.text('dashboard_arn')],
      ),
      bill: { monthly: () => pricing.rates.dashboard.dollars },
      picture: { words: 'CloudWatch dashboard', shape: 'box', tone: 'watch', references: hidden('') },
      local: { passedOver: 'a page for people: nothing reads it' },
      arguments: {
        dashboard_body: harmless(
          'what a person is shown of metrics that are there',
          'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html',
        ),
        dashboard_name: read('catalog/services'),
      },
    },
    aws_cloudwatch_composite_alarm: {
      name: named('cloudwatch:PutCompositeAlarm:AlarmName', { argument: 'alarm_name', among: 'alarm' }),
      bill: { monthly: () => pricing.rates.compositeAlarm.dollars },
    },
  },
} satisfies Service;

function metricAlarm(values: Readonly<Record<string, unknown>>): number | undefined {
  const queries: unknown = values['metric_query'];
  const metrics = Array.isArray(queries) && queries.length > 0 ? queries.flatMap(metricOf) : [values];
  if (metrics.length === 0) return undefined;
  const { alarmMetric, fastAlarmMetric } = pricing.rates;
  let dollars = 0;
  for (const { period } of metrics) {
    if (typeof period !== 'number') return undefined;
    dollars += period < 60 ? fastAlarmMetric.dollars : alarmMetric.dollars;
  }
  return dollars;
}

/** The metric of one query of an alarm; one that computes from the others has none. */
function metricOf(query: unknown): Readonly<Record<string, unknown>>[] {
  const metric = (query as Readonly<Record<string, unknown>> | null)?.['metric'];
  return (Array.isArray(metric) ? metric : []) as Readonly<Record<string, unknown>>[];
}
