import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let folder: string;

const LOCK = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/for-another-platform': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const { '': _root, 'node_modules/for-another-platform': _optional, ...INSTALLED } = LOCK;

function copyScripts(root: string) {
  for (const name of ['ensure-installed.mjs', 'install.mjs'])
    cpSync(`scripts/install/${name}`, join(root, 'scripts/install', name));
}

/** A checkout with a stand-in for npm that writes down how it was called, tells no settings, and exits with `npmExit`. */
function checkout({ npmExit = 0 }: { npmExit?: number } = {}) {
  mkdirSync(join(folder, 'scripts/install'), { recursive: true });
  mkdirSync(join(folder, 'bin'));
  copyScripts(folder);
  cpSync('package.json', join(folder, 'package.json'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: LOCK }));
  writeFileSync(join(folder, 'calls'), '');
  const says = `echo "$@" >> ${join(folder, 'calls')}\n[ "$1" = ci ] || exit 1\nexit ${npmExit}`;
  writeFileSync(join(folder, 'bin/npm'), `#!/bin/sh\n${says}\n`);
  chmodSync(join(folder, 'bin/npm'), 0o755);
}

/** As npm leaves it, long before or after the lock was written. */
function install(packages: object, age: 'older' | 'newer' = 'older') {
  mkdirSync(join(folder, 'node_modules'));
  const lock = join(folder, 'node_modules/.package-lock.json');
  writeFileSync(lock, JSON.stringify({ packages }));
  const seconds = Date.now() / 1000 + (age === 'older' ? -60 : 60);
  utimesSync(lock, seconds, seconds);
}

function run(...options: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [...options, 'scripts/install/ensure-installed.mjs'], {
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

test.each([
  ['missing', undefined],
  ['without a package of the lock', {}],
  ['of another version', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
  ['of other contents', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-c' } }],
  ['with one too many', { ...INSTALLED, 'node_modules/b': { version: '1.0.0' } }],
])('installs from the lock when node_modules is %s, though it is newer', (_what, packages) => {
  checkout();
  if (packages) install(packages, 'newer');
  const { status, calls } = run();
  expect(calls).toMatch(/^ci /m);
  expect(status).toBe(0);
});

test('does nothing when node_modules is as the lock says, though it is older', () => {
  checkout();
  install(INSTALLED);
  expect(run()).toEqual({ status: 0, stderr: '', calls: '' });
});

test.each([
  ['the lock asks for', 'package-lock.json', LOCK],
  ['is installed', 'node_modules/.package-lock.json', INSTALLED],
])('installs after all once %s another version, however often it was as the lock says', (_what, name, packages) => {
  checkout();
  install(INSTALLED);
  const nothing = { status: 0, stderr: '', calls: '' };
  expect([run(), run()]).toEqual([nothing, nothing]);
  // As long as before.
  const other = { ...packages, 'node_modules/a': { version: '1.0.2', integrity: 'sha512-a' } };
  writeFileSync(join(folder, name), JSON.stringify({ packages: other }));
  expect(run().calls).toMatch(/^ci /m);
});

test('fails with a remedy when npm fails', () => {
  checkout({ npmExit: 7 });
  const { status, stderr } = run();
  expect(status).toBe(7);
  expect(stderr).toContain('Check that the npm registry can be reached');
});

/** As that version of Node.js: the one that runs us says that it is another. */
const runAs = (version: string) => {
  const as = join(folder, 'as.cjs');
  writeFileSync(
    as,
    `Object.defineProperty(process, 'version', { value: 'v${version}' });
     Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  return run('--require', as);
};

test.each(['18.20.8', '20.0.0', '20.9.0', '20.14.0', '20.18.3', '21.7.3', '22.0.0', '22.12.0', '23.11.1'])(
  'refuses Node.js %s in one line, and installs nothing',
  (version) => {
    checkout();
    expect(runAs(version)).toEqual({
      status: 1,
      stderr:
        `Node.js v${version} is not supported, which must be ^20.19.0 || ^22.13.0 || >=24: ` +
        'install Node.js 24 or 26, then run this again.\n',
      calls: '',
    });
  },
);

test.each(['20.19.0', '20.20.2', '22.13.0', '22.23.3', '24.0.0', '24.21.0', '25.0.0', '26.12.1'])(
  'takes Node.js %s',
  (version) => {
    checkout();
    install(INSTALLED);
    expect(runAs(version)).toEqual({ status: 0, stderr: '', calls: '' });
  },
);

/** Two checkouts of one lock with npm's own `npm ci`, the second's node_modules a link to the first's. */
function twoCheckouts() {
  const [first, second] = [join(folder, 'first'), join(folder, 'second')];
  for (const root of [first, second]) {
    mkdirSync(join(root, 'scripts/install'), { recursive: true });
    mkdirSync(join(root, 'a'));
    copyScripts(root);
    writeFileSync(join(root, 'a/package.json'), JSON.stringify({ name: 'a', version: '1.0.0' }));
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: object };
    const manifest = { name: 'checkout', version: '1.0.0', engines, dependencies: { a: 'file:a' } };
    writeFileSync(join(root, 'package.json'), JSON.stringify(manifest));
    spawnSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: root });
  }
  const ensure = (root: string) => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/install/ensure-installed.mjs'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, npm_config_offline: 'true' },
    });
    return { status, stderr };
  };
  expect(ensure(first)).toEqual({ status: 0, stderr: expect.stringContaining('npm ci') as string });
  symlinkSync(join(first, 'node_modules'), join(second, 'node_modules'));
  return { first, second, ensure };
}

test('what a link leads to is used as it is when it fits, and left as it is when it does not', () => {
  const { first, second, ensure } = twoCheckouts();
  const nothing = { status: 0, stderr: '' };
  expect([ensure(first), ensure(second)]).toEqual([nothing, nothing]);
  const there = readdirSync(join(first, 'node_modules'));
  expect(there).toContain('a');

  const lock = join(second, 'package-lock.json');
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as { packages: Record<string, object> };
  writeFileSync(lock, JSON.stringify({ packages: { ...packages, 'node_modules/b': { version: '2.0.0' } } }));
  const { status, stderr } = ensure(second);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `node_modules is a link to ${join(first, 'node_modules')}, which does not hold what package-lock.json says ` +
      '(node_modules/b): remove the link, or install there what this lock says, then run this again.\n',
  );
  expect(readdirSync(join(first, 'node_modules'))).toEqual(there);
  expect(lstatSync(join(second, 'node_modules')).isSymbolicLink()).toBe(true);
});
