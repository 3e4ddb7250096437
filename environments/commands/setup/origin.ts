import { spawnSync } from 'node:child_process';

/** `OWNER/REPO` of the remote "origin", where that is on GitHub: https and ssh addresses alike. */
export function originOf(folder: string): string | undefined {
  const { stdout } = spawnSync('git', ['remote', 'get-url', 'origin'], { cwd: folder, encoding: 'utf8' });
  return /^(?:https:\/\/(?:[^@/]+@)?|ssh:\/\/git@|git@)github\.com[/:]([^/\s]+\/[^/\s]+?)(?:\.git)?\/?$/.exec(
    (stdout ?? '').trim(),
  )?.[1];
}
