import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from './files/repository-root';

let folder: string;

/** A checkout of an entry point and what it imports. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  mkdirSync(join(folder, 'scripts'));
  for (const name of ['install', 'programs/entry-bundle.mjs', 'run.mjs']) {
    cpSync(join(repositoryRoot(), 'scripts', name), join(folder, 'scripts', name), { recursive: true });
  }
  cpSync(join(repositoryRoot(), 'package.json'), join(folder, 'package.json'));
  for (const name of ['package-lock.json', 'tsconfig.json']) writeFileSync(join(folder, name), '{}');
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['esbuild', '@esbuild', 'picocolors']) {
    symlinkSync(join(repositoryRoot(), 'node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'node_modules/.package-lock.json'), '{}');
  writeFileSync(
    join(folder, 'entry.ts'),
    `import { word } from './word';
     import { createColors } from 'picocolors';
     export async function main(args: string[]): Promise<number> {
       if (args[0] === 'fail') throw new Error(word);
       console.log(createColors(false).bold(word), ...args);
       return 3;
     }`,
  );
  say('one');
});
afterEach(() => rmSync(folder, { recursive: true }));

const say = (word: string) => writeFileSync(join(folder, 'word.ts'), `export const word: string = '${word}';`);

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'entry.ts', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const bundles = () => readdirSync(join(folder, 'node_modules/.cache/run')).filter((name) => name.endsWith('.cjs'));

test('main gets the arguments and gives the exit code; what has not changed is not bundled again, and what has is', () => {
  expect(run('a', 'b c')).toEqual({ status: 3, stdout: 'one a b c\n', stderr: '' });
  const first = bundles();
  expect(first).toHaveLength(1);
  expect(run().stdout).toBe('one\n');
  expect(bundles()).toEqual(first);
  // As long as before.
  say('two');
  expect(run().stdout).toBe('two\n');
  expect(bundles()).toHaveLength(2);
});

test('a fault of ours is told with its place in TypeScript', () => {
  expect(run('fail')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(`${join(folder, 'entry.ts')}:4:`) as string,
  });
});

test('a fault that esbuild finds is told, and nothing is kept', () => {
  writeFileSync(join(folder, 'word.ts'), 'export const word = ;');
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('word.ts:1:20') as string });
  expect(bundles()).toEqual([]);
});
