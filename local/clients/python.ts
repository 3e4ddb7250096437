import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { UserError } from '../../scripts/user-error';

/** The AWS CLI's. */
const LEAST = [3, 10] as const;
const REQUIREMENTS = '.ci/requirements.txt';

/**
 * A Python that has boto3 and the AWS CLI, made once for what `.ci/requirements.txt` pins; pip checks each digest.
 * @throws UserError without Python, or when pip can't install
 */
export function clientsPython(): string {
  const python = findPython();
  // All but zizmor, which the workflows' check installs for itself.
  const paragraphs = readFileSync(join(repositoryRoot(), REQUIREMENTS), 'utf8').split(/\n{2,}/);
  const wanted = paragraphs.filter((paragraph) => !/^zizmor==/m.test(paragraph)).join('\n\n');
  const digest = createHash('sha256').update(wanted).update(python.version).digest('hex').slice(0, 16);
  const folder = join(repositoryRoot(), 'node_modules/.cache/clients', digest);
  const installed = join(folder, 'bin/python');
  if (existsSync(join(folder, 'complete'))) return installed;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(python.command, ['-m', 'venv', folder], 'Python has no venv');
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, wanted);
  const options = ['--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary', ':all:'];
  run(installed, ['-m', 'pip', 'install', ...options, '-r', requirements], `pip can't install ${REQUIREMENTS}`);
  // The name is there once all is.
  renameSync(requirements, join(folder, 'complete'));
  return installed;
}

function findPython(): { readonly command: string; readonly version: string } {
  for (const command of ['python3', 'python']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:3])'], {
      encoding: 'utf8',
    });
    const [major = 0, minor = 0] = (status === 0 ? stdout : '').trim().split(' ').map(Number);
    if (major === LEAST[0] && minor >= LEAST[1]) return { command, version: stdout.trim() };
  }
  throw new UserError(`npm run test:clients needs Python ${LEAST.join('.')} or newer, of which there is none here.`);
}

function run(command: string, args: readonly string[], wrong: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new UserError(`${wrong}: ${error?.message ?? stderr.trim().slice(-600)}`);
}
