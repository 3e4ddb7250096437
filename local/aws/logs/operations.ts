import { checkedOperations, type RequestRules } from '../requests/check';
import { type Call, type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { Input } from '../shared/input';
import { pageOf } from '../shared/pages';
import { tagsByArn } from '../shared/tags';
import { type LogCatalog } from './log-catalog';
import { badToken, groupOf, invalid, limitOf } from './log-input';
import { filterLogEvents, getLogEvents } from './read-events';

const PAGE = 50;

const group = ['logGroupName', 'logGroupIdentifier'];
const range = ['startTime', 'endTime', 'nextToken', 'limit'];

const rules: RequestRules = {
  service: 'logs',
  code: 'InvalidParameterException',
  served: {
    DescribeLogGroups: ['logGroupNamePrefix', 'logGroupNamePattern', 'nextToken', 'limit', 'includeLinkedAccounts'],
    DescribeLogStreams: [...group, 'logStreamNamePrefix', 'orderBy', 'descending', 'nextToken', 'limit'],
    FilterLogEvents: [...group, 'logStreamNames[]', 'logStreamNamePrefix', 'filterPattern', ...range, 'interleaved'],
    GetLogEvents: [...group, 'logStreamName', ...range, 'startFromHead'],
    ListTagsForResource: ['resourceArn'],
  },
};

/** What one reads logs with. */
export function logsOperations(catalog: LogCatalog): Record<string, Operation> {
  /** A group is named with `:*` behind it in policies: API_LogGroup.html. */
  const inGroup = (input: Input, call: Call, action: string, within = '*'): string => {
    const group = groupOf(input, catalog);
    call.require(action, `${catalog.arnOf(group)}:${within}`);
    catalog.check(group);
    return group;
  };
  return checkedOperations(rules, {
    DescribeLogGroups: async (given, call) => {
      const input = new Input(given);
      if (input.boolean('includeLinkedAccounts')) throw invalid('includeLinkedAccounts is not served here');
      // It takes no resource.
      call.require('logs:DescribeLogGroups', '*');
      const [prefix, part] = [input.text('logGroupNamePrefix'), input.text('logGroupNamePattern')];
      if (prefix !== undefined && part !== undefined) {
        throw invalid('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
      }
      const found = catalog.groups().filter((name) => name.startsWith(prefix ?? '') && name.includes(part ?? ''));
      const size = limitOf(input, PAGE);
      const { items, next } = pageOf(found, { size, token: input.text('nextToken'), wrong: badToken });
      return { logGroups: items.map((name) => catalog.describeGroup(name)), nextToken: next };
    },
    DescribeLogStreams: async (given, call) => {
      const input = new Input(given);
      const group = inGroup(input, call, 'logs:DescribeLogStreams');
      const [order, prefix] = [input.text('orderBy') ?? 'LogStreamName', input.text('logStreamNamePrefix')];
      if (order !== 'LogStreamName' && order !== 'LastEventTime') throw invalid(`orderBy can't be ${order}`);
      if (order === 'LastEventTime' && prefix !== undefined) {
        throw invalid('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const streams = catalog.streams(group).filter(({ name }) => name.startsWith(prefix ?? ''));
      const last = (events: readonly { readonly timestamp: Date }[]) => events.at(-1)?.timestamp.getTime() ?? 0;
      if (order === 'LastEventTime') streams.sort((a, b) => last(a.events) - last(b.events));
      if (input.boolean('descending')) streams.reverse();
      const size = limitOf(input, PAGE);
      const { items, next } = pageOf(streams, { size, token: input.text('nextToken'), wrong: badToken });
      return { logStreams: items.map((stream) => catalog.describeStream(group, stream)), nextToken: next };
    },
    FilterLogEvents: async (given, call) => {
      const input = new Input(given);
      return filterLogEvents(catalog, inGroup(input, call, 'logs:FilterLogEvents'), input);
    },
    GetLogEvents: async (given, call) => {
      const input = new Input(given);
      const stream = input.text('logStreamName') ?? '';
      return getLogEvents(catalog, inGroup(input, call, 'logs:GetLogEvents', `log-stream:${stream}`), input);
    },
    ListTagsForResource: async (given, call) => {
      const arn = new Input(given).text('resourceArn') ?? '';
      call.require('logs:ListTagsForResource', arn);
      const tags = tagsByArn(catalog.stack, ['aws_cloudwatch_log_group'], arn);
      if (!tags) throw new AwsError('ResourceNotFoundException', 'The specified resource does not exist.');
      return { tags };
    },
  });
}
