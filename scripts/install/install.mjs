// Installs what package-lock.json says, as `npm ci` does, and asks the registry for the packages alone.
//
// The lock names no registry. Of each package npm therefore asks where its archive is, which a document of all the
// package's versions tells, and to ask and read 600 of those is more work than all the rest. Registries have the archives
// at the same paths: npm installs by a lock that says so into a folder beside what is there, which then takes its place.
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';

/** No script of a package is needed. */
const CI = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
/** What npm writes last, and what tells that the folder is whole. */
const INSTALLED = '.package-lock.json';
/** Whose process tells: two commands that find the same difference install side by side. */
const INSTALLING = '.installing-';

/**
 * @param {string} root the folder with package.json and package-lock.json
 * @returns {number} npm's exit code; where it failed, what it says of that was said
 */
export function install(root) {
  if (installArchives(root)) return 0;
  return npm(root, CI, [2, 2]).status ?? 1;
}

/** Whether it could: a registry may have its archives elsewhere, or ask for more than this knows. */
function installArchives(root) {
  const lock = lockWithArchives(root);
  if (lock === undefined) return false;
  const modules = join(root, 'node_modules');
  mkdirSync(modules, { recursive: true });
  // Within it, as it may be a file system of its own.
  const beside = mkdtempSync(join(modules, `${INSTALLING}${process.pid}-`));
  try {
    for (const name of ['package.json', '.npmrc'])
      if (existsSync(join(root, name))) copyFileSync(join(root, name), join(beside, name));
    writeFileSync(join(beside, 'package-lock.json'), JSON.stringify(lock));
    // Once is enough: what fails here is tried in npm's own way.
    const args = [...CI, '--fetch-retries=0', `--prefix=node_modules/${basename(beside)}`];
    if (npm(root, args, [2, 'pipe']).status !== 0) return false;
    // Moved, and not removed: whoever is cut off here must not leave half of what was there.
    const before = join(beside, 'before');
    mkdirSync(before);
    for (const name of readdirSync(modules))
      if (!isBeingInstalled(name)) renameSync(join(modules, name), join(before, name));
    const made = readdirSync(join(beside, 'node_modules')).filter((name) => name !== INSTALLED);
    for (const name of [...made, INSTALLED]) renameSync(join(beside, 'node_modules', name), join(modules, name));
    return true;
  } finally {
    rmSync(beside, { recursive: true });
  }
}

/** Whether it is the folder of an install that goes on: one that was cut off left its own. */
function isBeingInstalled(name) {
  if (!name.startsWith(INSTALLING)) return false;
  try {
    return process.kill(Number.parseInt(name.slice(INSTALLING.length), 10), 0);
  } catch {
    return false;
  }
}

/** The lock with each archive's URL; undefined where not every package is one of a registry's. */
function lockWithArchives(root) {
  const lock = parsed(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  // What is bundled comes with the package that it is in.
  const packages = Object.entries(lock?.packages ?? {}).filter(([folder, entry]) => folder !== '' && !entry.inBundle);
  if (packages.length === 0 || !packages.every(([, { version, integrity }]) => version && integrity)) return undefined;
  const registryOf = registries(root);
  if (registryOf === undefined) return undefined;
  for (const [folder, entry] of packages) {
    const name = entry.name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    entry.resolved ??= `${registryOf(name)}/${name}/-/${basename(name)}-${entry.version}.tgz`;
  }
  return lock;
}

/** The registry of a package by its name, as npm is set up; undefined where npm does not tell. */
function registries(root) {
  const { status, stdout } = npm(root, ['config', 'list', '--json'], ['pipe', 'ignore']);
  const config = status === 0 ? parsed(stdout) : undefined;
  return config && ((name) => (config[`${name.split('/')[0]}:registry`] ?? config.registry).replace(/\/$/, ''));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function npm(root, args, output) {
  return spawnSync('npm', args, {
    cwd: root,
    stdio: ['ignore', ...output],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
}
