import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;

/** A checkout with a stand-in for npm that writes down how it was called, and exits with `npmExit`. */
function checkout({ npmExit = 0 }: { npmExit?: number } = {}) {
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'bin'));
  cpSync('scripts/ensure-installed.mjs', join(folder, 'scripts/ensure-installed.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), '{}');
  writeFileSync(join(folder, 'calls'), '');
  writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\necho "$@" >> ${join(folder, 'calls')}\nexit ${npmExit}\n`);
  chmodSync(join(folder, 'bin/npm'), 0o755);
}

function install(age: 'missing' | 'older' | 'newer') {
  if (age === 'missing') return;
  mkdirSync(join(folder, 'node_modules'));
  const lock = join(folder, 'node_modules/.package-lock.json');
  writeFileSync(lock, '{}');
  const seconds = Date.now() / 1000 + (age === 'older' ? -60 : 60);
  utimesSync(lock, seconds, seconds);
}

function run() {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/ensure-installed.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` },
  });
  return { status, stderr, calls: readFileSync(join(folder, 'calls'), 'utf8').trim() };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ensure-installed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test.each(['missing', 'older'] as const)('installs from the lock when node_modules is %s', (age) => {
  checkout();
  install(age);
  const { status, calls } = run();
  expect(calls).toMatch(/^ci /);
  expect(status).toBe(0);
});

test('does nothing when node_modules is newer than the lock', () => {
  checkout();
  install('newer');
  expect(run()).toEqual({ status: 0, stderr: '', calls: '' });
});

test('fails with a remedy when npm fails', () => {
  checkout({ npmExit: 7 });
  const { status, stderr } = run();
  expect(status).toBe(7);
  expect(stderr).toContain('Check that the npm registry can be reached');
});
