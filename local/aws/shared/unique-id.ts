import { createHash } from 'node:crypto';
import { type Principal } from '../../../policies/iam/authorize';
import { nameOf } from './access-control';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** As IAM draws one, but from the name, so that it is the same in each run: its prefix tells what it is of. */
function drawn(prefix: string, of: string): string {
  const digest = createHash('sha256').update(of).digest();
  return prefix + Array.from({ length: 17 }, (_, index) => LETTERS[(digest[index] ?? 0) & 31]).join('');
}

/**
 * `aws:userid` of a principal. A role's session is named after the role (`callerArn`).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
 */
export function userIdOf(principal: Principal): string {
  switch (principal.kind) {
    case 'root':
      return principal.accountId;
    case 'identity':
      return drawn('AIDA', principal.arn);
    case 'role':
      return `${drawn('AROA', principal.arn)}:${nameOf(principal)}`;
    case 'service':
      return drawn('AIDA', principal.service);
    case 'federated':
      return drawn('AROA', principal.provider);
  }
}

/** A random UUID to look at, but drawn from what it is of. */
export const uuidOf = (of: string): string =>
  createHash('sha256')
    .update(of)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
