import { type OperatorTruth } from '../../operator-truth';

const page = (operation: string) => ({
  page: `https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_${operation}.html`,
});
const metric = { Namespace: 'AWS/Lambda', MetricName: 'Invocations' };
const span = { StartTime: new Date('2026-03-01T08:00:00Z'), EndTime: new Date('2026-03-01T09:00:00Z') };

export const cloudWatchTruths: readonly OperatorTruth[] = [
  {
    says: 'An alarm that is not there can have no state: ResourceNotFound',
    source: page('SetAlarmState'),
    operation: 'SetAlarmState',
    input: { AlarmName: 'nope', StateValue: 'OK', StateReason: 'x' },
    error: 'ResourceNotFound',
  },
  {
    says: 'A token of nobody: InvalidNextToken',
    source: page('DescribeAlarms'),
    operation: 'DescribeAlarms',
    input: { NextToken: 'xx' },
    error: 'InvalidNextToken',
  },
  {
    says: 'Alarms that are not there are left out, and no error',
    source: page('DescribeAlarms'),
    operation: 'DescribeAlarms',
    input: { AlarmNames: ['nope'] },
    answer: { MetricAlarms: [], CompositeAlarms: [] },
  },
  {
    says: '"The maximum number of data points returned from a single call is 1,440"',
    source: page('GetMetricStatistics'),
    operation: 'GetMetricStatistics',
    input: { ...metric, ...span, EndTime: new Date('2026-03-10T08:00:00Z'), Period: 60, Statistics: ['Sum'] },
    error: 'InvalidParameterCombinationException',
  },
  {
    says: 'A range without a length: ValidationError, "must not equal"',
    source: {
      recorded:
        'github.com/elastic/beats, issue 32687: "ValidationError: The parameter StartTime must not equal parameter EndTime."',
    },
    operation: 'GetMetricData',
    input: {
      StartTime: span.EndTime,
      EndTime: span.EndTime,
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }],
    },
    error: 'ValidationException',
  },
  {
    says: 'A range that ends before it starts is an error',
    source: { recorded: 'github.com/getmoto/moto, pull request 6380, which tells how AWS differs' },
    operation: 'GetMetricStatistics',
    input: { ...metric, StartTime: span.EndTime, EndTime: span.StartTime, Period: 60, Statistics: ['Sum'] },
    error: 'ValidationException',
  },
  {
    says: 'A metric that nobody reported has no data, and no error',
    source: page('GetMetricStatistics'),
    operation: 'GetMetricStatistics',
    input: { ...metric, ...span, Period: 60, Statistics: ['Sum'] },
    answer: { Label: 'Invocations', Datapoints: [] },
  },
  {
    says: 'A statistic is one of five',
    source: { recorded: 'radkawar/stackd (9dc356f) testdata/aws/cloudwatch/metrics.json' },
    operation: 'GetMetricStatistics',
    input: { ...metric, ...span, Period: 60, Statistics: ['Median'] },
    error: 'InvalidParameterValueException',
    message:
      'The parameter Statistics.member.1.<list element> must be a value in the set [SampleCount, Average, Sum, Minimum, Maximum].',
  },
  {
    says: 'Ids of queries begin with a lower-case letter',
    source: page('MetricDataQuery'),
    operation: 'GetMetricData',
    input: { ...span, MetricDataQueries: [{ Id: 'M', MetricStat: { Metric: metric, Period: 60, Stat: 'Sum' } }] },
    error: 'ValidationException',
  },
  {
    says: 'Percentiles are of AWS alone: refused by their name',
    source: page('MetricStat'),
    operation: 'GetMetricData',
    input: { ...span, MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: metric, Period: 60, Stat: 'p99' } }] },
    error: 'ValidationException',
  },
];
