import { type AlarmConfiguration, type AlarmState } from './alarm-configuration';

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
}

/** `ALARM: "report-failed-dev-blog" in eu-west-1`; AWS writes the region's name out. */
export const alarmSubject = ({ alarm, to }: StateChange, { region }: Place): string =>
  `${to}: "${alarm.name}" in ${region}`.slice(0, 100);

/**
 * What a subscriber's mail says, built as CloudWatch builds it; queues and functions get the same as JSON.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
export function alarmText({ alarm, from, to, reason, at }: StateChange, { region, accountId }: Place): string {
  const time = at.toISOString().slice(0, 19).replace('T', ' ');
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.name}" in the ${region} region has ` +
      `entered the ${to} state, because "${reason}" at "${time} UTC".`,
    '',
    'View this alarm in the AWS Management Console:',
    `https://${region}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarm.name)}`,
    '',
    'Alarm Details:',
    `- Name:                       ${alarm.name}`,
    `- Description:                ${alarm.description}`,
    `- State Change:               ${from} -> ${to}`,
    `- Reason for State Change:    ${reason}`,
    `- Timestamp:                  ${time} UTC`,
    `- AWS Account:                ${accountId}`,
    `- Alarm Arn:                  ${alarm.arn}`,
  ].join('\n');
}
