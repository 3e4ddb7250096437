import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../files/repository-root';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'lint-')));
afterAll(() => rmSync(root, { recursive: true }));

/** A checkout of the linter, with packages whose cache is its own. */
beforeAll(() => {
  for (const name of ['scripts/lint', 'eslint.config.mjs', 'package.json', 'tsconfig.json']) {
    cpSync(join(repositoryRoot(), name), join(root, name), {
      recursive: true,
      filter: (path) => !path.endsWith('.ts'),
    });
  }
  mkdirSync(join(root, 'node_modules'));
  for (const name of ['eslint', 'typescript', 'typescript-eslint']) {
    symlinkSync(join(repositoryRoot(), 'node_modules', name), join(root, 'node_modules', name));
  }
  write('package-lock.json', '{}');
  mkdirSync(join(root, 'policies'));
});

const write = (name: string, text: string) => writeFileSync(join(root, name), text);

function lint(): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/lint/main.mjs', 'policies'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? '' : stdout + stderr;
}

test('what is remembered hides no change: of a text as long and as old, of the settings, of a file that another imports', () => {
  const file = join(root, 'policies/a.ts');
  write('policies/a.ts', "import { b } from './b';\nexport const a = b === 1;\n");
  write('policies/b.ts', 'export const b = 1;\n');
  expect(lint()).toBe('');

  const { atime, mtime } = statSync(file);
  write('policies/a.ts', "import { b } from './b';\nexport const a = b ==  1;\n");
  utimesSync(file, atime, mtime);
  expect(lint()).toContain('eqeqeq');
  write('policies/a.ts', "import { b } from './b';\nexport const a = b === 1;\n");
  write('policies/b.ts', "import { type a } from './a';\nexport const b = 1;\nexport type A = typeof a;\n");
  expect(lint()).toContain('A circle: policies/b.ts → policies/a.ts → policies/b.ts');

  write('policies/b.ts', 'export const b = 1;\n');
  write('eslint.config.mjs', "export default [{ files: ['**/*.ts'], rules: { 'max-lines': ['error', 1] } }];\n");
  expect(lint()).toContain('max-lines');
});
