import { UserError } from '../../scripts/user-error';
import { required } from './required';

/** @throws UserError for what is not the full SHA of a commit: a branch's name would mean another one tomorrow */
export function commitOption(value: string | undefined): string {
  const commit = required(value, '--commit', 'the full SHA of the commit that was planned');
  if (/^[0-9a-f]{40}$/.test(commit)) return commit;
  throw new UserError(`--commit ${commit}: not the full SHA of a commit (40 hexadecimal digits).`);
}

/** As people write it. */
export const short = (commit: string): string => commit.slice(0, 7);
