// Installs the dependencies when they are missing or older than the lock. Runs before whatever needs a package: `run.mjs`
// imports it, `npm test` calls it.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modified = (file) => statSync(root + file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) {
  console.error(
    `Node.js ${process.version} is too old: install Node.js 20 or later (22 is recommended), then run this again.`,
  );
  process.exit(1);
}

if (modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.error('Installing dependencies (npm ci)…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(
      'npm ci failed (its message is above). Check that the npm registry can be reached, then run this again.',
    );
    process.exit(status ?? 1);
  }
}
