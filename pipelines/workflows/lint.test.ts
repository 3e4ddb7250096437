import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zizmor } from './lint';

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
