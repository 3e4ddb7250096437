import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/**
 * The files of this checkout as it stands, committed or not, and none that Git ignores: paths from its top.
 * @param patterns Git's, of those that are wanted; all when left out
 */
export const checkoutFiles = (patterns: readonly string[] = [], root = repositoryRoot()): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', ...patterns], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));
