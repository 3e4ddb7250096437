import { type AlarmConfiguration, type AlarmState } from './alarm-configuration';
import { type Dimension, type StatedAlarm, type StatedMetric } from './stated-alarm';

/** A change of an alarm's state. */
export interface StateChange {
  readonly alarm: AlarmConfiguration;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly at: Date;
}

interface Place {
  readonly region: string;
  readonly accountId: string;
  /** When the alarm was made. */
  readonly created: Date;
}

/** A text for each protocol, and for those that have none of their own. */
export interface AlarmMessage {
  readonly default: string;
  readonly sms: string;
  readonly email: string;
}

/** As messages of CloudWatch call them; another is told by its code. */
const REGIONS: Readonly<Record<string, string>> = { 'us-east-1': 'US East (N. Virginia)', 'eu-west-1': 'EU (Ireland)' };
const regionName = (region: string): string => REGIONS[region] ?? region;

/** `ALARM: "report-failed-dev-blog" in EU (Ireland)`, of at most 100 characters of ASCII. */
export function alarmSubject({ alarm, to }: StateChange, { region }: Pick<Place, 'region'>): string {
  const [before, after] = [`${to}: "`, `" in ${regionName(region)}`];
  return `${before}${upTo(alarm.name.replace(/[^ -~]+/g, '_'), 100 - before.length - after.length)}${after}`;
}

const upTo = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 3)}...` : text);

/**
 * What CloudWatch publishes: recorded by radkawar/stackd at 9dc356f, testdata/aws/cloudwatch/sns_publications.json.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export const alarmMessage = (change: StateChange, stated: StatedAlarm, place: Place): AlarmMessage => ({
  default: alarmJson(change, stated, place),
  sms: `${change.to}: "${upTo(change.alarm.name, 90)}" in ${regionName(place.region)}`,
  email: alarmEmail(change, stated, place),
});

function alarmJson({ alarm, from, to, reason, at }: StateChange, stated: StatedAlarm, place: Place): string {
  const { Namespace, MetricName, Statistic, Dimensions, Metrics } = stated;
  const trigger = {
    ...(Metrics
      ? {}
      : {
          MetricName,
          Namespace,
          StatisticType: 'Statistic',
          Statistic: Statistic?.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase(),
          Unit: null,
          Dimensions: lowerCase(Dimensions),
        }),
    Period: alarm.period,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: stated.DatapointsToAlarm,
    ComparisonOperator: alarm.operator,
    Threshold: THRESHOLD,
    TreatMissingData: stated.TreatMissingData,
    EvaluateLowSampleCountPercentile: '',
    ...(Metrics
      ? {
          Metrics: Metrics.map(({ Id, Expression, Label, ReturnData, MetricStat }) =>
            MetricStat
              ? { Id, Label, MetricStat: { ...MetricStat, Metric: metricOf(MetricStat.Metric) }, ReturnData }
              : { Expression, Id, Label, ReturnData },
          ),
        }
      : {}),
  };
  const message = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description,
    AWSAccountId: place.accountId,
    AlarmConfigurationUpdatedTimestamp: zoned(place.created),
    NewStateValue: to,
    NewStateReason: reason,
    StateChangeTime: zoned(at),
    Region: regionName(place.region),
    AlarmArn: alarm.arn,
    OldStateValue: from,
    ActionExecutedAfterMuteWindow: false,
    OKActions: stated.OKActions,
    AlarmActions: stated.AlarmActions,
    InsufficientDataActions: stated.InsufficientDataActions,
    Trigger: trigger,
  };
  return JSON.stringify(message).replace(`"Threshold":${JSON.stringify(THRESHOLD)}`, `"Threshold":${double(alarm)}`);
}

/** Stands for a number that JSON.stringify() would write another way. */
const THRESHOLD = '\uE000';

const lowerCase = (dimensions: readonly Dimension[] = []) =>
  dimensions.map(({ Name, Value }) => ({ value: Value, name: Name }));

const metricOf = ({ Dimensions, MetricName, Namespace }: StatedMetric) => ({
  Dimensions: lowerCase(Dimensions),
  MetricName,
  Namespace,
});

const zoned = (at: Date): string => at.toISOString().replace('Z', '+0000');

/** As Java writes one: 50 is 50.0. */
function double({ threshold }: AlarmConfiguration): string {
  const exponential = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(threshold.toExponential());
  const size = Math.abs(threshold);
  if (exponential && size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [, sign = '', first = '', rest = '0', power] = exponential;
    return `${sign}${first}.${rest}E${Number(power)}`;
  }
  return Number.isInteger(threshold) ? `${threshold}.0` : String(threshold);
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `Monday 14 September, 2026 09:06:48 UTC` */
const written = (at: Date): string =>
  `${DAYS[at.getUTCDay()]} ${String(at.getUTCDate()).padStart(2, '0')} ${MONTHS[at.getUTCMonth()]}, ` +
  `${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} UTC`;

/** How dimensions are written, and the threshold where nobody gave a number of datapoints, is of mails that others quote. */
function alarmEmail({ alarm, from, to, reason, at }: StateChange, stated: StatedAlarm, place: Place): string {
  const { region, accountId } = place;
  const some = stated.DatapointsToAlarm === undefined && alarm.evaluationPeriods === 1;
  const over = some
    ? `${alarm.period} seconds`
    : `at least ${alarm.datapointsToAlarm} of the last ${alarm.evaluationPeriods} period(s) of ${alarm.period} seconds`;
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${regionName(region)} ` +
      `region has entered the ${to} state, because "${reason}" at "${written(at)}".`,
    '',
    'View this alarm in the AWS Management Console:',
    `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarm.name)}`,
    '',
    'Alarm Details:',
    `- Name:                       ${alarm.name}`,
    `- Description:                ${alarm.description}`,
    `- State Change:               ${from} -> ${to}`,
    `- Reason for State Change:    ${reason}`,
    `- Timestamp:                  ${written(at)}`,
    `- AWS Account:                ${accountId}`,
    `- Alarm Arn:                  ${alarm.arn}`,
    '',
    'Threshold:',
    `- The alarm is in the ALARM state when the metric is ${alarm.operator} ${double(alarm)} for ${over}. `,
    '',
    ...monitored(stated),
    '',
    'State Change Actions:',
    `- OK: ${listed(stated.OKActions)}`,
    `- ALARM: ${listed(stated.AlarmActions)}`,
    `- INSUFFICIENT_DATA: ${listed(stated.InsufficientDataActions)}`,
    '',
  ].join('\n');
}

function monitored({ Metrics, ...one }: StatedAlarm): string[] {
  if (Metrics) {
    const { Expression, Label } = Metrics.find(({ ReturnData }) => ReturnData) ?? {};
    return [
      'Monitored Metrics:',
      `- MetricExpression:           ${Expression ?? ''}`,
      ...(Label === undefined ? [] : [`- MetricLabel:                ${Label}`]),
    ];
  }
  const dimensions = (one.Dimensions ?? []).map(({ Name, Value }) => `${Name} = ${Value}`);
  return [
    'Monitored Metric:',
    `- MetricNamespace:                     ${one.Namespace ?? ''}`,
    `- MetricName:                          ${one.MetricName ?? ''}`,
    `- Dimensions:                          ${listed(dimensions)}`,
    `- Period:                              ${one.Period ?? ''} seconds`,
    `- Statistic:                           ${one.Statistic ?? ''}`,
    '- Unit:                                not specified',
    `- TreatMissingData:                    ${one.TreatMissingData ?? 'missing'}`,
    '',
  ];
}

const listed = (texts: readonly string[]): string => (texts.length === 0 ? '' : `[${texts.join(', ')}]`);
