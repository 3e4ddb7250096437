import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryRoot } from './files/repository-root';

let folder: string;

/** A checkout of an entry point and what it imports. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'run-'));
  mkdirSync(join(folder, 'scripts'));
  for (const name of ['install', 'programs/entry-bundle.mjs', 'programs/packages-bundle.mjs', 'run.mjs']) {
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

describe('packages of hundreds of files', () => {
  const packageFile = (name: string, text: string) => {
    const file = join(folder, 'node_modules', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const inOneFile = () =>
    readdirSync(join(folder, 'node_modules/.cache/packages')).filter((name) => name.endsWith('.cjs'));

  beforeEach(() => {
    packageFile('constructs/index.js', "exports.word = require('./word').word;");
    packageFile('constructs/word.js', "exports.word = 'one';");
    packageFile(
      'cdktf/index.js',
      "const archiver = require('archiver'); exports.zip = (what) => archiver(what); exports.level = () => archiver.level;",
    );
    packageFile(
      'cdktf/node_modules/archiver/index.js',
      "console.log('archiver'); module.exports = (what) => `zip of ${what}`; module.exports.level = 9;",
    );
    writeFileSync(
      join(folder, 'entry.ts'),
      `import { zip, level } from 'cdktf';
       import { word } from 'constructs';
       export async function main([what = '']: string[]): Promise<number> {
         if (what === 'fail') throw new Error(word);
         console.log(what === '' ? word : zip(what), what === '' ? '' : level());
         return 0;
       }`,
    );
  });

  test('are loaded from one file, and what hardly anyone asks for is loaded when it is asked for', () => {
    expect(run()).toEqual({ status: 0, stdout: 'one \n', stderr: '' });
    expect(inOneFile()).toHaveLength(1);
    expect(run('a')).toEqual({ status: 0, stdout: 'archiver\nzip of a 9\n', stderr: '' });
  });

  test('are put into another when one of their files has changed, and into none twice', () => {
    run();
    say('two');
    const [first] = inOneFile();
    expect(run().stdout).toBe('one \n');
    expect(inOneFile()).toEqual([first]);
    // As long as before.
    packageFile('constructs/word.js', "exports.word = 'two';");
    expect(run().stdout).toBe('two \n');
    expect(inOneFile()).toHaveLength(2);
  });

  test('leave the lines of our own faults as they are', () => {
    expect(run('fail')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(`${join(folder, 'entry.ts')}:4:`) as string,
    });
  });

  test('are left to Node.js where two copies of one would meet, whose places are told then', () => {
    packageFile('constructs/index.js', "exports.word = require('./lib/construct').word;");
    packageFile('constructs/lib/construct.js', "exports.word = 'one';");
    packageFile('cdktf/node_modules/constructs/lib/construct.js', "exports.word = 'other';");
    packageFile('cdktf/index.js', "exports.level = () => 1; exports.zip = require('constructs/lib/construct');");
    writeFileSync(
      join(folder, 'entry.ts'),
      `import { zip } from 'cdktf';
       import { word } from 'constructs';
       export const main = async (): Promise<number> => {
         const copies = Object.keys(require.cache).filter((path) => path.endsWith('construct.js'));
         console.log(word, zip.word, copies.length);
         return 0;
       };`,
    );
    expect(run()).toEqual({ status: 0, stdout: 'one other 2\n', stderr: '' });
  });
});
