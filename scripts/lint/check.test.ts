import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../../local/test-support';
import { linkPackages } from '../files/link-packages';
import { repositoryRoot } from '../files/repository-root';

const root = repositoryRoot();
const { folder, remove } = temporaryFolder('check');
afterAll(remove);

/** A checkout of what `npm run check` is made of, as npm ci leaves it. */
beforeAll(() => {
  for (const name of [
    ...['package.json', 'tsconfig.json', '.oxfmtrc.jsonc', '.oxlintrc.jsonc', '.gitignore'],
    ...['scripts/parallel.mjs', 'scripts/lint/lazy-circles.cjs'],
  ]) {
    cpSync(join(root, name), join(folder, name));
  }
  linkPackages(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'policies'));
});

function check(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'check'], { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

test('what is spoilt is named with what is wrong with it, and each part with its time', () => {
  const passed = check({
    'policies/a.ts': "import { b } from './b';\n\nexport const a = (c: unknown) => b === c;\n",
    'policies/b.ts': 'export const b = 1;\n',
  });
  expect(passed).toEqual({ status: 0, said: expect.anything() as string });
  expect(passed.said.match(/^✓ .* \d+\.\d s$/gm)).toHaveLength(4);

  const { status, said } = check({
    'policies/b.ts': "import { type a } from './a';\nexport const b = 1;\nexport type A = typeof a;\n",
    'policies/format.ts': 'export const  format = 1;\n',
    'policies/lint.ts': 'export const lint = (a: unknown) => a == 1;\n',
    'policies/lazy.ts': "export const lazy = () => import('./lazily');\n",
    'policies/lazily.ts': "import { lazy } from './lazy';\nexport const lazily = lazy;\n",
    'policies/types.ts': "export const types: number = 'one';\n",
  });
  expect(status).toBe(1);
  expect(said).toMatch(/^policies\/format\.ts \(\d+ms\)$/m);
  expect(said).toMatch(/eslint\(eqeqeq\): .*\n +,-\[policies\/lint\.ts:1:39\]/);
  expect(said).toMatch(
    /\.\/b \(policies\/b\.ts\)\n.*⬇ imports\n.*\.\/a \(policies\/a\.ts\)\n.*imports the current file/,
  );
  expect(said).toContain('policies/lazy.ts: A circle: policies/lazy.ts → policies/lazily.ts → policies/lazy.ts.');
  expect(said).toMatch(/policies\/types\.ts.*1.*TS2322/);
  expect(said.match(/^✗ .* \d+\.\d s$/gm)).toHaveLength(4);
});
