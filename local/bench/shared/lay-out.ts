import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkPackages } from '../../../scripts/files/link-packages';
import { commitOf, NPM_CI } from '../../../scripts/programs/commits';
import { root } from '../../start/running/root';

export interface LaidOut {
  readonly folder: string;
  /** Takes it away; the second time there is nothing to do. */
  remove(): void;
}

/**
 * Lays a commit out in a worktree of its own, which goes when a signal ends this process, too.
 * @param packages `ours` links this checkout's, `own` installs what the commit's lock says where that is another
 * @param stop what else a signal must end, before the folder goes
 * @throws UserError where there is no such commit
 */
export function layOut(name: string, packages: 'ours' | 'own', stop?: () => void): LaidOut {
  const commit = commitOf(root, name);
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  const folder = join(scratch, 'other');
  let isGone = false;
  const remove = () => {
    if (isGone) return;
    isGone = true;
    unheard();
    spawnSync('git', ['worktree', 'remove', '--force', folder], { cwd: root, stdio: 'ignore' });
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  };
  const unheard = onSignals(() => {
    stop?.();
    remove();
  });
  try {
    execFileSync('git', ['worktree', 'add', '--detach', folder, commit], { cwd: root, stdio: 'pipe' });
    const lock = (checkout: string) => readFileSync(join(checkout, 'package-lock.json'), 'utf8');
    if (packages === 'ours' || lock(folder) === lock(root))
      linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
    else execFileSync('npm', NPM_CI, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, remove };
}

/** What is done before a signal ends this process. @returns what takes it back */
export function onSignals(end: () => void): () => void {
  const ended = (signal: NodeJS.Signals) => {
    end();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of SIGNALS) process.on(signal, ended);
  return () => {
    for (const signal of SIGNALS) process.off(signal, ended);
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
