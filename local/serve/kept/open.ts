import { createHash } from 'node:crypto';
import { userPath } from '../../../scripts/files/user-path';
import { UserError } from '../../../scripts/user-error';
import { type Stack } from '../../../terraform/stack';
import { type ReportInput } from '../../start/reading/report-input';
import { KeptAccount } from './kept-account';

/** @param keep as it was typed @throws UserError as `KeptAccount.open` */
export function openKept(keep: string, environment: string, { accountId, region }: Stack): KeptAccount {
  const kept = KeptAccount.open(userPath(keep), { environment, accountId, region });
  try {
    kept.check();
    return kept;
  } catch (error) {
    kept.end();
    throw error;
  }
}

/** What tells events from others: what they are, and when they come. */
export function digestOf({ events }: Pick<ReportInput, 'events'>): string {
  const hash = createHash('sha256');
  for (const { arrival, data } of events) hash.update(`${arrival.getTime()} ${data}\n`);
  return hash.digest('hex');
}

/**
 * Whether an account that is gone on with was sent these events: its clock does not go back for others.
 * @throws UserError for others
 */
export function wasSent({ past, folder }: KeptAccount, sent: string, option: string): true {
  if (past?.sent === sent) return true;
  throw new UserError(
    `${option} can't be sent to the account in ${folder}: it is there, and its clock does not go back to other events. Leave ` +
      'the option out and send them through the endpoint, or give --keep another folder.',
  );
}
