import {
  DescribeAlarmsCommand,
  GetDashboardCommand,
  type DescribeAlarmsCommandOutput,
  type GetDashboardCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import {
  DescribeLogGroupsCommand,
  type DescribeLogGroupsCommandOutput,
  DescribeLogStreamsCommand,
  type DescribeLogStreamsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { optionalNumber, optionalText, text } from '../../../terraform/query';
import { statedAlarm } from '../../aws/cloudwatch/stated-alarm';
import { type Read, read, type ReadsOf, regional, type Stated } from './read';

/** Logs, alarms and dashboards. */
export const operationReads: Readonly<Record<string, ReadsOf>> = {
  aws_cloudwatch_log_group: (block) => {
    const [name, arn] = [text(block, 'name'), text(block, 'arn')];
    const stated: Stated<DescribeLogGroupsCommandOutput> = {
      logGroups: [
        {
          logGroupName: name,
          retentionInDays: optionalNumber(block, 'retention_in_days'),
          kmsKeyId: optionalText(block, 'kms_key_id'),
          // Actions on a group are granted by the one, tags by the other.
          arn: `${arn}:*`,
          logGroupArn: arn,
        },
      ],
    };
    const send: Read['send'] = async ({ logs }) => {
      const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
      return { logGroups: logGroups.filter(({ logGroupName }) => logGroupName === name) };
    };
    // It takes no resource.
    return read('logs:DescribeLogGroups', '*', send, { key: name, stated });
  },
  aws_cloudwatch_log_stream: (block, stack) => {
    const [logGroupName, name] = [text(block, 'log_group_name'), text(block, 'name')];
    const group = regional(stack, 'logs', `log-group:${logGroupName}:*`);
    const send: Read['send'] = async ({ logs }) => {
      const input = { logGroupName, logStreamNamePrefix: name };
      const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand(input));
      return { logStreams: logStreams.filter(({ logStreamName }) => logStreamName === name) };
    };
    const stated: Stated<DescribeLogStreamsCommandOutput> = {
      logStreams: [{ logStreamName: name, arn: text(block, 'arn') }],
    };
    return read('logs:DescribeLogStreams', group, send, { key: name, stated });
  },
  aws_cloudwatch_metric_alarm: (block) => {
    const AlarmNames = [text(block, 'alarm_name')];
    return read(
      'cloudwatch:DescribeAlarms',
      text(block, 'arn'),
      async ({ cloudWatch }) => {
        const { MetricAlarms } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames }));
        return { MetricAlarms };
      },
      { stated: { MetricAlarms: [statedAlarm(block)] } satisfies Stated<DescribeAlarmsCommandOutput> },
    );
  },
  aws_cloudwatch_dashboard: (block) => {
    const DashboardName = text(block, 'dashboard_name');
    const arn = text(block, 'dashboard_arn');
    return read(
      'cloudwatch:GetDashboard',
      arn,
      ({ cloudWatch }) => cloudWatch.send(new GetDashboardCommand({ DashboardName })),
      {
        stated: {
          DashboardArn: arn,
          DashboardName,
          DashboardBody: text(block, 'dashboard_body'),
        } satisfies Stated<GetDashboardCommandOutput>,
      },
    );
  },
};
