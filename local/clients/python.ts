import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { UserError } from '../../scripts/user-error';

const REQUIREMENTS = '.ci/requirements.txt';

/** What a Python is made of, and for whom. */
interface Wanted {
  /** Who needs it: `npm run test:clients`. */
  readonly command: string;
  /** The least version that all of it takes. */
  readonly least: readonly [number, number];
  /** As pip reads it, each with its digests, and the file that it is of. */
  readonly requirements: string;
  readonly file: string;
  /** Of the folder among what is cached. */
  readonly name: string;
}

/**
 * A Python that has boto3 and the AWS CLI, made once for what `.ci/requirements.txt` pins; pip checks each digest.
 * @throws UserError without Python, or when pip can't install
 */
export function clientsPython(): string {
  // All but zizmor, which the workflows' check installs for itself.
  const paragraphs = readFileSync(join(repositoryRoot(), REQUIREMENTS), 'utf8').split(/\n{2,}/);
  const requirements = paragraphs.filter((paragraph) => !/^zizmor==/m.test(paragraph)).join('\n\n');
  // The AWS CLI takes no older one.
  return pythonWith({
    command: 'npm run test:clients',
    least: [3, 10],
    requirements,
    file: REQUIREMENTS,
    name: 'clients',
  });
}

/** A Python that has what is wanted, made once. @throws UserError without Python, or when pip can't install */
export function pythonWith({ command, least, requirements: wanted, file, name }: Wanted): string {
  const python = findPython(command, least);
  const digest = createHash('sha256').update(wanted).update(python.version).digest('hex').slice(0, 16);
  const folder = join(repositoryRoot(), 'node_modules/.cache', name, digest);
  const installed = join(folder, 'bin/python');
  if (existsSync(join(folder, 'complete'))) return installed;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  run(python.command, ['-m', 'venv', folder], 'Python has no venv');
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, wanted);
  const options = ['--quiet', '--disable-pip-version-check', '--require-hashes', '--only-binary', ':all:'];
  run(installed, ['-m', 'pip', 'install', ...options, '-r', requirements], `pip can't install ${file}`);
  // The name is there once all is.
  renameSync(requirements, join(folder, 'complete'));
  return installed;
}

function findPython(needs: string, least: Wanted['least']): { readonly command: string; readonly version: string } {
  for (const command of ['python3', 'python']) {
    const { status, stdout } = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:3])'], {
      encoding: 'utf8',
    });
    const [major = 0, minor = 0] = (status === 0 ? stdout : '').trim().split(' ').map(Number);
    if (major === least[0] && minor >= least[1]) return { command, version: stdout.trim() };
  }
  throw new UserError(`${needs} needs Python ${least.join('.')} or newer, of which there is none here.`);
}

function run(command: string, args: readonly string[], wrong: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new UserError(`${wrong}: ${error?.message ?? stderr.trim().slice(-600)}`);
}
