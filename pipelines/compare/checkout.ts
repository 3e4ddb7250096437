import { NPM_CI } from '../../scripts/programs/commits';
import { runProgram } from '../../scripts/programs/run-program';
import { lastWords } from './run-side';

/**
 * Lays a commit out beside the checkout, with the packages of its own lock: no script of theirs runs, as none is needed.
 * @returns what went wrong, in its last words; undefined when all is there
 */
export async function layOut(root: string, commit: string, folder: string): Promise<string | undefined> {
  const tree = await runProgram('git', ['worktree', 'add', '--detach', '--force', folder, commit], root);
  if (tree.code !== 0) return lastWords(tree.said);
  const packages = await runProgram('npm', NPM_CI, folder);
  return packages.code === 0 ? undefined : `npm ci failed:\n${lastWords(packages.said)}`;
}

export const takeAway = (root: string, folder: string): Promise<unknown> =>
  runProgram('git', ['worktree', 'remove', '--force', folder], root);
