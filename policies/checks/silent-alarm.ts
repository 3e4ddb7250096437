import { blocksOfType, optionalBoolean, optionalText, texts } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { type Access } from '../iam/access';
import { authorize } from '../iam/authorize';
import { type Check } from '../findings/finding';

export const silentAlarm: Check = {
  rule: 'silent-alarm',
  why: 'An alarm that tells nobody is no alarm: CloudWatch drops what it may not publish, and only its history says so.',
  cite: 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services',
  run: ({ stack, access }) =>
    blocksOfType(stack, 'aws_cloudwatch_metric_alarm').flatMap((alarm) =>
      silences(stack, access, alarm).map(([message, fix]) => ({
        subject: alarm.address,
        ...(alarm.source ? { where: alarm.source } : {}),
        message,
        fix,
      })),
    ),
};

type Silence = [message: string, fix: string];

function silences(stack: Stack, access: Access, alarm: Block): Silence[] {
  const topics = texts(alarm, 'alarm_actions').filter((arn) => arn.split(':')[2] === 'sns');
  if (topics.length === 0) return [['it tells nobody when it goes off', 'Name a topic in alarm_actions.']];
  if (optionalBoolean(alarm, 'actions_enabled') === false) {
    return [['its actions are disabled', 'Leave actions_enabled out.']];
  }
  const may = (action: string, resource: string): boolean =>
    authorize(access, {
      principal: { kind: 'service', service: 'cloudwatch.amazonaws.com' },
      action,
      resource,
      context: { 'aws:SourceArn': String(alarm.values['arn']), 'aws:SourceAccount': access.accountId },
    }).allowed;
  return topics.flatMap((topic): Silence[] => {
    if (!may('sns:Publish', topic)) {
      const fix = "Allow cloudwatch.amazonaws.com to, in the topic's policy, for this alarm's ARN.";
      return [[`CloudWatch may not publish to ${topic} for it`, fix]];
    }
    const key = keyOf(stack, topic);
    if (key === undefined || ['kms:GenerateDataKey', 'kms:Decrypt'].every((action) => may(action, key))) return [];
    const fix = 'Allow it in the policy of a customer key; the key that AWS manages for SNS lets no service in.';
    return [[`CloudWatch may not use the key of ${topic}, ${key}, for it`, fix]];
  });
}

/** ARN of a key of the stack, or what else the topic says; nothing for a topic that is not encrypted. */
const keyOf = (stack: Stack, topic: string): string | undefined => {
  const block = blocksOfType(stack, 'aws_sns_topic').find(({ values }) => values['arn'] === topic);
  return block && optionalText(block, 'kms_master_key_id');
};
