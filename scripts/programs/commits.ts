import { execFileSync } from 'node:child_process';
import { UserError } from '../user-error';

/** The full SHA of a commit by any of its names. @throws UserError where it has none */
export function commitOf(root: string, name: string): string {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    throw new UserError(`--against ${name}: git knows no such commit; name a branch, a tag or a SHA that was fetched.`);
  }
}

/** Installs what a commit's own lock says: no script of a package runs, as none is needed. */
export const NPM_CI = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'];
