import { blocksOfType, optionalBoolean, optionalText } from '../../terraform/query';
import { type Block } from '../../terraform/stack';
import { type Check } from '../findings/finding';

/** What each kind of store must say, and whether a block says it. */
const stores: readonly { type: string; wants: string; has: (block: Block) => boolean }[] = [
  { type: 'aws_sns_topic', wants: 'kms_master_key_id', has: (block) => !!optionalText(block, 'kms_master_key_id') },
  {
    type: 'aws_sqs_queue',
    wants: 'sqs_managed_sse_enabled = true or kms_master_key_id',
    has: (block) =>
      !!optionalText(block, 'kms_master_key_id') || optionalBoolean(block, 'sqs_managed_sse_enabled') === true,
  },
  {
    type: 'aws_athena_workgroup',
    wants: 'result_configuration.encryption_configuration',
    has: (block) =>
      !!optionalText(block, 'configuration.result_configuration.encryption_configuration.encryption_option'),
  },
  {
    type: 'aws_kinesis_firehose_delivery_stream',
    wants: 'server_side_encryption.enabled = true',
    has: (block) => optionalBoolean(block, 'server_side_encryption.enabled') === true,
  },
  {
    type: 'aws_kms_key',
    wants: 'enable_key_rotation = true',
    has: (block) => optionalBoolean(block, 'enable_key_rotation') === true,
  },
];

export const encryptionAtRest: Check = {
  rule: 'encryption-at-rest',
  why: 'What rests unencrypted, or under a key that never changes, is one leak away from being read.',
  cite: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/general-encryption-best-practices.html',
  run: ({ stack }) =>
    stores.flatMap(({ type, wants, has }) =>
      blocksOfType(stack, type)
        .filter((block) => block.kind === 'resource' && !has(block))
        .map((block) => ({
          subject: block.address,
          ...(block.source ? { where: block.source } : {}),
          message: `${type} lacks ${wants}`,
          fix: `Set ${wants}.`,
        })),
    ),
};
