import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { arnOf } from '../parts/deployment';
import { type Access, allowOn, type Deployed } from './deployed';

/** Log groups, and no line in them. */
export function manageLogs(deployed: Deployed): Access {
  const { application, environment } = deployed.deployment;
  const group = (name: string) => arnOf('logs', deployed.deployment, `log-group:${name}`);
  const groups = deployed.each(CloudwatchLogGroup, ({ nameInput }, text) => group(text(nameInput)));
  const streams = deployed.each(
    CloudwatchLogStream,
    ({ logGroupNameInput, nameInput }, text) => `${group(text(logGroupNameInput))}:log-stream:${text(nameInput)}`,
  );
  const filtered = deployed.each(CloudwatchLogMetricFilter, ({ logGroupNameInput }, text) =>
    inside(group(text(logGroupNameInput))),
  );
  return {
    read: [
      // It takes no resource.
      ...allowOn('FindLogGroups', 'logs:DescribeLogGroups', groups.length > 0 ? ['*'] : []),
      ...allowOn('ReadLogGroupTags', 'logs:ListTagsForResource', groups),
      ...allowOn('FindLogStreams', 'logs:DescribeLogStreams', streams.map(groupOf)),
      ...allowOn('ReadMetricFilters', 'logs:DescribeMetricFilters', filtered),
    ],
    write: [
      ...allowOn(
        'ManageLogGroups',
        ['logs:CreateLogGroup', 'logs:DeleteLogGroup', 'logs:PutRetentionPolicy'],
        groups.map(inside),
      ),
      // Tags that a group is born with are asked for under the other form, and as either of two actions: a deployment that
      // had logs:TagResource on the bare name was refused, and let in with logs:TagLogGroup on `NAME:*`.
      // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html#CWL-CreateLogGroup-request-tags
      // https://github.com/brunovicco/opslens/blob/9e969c3854e02e2033620e483ad6326d7a495db7/docs/labs/phase-0-cloudwatch-authorization-failure.md
      // https://github.com/brunovicco/opslens/commit/c0324d0e476510fc717143144adfb2278b55c999
      ...allowOn('TagNewLogGroups', ['logs:TagLogGroup', 'logs:TagResource'], groups.map(inside), {
        StringEquals: { 'aws:RequestTag/Application': application, 'aws:RequestTag/Environment': environment },
      }),
      ...allowOn('TagLogGroups', ['logs:TagResource', 'logs:UntagResource'], groups),
      ...allowOn('ManageLogStreams', ['logs:CreateLogStream', 'logs:DeleteLogStream'], streams),
      ...allowOn('ManageMetricFilters', ['logs:DeleteMetricFilter', 'logs:PutMetricFilter'], filtered),
    ],
  };
}

/**
 * How policies name a log group, but for its tags.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
 */
const inside = (group: string) => `${group}:*`;

const groupOf = (stream: string) => inside(stream.replace(/:log-stream:.*$/, ''));
