import { type Call } from '../shared/call';
import { AwsError } from '../shared/errors';
import { type Input } from '../shared/input';
import { pageOf } from '../shared/pages';
import { type CloudWatchService } from './cloudwatch';
import { invalid, stateOf } from './metric-input';
import { statedAlarm } from './stated-alarm';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export function describeAlarms(service: CloudWatchService, input: Input, call: Call): object {
  const names = input.texts('AlarmNames');
  call.require('cloudwatch:DescribeAlarms', (names ?? ['*']).map(service.arnOf));
  const prefix = input.text('AlarmNamePrefix');
  if (names && prefix !== undefined) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'AlarmNames and AlarmNamePrefix can not be given together.',
    );
  }
  const given = input.text('StateValue');
  const state = given === undefined ? undefined : stateOf(given);
  const actions = input.text('ActionPrefix');
  const most = input.number('MaxRecords') ?? 50;
  if (!Number.isInteger(most) || most < 1 || most > 100) throw invalid(`MaxRecords must be from 1 to 100, not ${most}`);
  const types = input.texts('AlarmTypes') ?? ['MetricAlarm'];
  const found = service
    .alarms()
    .filter(({ configuration: { name, actions: all }, state: now }) => {
      const byName = names ? names.includes(name) : name.startsWith(prefix ?? '');
      const byAction =
        actions === undefined ||
        Object.values(all)
          .flat()
          .some((arn) => arn.startsWith(actions));
      return byName && byAction && (state === undefined || now === state) && types.includes('MetricAlarm');
    })
    .map(({ block, state: StateValue, reason, updated, transitioned }) => ({
      ...statedAlarm(block),
      StateValue,
      StateReason: reason,
      StateUpdatedTimestamp: updated,
      StateTransitionedTimestamp: transitioned,
      AlarmConfigurationUpdatedTimestamp: service.created,
    }))
    .sort((a, b) => (a.AlarmName < b.AlarmName ? -1 : 1));
  const wrong = () => new AwsError('InvalidNextToken', 'The next token specified is invalid.');
  const { items, next } = pageOf(found, { size: most, token: input.text('NextToken'), wrong });
  // With alarms on logs, too: recorded, radkawar/stackd at 9dc356f, testdata/aws/cloudwatch/sns_publications.json.
  return { MetricAlarms: items, CompositeAlarms: [], LogAlarms: [], NextToken: next };
}
