// Installs the dependencies when those in node_modules are not those of the lock. Runs before whatever needs a package:
// `run.mjs` imports it, `npm test` calls it.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = `${root}node_modules`;

/** Whether Node.js is one of `engines`: "^20.19.0 || >=24". No package that reads ranges may be there yet. */
function supports(range, version) {
  const [major, minor] = version.split('.').map(Number);
  return range.split(' || ').some((part) => {
    const [, kind, from, atLeast = '0'] = /^(\^|>=)(\d+)(?:\.(\d+)\.0)?$/.exec(part);
    return kind === '^' ? major === Number(from) && minor >= Number(atLeast) : major >= Number(from);
  });
}

const { engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
if (!supports(engines.node, process.versions.node)) {
  console.error(
    `Node.js ${process.version} is not supported, which must be ${engines.node}: install Node.js 24 or 26, then run this again.`,
  );
  process.exit(1);
}

/** By folder. npm keeps the same list of what it installed: node_modules/.package-lock.json. */
function packagesOf(lock) {
  try {
    const { '': _root, ...packages } = JSON.parse(readFileSync(lock, 'utf8')).packages ?? {};
    return packages;
  } catch {
    return undefined;
  }
}

/** The first folder that is not as the lock says; what is optional may be for another platform. */
function different(locked, installed) {
  const same = (name) =>
    name in installed
      ? installed[name].version === locked[name]?.version && installed[name].integrity === locked[name]?.integrity
      : locked[name].optional;
  return Object.keys({ ...locked, ...installed }).find((name) => !same(name));
}

const isLink = lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** Found the same when it was last compared, by the bytes of all that this depends on: to read both lists takes 20 ms. */
const known = `${modules}/.cache/installed-as-locked`;

function bytesCompared() {
  try {
    const hash = createHash('sha256');
    for (const file of [fileURLToPath(import.meta.url), `${root}package-lock.json`, `${modules}/.package-lock.json`])
      hash.update(`\0${file}\0`).update(readFileSync(file));
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

function knownSame(bytes) {
  try {
    return readFileSync(known, 'utf8') === bytes;
  } catch {
    return false;
  }
}

function findDifference() {
  // Not the files' times: each checkout and each restored cache has its own.
  const bytes = bytesCompared();
  if (knownSame(bytes)) return undefined;
  const locked = packagesOf(`${root}package-lock.json`);
  const installed = packagesOf(`${modules}/.package-lock.json`);
  const difference = locked && installed ? different(locked, installed) : 'node_modules/.package-lock.json';
  // What a link leads to is another checkout's.
  if (difference === undefined && !isLink) {
    mkdirSync(`${modules}/.cache`, { recursive: true });
    writeFileSync(known, bytes);
  }
  return difference;
}

const difference = findDifference();

if (difference !== undefined) {
  // npm would empty the folder that it leads to, which is another checkout's.
  if (isLink) {
    console.error(
      `node_modules is a link to ${readlinkSync(modules)}, which does not hold what package-lock.json says (${difference}): ` +
        'remove the link, or install there what this lock says, then run this again.',
    );
    process.exit(1);
  }
  console.error('Installing dependencies (npm ci)…');
  const { install } = await import('./install.mjs');
  const status = install(root);
  if (status !== 0) {
    console.error(
      'npm ci failed (its message is above). Check that the npm registry can be reached, then run this again.',
    );
    process.exit(status);
  }
}
