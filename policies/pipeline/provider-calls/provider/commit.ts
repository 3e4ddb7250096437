import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../../scripts/user-error';
import { type Reading } from './reading';

/**
 * Which commit of the provider a folder holds.
 * @throws UserError when it is no checkout, or its files are not the commit's
 */
export function commitOf(folder: string): Omit<Reading, 'resources'> {
  if (!existsSync(join(folder, 'internal/service'))) {
    throw new UserError(
      `--source ${folder} has no internal/service: give a checkout of hashicorp/terraform-provider-aws.`,
    );
  }
  const [commit = '', date = ''] = git(folder, 'log', '-1', '--format=%H %cs').trim().split(' ');
  const changed = git(folder, 'status', '--porcelain', '--', 'internal/service').trim();
  if (changed) {
    throw new UserError(
      `--source ${folder} is not what commit ${commit} holds:\n${changed}\nCheck the commit out anew.`,
    );
  }
  return { commit, date, release: releaseOf(folder) };
}

function git(folder: string, ...args: string[]): string {
  try {
    return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new UserError(`--source ${folder} is no checkout of git, so nobody can tell which commit it is.`, {
      cause: error,
    });
  }
}

/** "## 6.25.0 (December 4, 2025)" */
function releaseOf(folder: string): string {
  const log = join(folder, 'CHANGELOG.md');
  const release = existsSync(log) ? /^## (.+)$/m.exec(readFileSync(log, 'utf8'))?.[1] : undefined;
  if (release === undefined)
    throw new UserError(`--source ${folder} has no CHANGELOG.md that says of which release it is.`);
  return release;
}
