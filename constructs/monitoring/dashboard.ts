import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { Construct } from 'constructs';
import type { Metric } from './alarm';
import { A_QUARTER_OF_AN_HOUR } from './collection';
import { executions, fired, ofFunction, ofQueue, ofStream } from './metrics';
import { type Deployment, named } from '../parts/deployment';
import type { ScheduledReport } from '../schedule';

export interface Pipeline {
  readonly streamName: string;
  readonly workgroupName: string;
  /** Athena cancels a query that reads more, in bytes. */
  readonly athenaScanLimitBytes: number;
  readonly stateMachineArn: string;
  /** Where alarms look at each. */
  readonly schedules: readonly ScheduledReport[];
  readonly functionNames: readonly string[];
  /** Dead-letter queues. */
  readonly queueNames: readonly string[];
}

interface Series {
  readonly label: string;
  readonly of: Metric | { readonly expression: string };
  /** Has another unit than the others, whose axis is on the left. */
  readonly onTheRight?: boolean;
}

interface Graph {
  readonly title: string;
  readonly unit: string;
  readonly series: readonly Series[];
  /** A line across. */
  readonly limit?: { readonly label: string; readonly value: number };
}

const FIVE_MINUTES = 300;
const A_DAY = 86_400;
/** Of the dashboard's 24 columns; four graphs a row. */
const WIDTH = 6;
const HEIGHT = 6;
const COLUMNS = 24 / WIDTH;
const ALARMS_HEIGHT = 4;

/**
 * The pipeline from left to right, and the state of its alarms above it. Functions and reports are drawn by day: they run
 * once a day at most.
 */
export function dashboard(
  scope: Construct,
  deployment: Deployment,
  pipeline: Pipeline,
  alarmArns: readonly string[],
): CloudwatchDashboard {
  const alarms = {
    type: 'alarm',
    x: 0,
    y: 0,
    width: 24,
    height: ALARMS_HEIGHT,
    properties: { title: 'Alarms (docs/operations.md says what to do)', alarms: alarmArns },
  };
  const drawn = graphs(pipeline).map(({ title, unit, series, limit }, index) => ({
    type: 'metric',
    x: (index % COLUMNS) * WIDTH,
    y: ALARMS_HEIGHT + Math.floor(index / COLUMNS) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title: `${index + 1}. ${title}`,
      region: deployment.region,
      view: 'timeSeries',
      stacked: false,
      yAxis: { left: { label: unit, min: 0, showUnits: false } },
      metrics: series.map(line),
      ...(limit && { annotations: { horizontal: [{ label: limit.label, value: limit.value }] } }),
    },
  }));
  // The structure of the text: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
  const body = { start: '-P35D', widgets: [alarms, ...drawn] };
  return new CloudwatchDashboard(scope, 'dashboard', {
    dashboardName: named('analytics', deployment),
    dashboardBody: JSON.stringify(body),
  });
}

function line({ label, of, onTheRight }: Series) {
  if ('expression' in of) return [{ label, expression: of.expression }];
  const { namespace, name, dimensions, statistic, period } = of;
  return [
    namespace,
    name,
    ...Object.entries(dimensions).flat(),
    { label, stat: statistic, period, ...(onTheRight && { yAxis: 'right' }) },
  ];
}

function graphs(pipeline: Pipeline): Graph[] {
  const { streamName, workgroupName, athenaScanLimitBytes, stateMachineArn, schedules, functionNames, queueNames } =
    pipeline;
  const stream = (label: string, name: string, statistic: Metric['statistic'] = 'Sum'): Series => ({
    label,
    of: ofStream(name, streamName, statistic, FIVE_MINUTES),
  });
  const ended = (label: string, name: string): Series => ({
    label,
    of: executions(name, stateMachineArn, 'Sum', A_DAY),
  });
  const eachFunction = (name: string, statistic: Metric['statistic'], what: string): Series[] =>
    functionNames.map((of) => ({ label: `${of} ${what}`, of: ofFunction(name, of, statistic, A_DAY) }));
  return [
    {
      title: 'Events in',
      unit: 'events in 5 minutes',
      series: [
        stream('accepted', 'IncomingRecords'),
        stream('refused: over the limits of the stream', 'ThrottledRecords'),
      ],
    },
    {
      title: 'Age of the oldest event not delivered',
      unit: 'seconds',
      series: [
        stream('age', 'DeliveryToS3.DataFreshness', 'Maximum'),
        { ...stream('share of writes that succeeded', 'DeliveryToS3.Success', 'Average'), onTheRight: true },
      ],
      limit: { label: 'alarm', value: A_QUARTER_OF_AN_HOUR },
    },
    {
      title: 'Conversion to Parquet',
      unit: 'events in 5 minutes',
      series: [stream('converted', 'SucceedConversion.Records'), stream('not converted', 'FailedConversion.Records')],
    },
    {
      title: 'Read by queries in Athena',
      unit: 'bytes a day',
      series: [
        {
          label: 'read',
          // Athena keeps this metric by workgroup, query type and state together; a search finds it whichever they are.
          // https://docs.aws.amazon.com/athena/latest/ug/query-metrics-viewing.html
          of: {
            expression: `SEARCH('Namespace="AWS/Athena" MetricName="ProcessedBytes" WorkGroup="${workgroupName}"', 'Sum', ${A_DAY})`,
          },
        },
      ],
      limit: { label: 'the most that one query may read', value: athenaScanLimitBytes },
    },
    {
      title: 'Reports',
      unit: 'executions a day',
      series: [
        ended('sent', 'ExecutionsSucceeded'),
        ended('failed', 'ExecutionsFailed'),
        ended('timed out', 'ExecutionsTimedOut'),
        ended('aborted', 'ExecutionsAborted'),
        ended('held up', 'ExecutionThrottled'),
        ...schedules.map((report) => ({ label: `${report.schedule.name}: fired`, of: fired(report, A_DAY) })),
      ],
    },
    {
      title: 'How long reports and functions take',
      unit: 'milliseconds at most',
      series: [
        { label: 'report, from start to end', of: executions('ExecutionTime', stateMachineArn, 'Maximum', A_DAY) },
        ...eachFunction('Duration', 'Maximum', 'ran'),
      ],
    },
    {
      title: 'Functions that failed, or were refused a run',
      unit: 'a day',
      series: [...eachFunction('Errors', 'Sum', 'failed'), ...eachFunction('Throttles', 'Sum', 'refused')],
    },
    {
      title: 'Events that came to nothing',
      unit: 'in the dead-letter queues',
      series: queueNames.map((name) => ({
        label: name,
        of: ofQueue('ApproximateNumberOfMessagesVisible', name, 'Maximum', FIVE_MINUTES),
      })),
    },
  ];
}
