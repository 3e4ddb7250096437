import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { BESIDE, INSTALLED } from './paths';
import { runProgram } from '../../../scripts/programs/run-program';

/**
 * Installs exactly what the lock beside says, unless it lies there already. The lock resolves as npm does for everybody:
 * no peer dependency is passed over.
 * @throws UserError with npm's own words
 */
export async function install(): Promise<void> {
  const stamp = join(INSTALLED, 'node_modules/.locked');
  const wanted = digestOf(BESIDE);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  mkdirSync(INSTALLED, { recursive: true });
  cpSync(BESIDE, INSTALLED, { recursive: true });
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { code, said } = await runProgram('npm', args, INSTALLED);
  if (code !== 0) throw new UserError(`npm ci of environments/commands/exit/beside failed:\n${said.trim()}`);
  writeFileSync(stamp, wanted);
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = join(folder, name);
    if (statSync(file).isFile()) hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
