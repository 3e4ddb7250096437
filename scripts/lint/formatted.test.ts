import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { repositoryRoot } from '../files/repository-root';

const { folder, remove } = temporaryFolder('formatted');
afterAll(remove);

/** What `npm run check` runs of Prettier, in a folder of its own. */
function formatted(): string {
  const { scripts } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, options = ''] = /'prettier (--check [^']*--cache [^']*)'/.exec(scripts['check'] ?? '') ?? [];
  const prettier = join(repositoryRoot(), 'node_modules/prettier/bin/prettier.cjs');
  const args = [prettier, '--cache-location', join(folder, '.cache'), ...options.split(' ')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return status === 0 ? '' : stdout + stderr;
}

test('what Prettier remembers does not hide a change, be it of the same length and time, or of the options', () => {
  const file = join(folder, 'one.ts');
  writeFileSync(file, 'export const a = 1;\n');
  expect(formatted()).toBe('');
  expect(statSync(join(folder, '.cache')).size).toBeGreaterThan(0);

  const { atime, mtime } = statSync(file);
  writeFileSync(file, 'export const a  =1;\n');
  utimesSync(file, atime, mtime);
  expect(formatted()).toContain('one.ts');

  writeFileSync(file, 'export const a = 1;\n');
  expect(formatted()).toBe('');
  writeFileSync(join(folder, '.prettierrc'), 'semi: false\n');
  expect(formatted()).toContain('one.ts');
});
