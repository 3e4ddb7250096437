import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionlint, zizmor } from './lint';

let folder: string;
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-'));
  told = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void told.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A stand-in: the real one is asked by `npm run check:workflows`, on the machines that have it. */
function program(script: string): string {
  const file = join(folder, 'zizmor');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('a machine without zizmor does not pass, and is told how to get it', () => {
  expect(zizmor(folder, join(folder, 'none'))).toBe(false);
  expect(told).toEqual(['✗ zizmor\nzizmor is not on this machine: .ci/install-zizmor installs it (from PyPI).']);
});

test('what it finds fails, and is shown', () => {
  expect(zizmor(folder, program('echo finding; echo detail >&2; exit 14'))).toBe(false);
  expect(told).toEqual(['✗ zizmor\nfinding\ndetail']);
});

test('nothing found passes in one line', () => {
  expect(zizmor(folder, program('echo "all is well"'))).toBe(true);
  expect(told).toEqual(['✓ zizmor']);
});

/** A workflow of one job that runs this. */
function workflow(name: string, script: string) {
  const folders = join(folder, '.github/workflows');
  mkdirSync(folders, { recursive: true });
  const job = `  job:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${script}\n`;
  writeFileSync(join(folders, name), `on: push\njobs:\n${job}`);
}

test('actionlint looks at every workflow, and tells what it finds in each', () => {
  workflow('a.yml', 'echo');
  workflow('b.yml', 'echo ${{ github.nothing }}');
  workflow('c.yaml', 'echo ${{ nothing.at.all }}');
  expect(actionlint(folder)).toBe(false);
  expect(told).toEqual([expect.stringContaining('✗ actionlint\n')]);
  expect(told[0]).toMatch(/b\.yml:6:23 property "nothing" is not defined/);
  expect(told[0]).toMatch(/c\.yaml:6:23 undefined variable "nothing"/);
  expect(told[0]).not.toContain('a.yml');
});

test('workflows without a fault pass in one line', () => {
  workflow('a.yml', 'echo');
  expect(actionlint(folder)).toBe(true);
  expect(told).toEqual(['✓ actionlint']);
});
