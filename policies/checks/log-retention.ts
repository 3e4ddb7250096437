import { blocksOfType, optionalNumber } from '../../terraform/query';
import { type Check } from '../findings/finding';

export const logRetention: Check = {
  rule: 'log-retention',
  why: 'A log group without retention keeps what it was told, and costs, for ever.',
  cite: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  run: ({ stack }) =>
    blocksOfType(stack, 'aws_cloudwatch_log_group')
      .filter((block) => !optionalNumber(block, 'retention_in_days'))
      .map((block) => ({
        subject: block.address,
        ...(block.source ? { where: block.source } : {}),
        message: 'retention_in_days is not set',
        fix: 'Set retention_in_days from the settings.',
      })),
};
