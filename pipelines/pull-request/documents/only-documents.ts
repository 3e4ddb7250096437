import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';

/** Which paths are documents: Git's globs, a line each. `.github/actions/changes` reads the same. */
const PATHS = 'pipelines/pull-request/documents/paths.txt';

export const documentGlobs = (root = repositoryRoot()): string[] =>
  readFileSync(join(root, PATHS), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Whether nothing but documents differs between two commits; undefined where one of them is not here. */
export function onlyDocuments(from: string, to: string, root = repositoryRoot()): boolean | undefined {
  const others = documentGlobs(root).map((glob) => `:(exclude,top,glob)${glob}`);
  const { status } = spawnSync('git', ['diff', '--quiet', '--no-renames', from, to, '--', '.', ...others], {
    cwd: root,
  });
  return status === 0 ? true : status === 1 ? false : undefined;
}
