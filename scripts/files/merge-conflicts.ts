import { execFileSync } from 'node:child_process';
import { UserError } from '../user-error';
import { repositoryRoot } from './repository-root';

/**
 * Files that a merge left in conflict, and that Git still knows of: paths from the top. None where there is no repository.
 * https://git-scm.com/docs/git-ls-files#Documentation/git-ls-files.txt---unmerged
 */
export function conflicts(root = repositoryRoot()): string[] {
  const listed = git(root, 'ls-files', '--unmerged', '-z') ?? '';
  return [...new Set(listed.split('\0').flatMap((line) => line.split('\t')[1] ?? []))];
}

/** In the index, of a path in conflict. https://git-scm.com/docs/git-merge#_true_merge */
const STAGES = { ours: 2, theirs: 3 } as const;

/** A file in conflict as one side of the merge has it, without markers; undefined where that side has none. */
export const sideOf = (path: string, side: keyof typeof STAGES, root = repositoryRoot()): string | undefined =>
  git(root, 'show', `:${STAGES[side]}:${path}`);

/** For files and folders that were written anew, or taken away: what is there is what the merge is to have. */
export function settle(paths: readonly string[], root = repositoryRoot()): void {
  execFileSync('git', ['add', '--all', '--', ...paths], { cwd: root, stdio: 'ignore' });
}

/** `FILE:LINE` of the first marker of a conflict; undefined where a text has none. */
export function markerIn(text: string, file: string): string | undefined {
  const [before = '', after] = text.split(/^<{7} /m, 2);
  return after === undefined ? undefined : `${file}:${before.split('\n').length}`;
}

/** For what is written by a command. @throws UserError for a text that a merge left in conflict */
export function refuseMarkers(text: string, file: string): void {
  const place = markerIn(text, file);
  if (place === undefined) return;
  throw new UserError(
    `${place}: a merge left a conflict here. "npm run regenerate" writes the file anew. If that says the same, Git takes the ` +
      `conflict for settled: take one side of it first, such as yours by "git checkout HEAD -- ${file}".`,
  );
}

function git(root: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}
