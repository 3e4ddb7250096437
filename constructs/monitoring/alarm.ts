import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import { arnOf, type Deployment, named } from '../parts/deployment';
import type { EncryptedTopic } from '../parts/encrypted-topic';

/** One metric, as CloudWatch keeps it, with how its data become one point per period. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Sum' | 'Maximum' | 'Average';
  /** Seconds */
  readonly period: number;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html */
export interface MetricMath {
  readonly expression: string;
  /** By the id that the expression calls it. All have the same period. */
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What the result is, for graphs. */
  readonly label: string;
}

/** An alarm before it is made: the topic's policy names every alarm, so all of them must be known first. */
export interface AlarmDefinition {
  /** The alarm is `<what>-<environment>-<application>`. */
  readonly what: string;
  /** Of docs/operations.md; `what` when absent. */
  readonly section?: string;
  /** What has happened. */
  readonly means: string;
  /** What to do about it: a command, or the place to look. */
  readonly todo: string;
  readonly watches: Metric | MetricMath;
  readonly alarmsWhen: { readonly is: '>=' | '>' | '<'; readonly than: number };
  /** So many points of the last so many must be beyond the threshold; one of one when absent. */
  readonly points?: { readonly breaching: number; readonly of: number };
  /** What a period without data counts as; no definition leaves it to CloudWatch's default. */
  readonly missingData: 'notBreaching' | 'ignore';
}

const OPERATORS = {
  '>=': 'GreaterThanOrEqualToThreshold',
  '>': 'GreaterThanThreshold',
  '<': 'LessThanThreshold',
} as const;

/** Known before the alarm is made, for policies that name it. */
export const alarmArn = ({ what }: AlarmDefinition, deployment: Deployment) =>
  arnOf('cloudwatch', deployment, `alarm:${named(what, deployment)}`);

/** @param operations where the alarm is told of */
export function alarm(
  scope: Construct,
  definition: AlarmDefinition,
  deployment: Deployment,
  { topic, policy }: EncryptedTopic,
): CloudwatchMetricAlarm {
  const {
    what,
    section = what,
    means,
    todo,
    watches,
    alarmsWhen,
    points = { breaching: 1, of: 1 },
    missingData,
  } = definition;
  return new CloudwatchMetricAlarm(scope, what, {
    alarmName: named(what, deployment),
    alarmDescription: `${means} What to do: ${todo} More: docs/operations.md, ${section}.`,
    ...('expression' in watches ? byExpression(watches) : bySingle(watches)),
    comparisonOperator: OPERATORS[alarmsWhen.is],
    threshold: alarmsWhen.than,
    evaluationPeriods: points.of,
    datapointsToAlarm: points.breaching,
    treatMissingData: missingData,
    alarmActions: [topic.arn],
    // One that goes off before it may publish would be told to nobody.
    dependsOn: [policy],
  });
}

const bySingle = ({
  namespace,
  name,
  dimensions,
  statistic,
  period,
}: Metric): Partial<CloudwatchMetricAlarmConfig> => ({
  namespace,
  metricName: name,
  dimensions: { ...dimensions },
  statistic,
  period,
});

const byExpression = ({ expression, metrics, label }: MetricMath): Partial<CloudwatchMetricAlarmConfig> => ({
  metricQuery: [
    { id: 'result', expression, label, returnData: true },
    ...Object.entries(metrics).map(([id, { namespace, name, dimensions, statistic, period }]) => ({
      id,
      metric: { namespace, metricName: name, dimensions: { ...dimensions }, stat: statistic, period },
    })),
  ],
});
