import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { terraformOrThrow } from './terraform';
import { programVersion } from './version';

/** Terraform's own name for it, in the stack's folder. */
export const LOCK_FILE = '.terraform.lock.hcl';

/**
 * Makes a synthesized stack ready to plan and apply: no provider but those that its lock file names, with these digests,
 * is taken.
 * @throws UserError when there is no lock file, the program is another, or the providers can't be had
 */
export async function initialize(folder: string, environment: string, locks: string): Promise<void> {
  placeLock(folder, environment, locks);
  await programVersion(folder);
  await terraformOrThrow(folder, ['init', '-reconfigure', '-input=false', '-lockfile=readonly']);
}

/**
 * Puts the environment's lock file where Terraform looks for it: synth writes the folder anew, and artifacts leave hidden
 * files out.
 * @throws UserError when there is none
 */
export function placeLock(folder: string, environment: string, locks: string): void {
  const lock = join(locks, `${environment}${LOCK_FILE}`);
  if (!existsSync(lock)) {
    throw new UserError(
      `${lock} is not there: run "npm run lock:providers", which writes it, and commit it. ` +
        "Without it, nothing says which providers' binaries may run with the account's credentials.",
    );
  }
  copyFileSync(lock, join(folder, LOCK_FILE));
}
