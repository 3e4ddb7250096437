import { partsOf } from '../../catalog/all';
import { type Encryption } from '../../catalog/entry';
import { blocksOfType, optionalBoolean, optionalText } from '../../terraform/query';
import { type Block } from '../../terraform/stack';
import { type Check } from '../findings/finding';

export const encryptionAtRest: Check = {
  rule: 'encryption-at-rest',
  why: 'What rests unencrypted, or under a key that never changes, is one leak away from being read.',
  cite: 'https://docs.aws.amazon.com/prescriptive-guidance/latest/encryption-best-practices/general-encryption-best-practices.html',
  run: ({ stack }) =>
    Object.entries(partsOf('encryption')).flatMap(([type, { wants, oneOf }]) =>
      blocksOfType(stack, type)
        .filter((block) => block.kind === 'resource' && !has(block, oneOf))
        .map((block) => ({
          subject: block.address,
          ...(block.source ? { where: block.source } : {}),
          message: `${type} lacks ${wants}`,
          fix: `Set ${wants}.`,
        })),
    ),
};

/** Whether a block says one of the things that would do. */
const has = (block: Block, oneOf: Encryption['oneOf']): boolean =>
  oneOf.some(({ argument, is }) =>
    is === undefined ? !!optionalText(block, argument) : optionalBoolean(block, argument) === is,
  );
