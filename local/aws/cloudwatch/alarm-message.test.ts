import { type Block } from '../../../terraform/stack';
import { blockOf } from '../shared/test-support';
import { readAlarm } from './alarm-configuration';
import { alarmMessage, alarmSubject } from './alarm-message';
import { statedAlarm } from './stated-alarm';

/** As AWS published them: radkawar/stackd at 9dc356f, testdata/aws/cloudwatch/sns_publications.json. */
const accountId = '000000000000';
const topic = `arn:aws:sns:us-east-1:${accountId}:stackd-native-sns-fde5a5ebdc164e179618-alarm`;
const alarm = (name: string, values: Block['values']) =>
  blockOf('aws_cloudwatch_metric_alarm', {
    alarm_name: name,
    arn: `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${name}`,
    alarm_actions: [topic],
    comparison_operator: 'GreaterThanThreshold',
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    treat_missing_data: 'ignore',
    ...values,
  });
const scalar = alarm('stackd-native-sns-fde5a5ebdc164e179618-scalar', {
  alarm_description: 'Owned native SNS dependency experiment',
  namespace: 'Stackd/NativeSNSProbe',
  metric_name: 'stackd-native-sns-fde5a5ebdc164e179618',
  statistic: 'Sum',
  period: 60,
  threshold: 1,
});
const published = (block: Block, at = '2026-09-14T09:06:48.232Z') => {
  const change = {
    ...{ alarm: readAlarm(block), from: 'OK' as const, to: 'ALARM' as const },
    ...{ reason: 'owned authorized SNS action', at: new Date(at) },
  };
  const place = { region: 'us-east-1', accountId, created: new Date('2026-09-14T09:06:26.165Z') };
  return { subject: alarmSubject(change, place), ...alarmMessage(change, statedAlarm(block), place) };
};

test('an alarm on a metric is told as JSON, as a line and as a mail', () => {
  const { subject, ...texts } = published(scalar);
  expect(subject).toBe('ALARM: "stackd-native-sns-fde5a5ebdc164e179618-scalar" in US East (N. Virginia)');
  expect(texts.sms).toBe(subject);
  expect(texts.default).toBe(
    '{"AlarmName":"stackd-native-sns-fde5a5ebdc164e179618-scalar","AlarmDescription":"Owned native SNS dependency experiment",' +
      '"AWSAccountId":"000000000000","AlarmConfigurationUpdatedTimestamp":"2026-09-14T09:06:26.165+0000","NewStateValue":"ALARM",' +
      '"NewStateReason":"owned authorized SNS action","StateChangeTime":"2026-09-14T09:06:48.232+0000",' +
      '"Region":"US East (N. Virginia)","AlarmArn":"arn:aws:cloudwatch:us-east-1:000000000000:alarm:stackd-native-sns-fde5a5ebdc164e179618-scalar",' +
      `"OldStateValue":"OK","ActionExecutedAfterMuteWindow":false,"OKActions":[],"AlarmActions":["${topic}"],` +
      '"InsufficientDataActions":[],"Trigger":{"MetricName":"stackd-native-sns-fde5a5ebdc164e179618",' +
      '"Namespace":"Stackd/NativeSNSProbe","StatisticType":"Statistic","Statistic":"SUM","Unit":null,"Dimensions":[],"Period":60,' +
      '"EvaluationPeriods":1,"DatapointsToAlarm":1,"ComparisonOperator":"GreaterThanThreshold","Threshold":1.0,' +
      '"TreatMissingData":"ignore","EvaluateLowSampleCountPercentile":""}}',
  );
  expect(texts.email)
    .toBe(`You are receiving this email because your Amazon CloudWatch Alarm "stackd-native-sns-fde5a5ebdc164e179618-scalar" in the US East (N. Virginia) region has entered the ALARM state, because "owned authorized SNS action" at "Monday 14 September, 2026 09:06:48 UTC".

View this alarm in the AWS Management Console:
https://us-east-1.console.aws.amazon.com/cloudwatch/deeplink.js?region=us-east-1#alarmsV2:alarm/stackd-native-sns-fde5a5ebdc164e179618-scalar

Alarm Details:
- Name:                       stackd-native-sns-fde5a5ebdc164e179618-scalar
- Description:                Owned native SNS dependency experiment
- State Change:               OK -> ALARM
- Reason for State Change:    owned authorized SNS action
- Timestamp:                  Monday 14 September, 2026 09:06:48 UTC
- AWS Account:                000000000000
- Alarm Arn:                  arn:aws:cloudwatch:us-east-1:000000000000:alarm:stackd-native-sns-fde5a5ebdc164e179618-scalar

Threshold:
- The alarm is in the ALARM state when the metric is GreaterThanThreshold 1.0 for at least 1 of the last 1 period(s) of 60 seconds.${' '}

Monitored Metric:
- MetricNamespace:                     Stackd/NativeSNSProbe
- MetricName:                          stackd-native-sns-fde5a5ebdc164e179618
- Dimensions:                          ${''}
- Period:                              60 seconds
- Statistic:                           Sum
- Unit:                                not specified
- TreatMissingData:                    ignore


State Change Actions:
- OK:${' '}
- ALARM: [${topic}]
- INSUFFICIENT_DATA:${' '}
`);
});

test('one on an expression tells the expression', () => {
  const { email, ...texts } = published(
    alarm('stackd-native-cw-sns-4b229becf207-metric-query', {
      threshold: 50,
      metric_query: [
        {
          id: 'm1',
          label: 'Explicit CPU metric label',
          metric: [{ namespace: 'AWS/EC2', metric_name: 'CPUUtilization', period: 60, stat: 'Average' }],
        },
        { id: 'e1', expression: 'm1 + 0', label: 'Explicit expression label', return_data: true },
      ],
    }),
  );
  expect(email).toContain(
    'GreaterThanThreshold 50.0 for at least 1 of the last 1 period(s) of 60 seconds. \n\nMonitored Metrics:\n' +
      '- MetricExpression:           m1 + 0\n- MetricLabel:                Explicit expression label\n\nState Change Actions:\n',
  );
  expect(texts.default).toContain(
    '"Trigger":{"Period":60,"EvaluationPeriods":1,"DatapointsToAlarm":1,"ComparisonOperator":"GreaterThanThreshold",' +
      '"Threshold":50.0,"TreatMissingData":"ignore","EvaluateLowSampleCountPercentile":"","Metrics":[{"Id":"m1",' +
      '"Label":"Explicit CPU metric label","MetricStat":{"Metric":{"Dimensions":[],"MetricName":"CPUUtilization","Namespace":"AWS/EC2"},' +
      '"Period":60,"Stat":"Average"},"ReturnData":false},{"Expression":"m1 + 0","Id":"e1","Label":"Explicit expression label"',
  );
});

test.each([
  [
    'stackd-native-cw-sns-4b229becf207-ascii-ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    'stackd-native-cw-sns-4b229becf207-ascii-ABCDEFGHIJKLMNOPQRSTUVW...',
  ],
  [`stackd-native-cw-sns-4b229becf207-unicode-${'界é'.repeat(70)}`, 'stackd-native-cw-sns-4b229becf207-unicode-_'],
])('a subject is short, and ASCII: %s', (name, told) => {
  expect(published({ ...scalar, values: { ...scalar.values, alarm_name: name } }).subject).toBe(
    `ALARM: "${told}" in US East (N. Virginia)`,
  );
});

test.each([
  [0, '0.0'],
  [0.5, '0.5'],
  [12_345_678, '1.2345678E7'],
  [10_000_000, '1.0E7'],
])('the threshold %d is written as Java does: %s', (threshold, text) => {
  expect(published({ ...scalar, values: { ...scalar.values, threshold } }).email).toContain(
    `GreaterThanThreshold ${text} for`,
  );
});
