import { spawnSync } from 'node:child_process';
import { readOptions } from '../../../scripts/text/read-options';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { documents, documentTests } from './document-tests';

/** `npm run check:documents`: the proof of a change of documents alone. Returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  readOptions(args, {}, 'npm run check:documents');
  const root = repositoryRoot();
  const run = (...command: readonly string[]) =>
    spawnSync('npx', ['--no-install', ...command], { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
      .status === 0;
  const formatted = run('oxfmt', '--check', ...documents(root));
  const tested = run('jest', '--runTestsByPath', ...documentTests(root));
  return formatted && tested ? 0 : 1;
}
