// Installs the dependencies when those in node_modules are not those of the lock. Runs before whatever needs a package:
// `run.mjs` imports it, `npm test` calls it.
import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';

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

// Not the files' times: each checkout and each restored cache has its own.
const locked = packagesOf(`${root}package-lock.json`);
const installed = packagesOf(`${modules}/.package-lock.json`);
const difference = locked && installed ? different(locked, installed) : 'node_modules/.package-lock.json';

if (difference !== undefined) {
  // npm would empty the folder that it leads to, which is another checkout's.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      `node_modules is a link to ${readlinkSync(modules)}, which does not hold what package-lock.json says (${difference}): ` +
        'remove the link, or install there what this lock says, then run this again.',
    );
    process.exit(1);
  }
  console.error('Installing dependencies (npm ci)…');
  const status = install(root);
  if (status !== 0) {
    console.error(
      'npm ci failed (its message is above). Check that the npm registry can be reached, then run this again.',
    );
    process.exit(status);
  }
}
