import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { NPM_CI } from '../../../scripts/programs/commits';
import { UserError } from '../../../scripts/user-error';
import { pythonWith } from '../../clients/python';
import { type Peers } from '../shared/contestant';

const FOLDER = 'local/bench/peers';

/**
 * Installs what the locks beside say, once, where nothing of the checkout's own lies: cdktf's command, and checkov,
 * parliament and moto.
 * @throws UserError in one line without Python, or where npm or pip can't install
 */
export function installPeers(): Peers {
  const file = `${FOLDER}/requirements.txt`;
  const python = pythonWith({
    command: 'npm run bench -- --peers',
    least: [3, 11],
    requirements: readFileSync(join(repositoryRoot(), file), 'utf8'),
    file,
    name: 'bench-peers',
  });
  return { modules: modulesOfNpm(), python };
}

function modulesOfNpm(): string {
  const beside = join(repositoryRoot(), FOLDER, 'npm');
  const digest = createHash('sha256')
    .update(readFileSync(join(beside, 'package-lock.json')))
    .digest('hex');
  const folder = join(repositoryRoot(), 'node_modules/.cache/bench-peers', digest.slice(0, 16));
  const modules = join(folder, 'node_modules');
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return modules;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(beside, folder, { recursive: true });
  const { status, stderr, error } = spawnSync('npm', NPM_CI, { cwd: folder, encoding: 'utf8' });
  const [said] = (error?.message ?? stderr).trim().split('\n');
  if (status !== 0) throw new UserError(`npm can't install ${FOLDER}/npm: ${said}`);
  writeFileSync(complete, '');
  return modules;
}
