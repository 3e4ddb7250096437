import { type Stack } from '../../../terraform/stack';
import { checkedOperations, type RequestRules } from '../requests/check';
import { type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { Input } from '../shared/input';
import { tagList, tagsByArn } from '../shared/tags';
import { type CloudWatchService } from './cloudwatch';
import { describeAlarms } from './describe-alarms';
import { getMetricData } from './get-metric-data';
import { getMetricStatistics } from './get-metric-statistics';
import { listMetrics } from './list-metrics';
import { invalid, needed, stateOf } from './metric-input';

const ofQuery = (member: string): string => `MetricDataQueries[].${member}`;
const metric = ['Namespace', 'MetricName', 'Dimensions[].Name', 'Dimensions[].Value'];
const range = ['StartTime', 'EndTime'];

/** What breaks a constraint, CloudWatch tells in words of its own. */
const rules: RequestRules = {
  service: 'cloudwatch',
  ownConstraints: true,
  served: {
    DescribeAlarms: [
      'AlarmNames[]',
      'AlarmNamePrefix',
      'AlarmTypes[]',
      'StateValue',
      'ActionPrefix',
      'MaxRecords',
      'NextToken',
    ],
    SetAlarmState: ['AlarmName', 'StateValue', 'StateReason'],
    GetMetricData: [
      ...['Id', 'Expression', 'Label', 'ReturnData', 'MetricStat.Period', 'MetricStat.Stat'].map(ofQuery),
      ...metric.map((member) => ofQuery(`MetricStat.Metric.${member}`)),
      ...range,
      'ScanBy',
    ],
    GetMetricStatistics: [...metric, ...range, 'Period', 'Statistics[]'],
    ListMetrics: [...metric, 'NextToken'],
    ListTagsForResource: ['ResourceARN'],
  },
};

/** What an operator asks of alarms and metrics. Reads of metrics take no resource. */
export function cloudWatchOperations(service: CloudWatchService, stack: Stack): Record<string, Operation> {
  return checkedOperations(rules, {
    DescribeAlarms: async (input, call) => describeAlarms(service, new Input(input), call),
    SetAlarmState: async (members, call) => {
      const input = new Input(members);
      const name = needed('AlarmName', input.text('AlarmName'));
      const given = needed('StateValue', input.text('StateValue'));
      const reason = needed('StateReason', input.text('StateReason'));
      call.require('cloudwatch:SetAlarmState', service.arnOf(name));
      const state = stateOf(given);
      if (reason.length > 1023) throw invalid('StateReason must have at most 1023 characters');
      service.setAlarmState(name, state, reason);
    },
    GetMetricData: async (input, call) => {
      call.require('cloudwatch:GetMetricData', '*');
      return getMetricData(service.metrics, new Input(input));
    },
    GetMetricStatistics: async (input, call) => {
      call.require('cloudwatch:GetMetricStatistics', '*');
      return getMetricStatistics(service.metrics, new Input(input));
    },
    ListMetrics: async (input, call) => {
      call.require('cloudwatch:ListMetrics', '*');
      return listMetrics(service.metrics, new Input(input));
    },
    ListTagsForResource: async (input, call) => {
      const arn = needed('ResourceARN', new Input(input).text('ResourceARN'));
      call.require('cloudwatch:ListTagsForResource', arn);
      const tags = tagsByArn(stack, ['aws_cloudwatch_metric_alarm'], arn);
      if (!tags) throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist`, 404);
      return { Tags: tagList(tags) };
    },
  });
}
