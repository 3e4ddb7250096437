import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';

const WORKFLOWS = '.github/workflows';

/** Where `.ci/install-zizmor` puts it when the machine has none. */
const INSTALLED = '.local/zizmor/bin/zizmor';

/** The linters that we did not write. What can't run fails. */
export function lint(root: string): boolean {
  const passed = [actionlint(root), zizmor(root)];
  return passed.every(Boolean);
}

export function actionlint(root: string): boolean {
  const files = readdirSync(join(root, WORKFLOWS)).map((name) => join(WORKFLOWS, name));
  const program = join(repositoryRoot(), 'pipelines/workflows/actionlint.mjs');
  const { stdout, ok } = run(root, process.execPath, [program, ...files]);
  return verdict('actionlint', ok, stdout);
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
