import { execFileSync } from 'node:child_process';
import { runProgram } from '../../scripts/programs/run-program';
import { UserError } from '../../scripts/user-error';
import { lastWords } from './run-side';

/** The full SHA of a commit by any of its names. @throws UserError where it has none */
export function commitOf(root: string, name: string): string {
  try {
    // prettier-ignore
    return execFileSync('git', ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
      { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    throw new UserError(`--against ${name}: git knows no such commit; name a branch, a tag or a SHA that was fetched.`);
  }
}

/**
 * Lays a commit out beside the checkout, with the packages of its own lock: no script of theirs runs, as none is needed.
 * @returns what went wrong, in its last words; undefined when all is there
 */
export async function layOut(root: string, commit: string, folder: string): Promise<string | undefined> {
  const tree = await runProgram('git', ['worktree', 'add', '--detach', '--force', folder, commit], root);
  if (tree.code !== 0) return lastWords(tree.said);
  // prettier-ignore
  const packages = await runProgram('npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'], folder);
  return packages.code === 0 ? undefined : `npm ci failed:\n${lastWords(packages.said)}`;
}

export const takeAway = (root: string, folder: string): Promise<unknown> =>
  runProgram('git', ['worktree', 'remove', '--force', folder], root);
