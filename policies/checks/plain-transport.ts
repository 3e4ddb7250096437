import { partsOf } from '../../catalog/all';
import { blocksOfType, text } from '../../terraform/query';
import { mayBeAllowed } from '../iam/authorize';
import { type Check } from '../findings/finding';

/** Buckets have a rule of their own. */
export const plainTransport: Check = {
  rule: 'plain-transport',
  why: 'What is sent without TLS can be read and changed on its way.',
  cite: 'https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html#enforce-encryption-data-in-transit',
  run: ({ stack, access }) =>
    Object.entries(partsOf('receives')).flatMap(([type, action]) =>
      blocksOfType(stack, type)
        .filter(({ kind }) => kind === 'resource')
        // Asked as the account itself, whom only a Deny can stop.
        .filter((block) =>
          mayBeAllowed(access, {
            principal: { kind: 'root', accountId: access.accountId },
            action,
            resource: text(block, 'arn'),
            context: { 'aws:SecureTransport': 'false' },
          }),
        )
        .map((block) => ({
          subject: block.address,
          ...(block.source ? { where: block.source } : {}),
          message: `${action} without TLS is not refused`,
          fix: `Deny ${action} to everyone where aws:SecureTransport is false.`,
        })),
    ),
};
