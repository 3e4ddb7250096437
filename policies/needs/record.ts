import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '../../scripts/repository-root';

/**
 * Runs every environment on this machine and writes what was needed, in a process of its own: policies/ reads
 * infrastructure, and does not run it.
 * @param check compare with what is written, write nothing
 * @returns the exit code
 */
export function recordNeeds(check: boolean): number {
  const args = ['scripts/run.mjs', 'local/record/main.ts', ...(check ? ['--check'] : [])];
  return spawnSync(process.execPath, args, { cwd: repositoryRoot(), stdio: 'inherit' }).status ?? 1;
}
