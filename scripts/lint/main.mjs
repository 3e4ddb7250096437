// What `npm run check` lints: every file by ESLint, which takes up again what it said of a text, and circles anew each time, for
// they are of many files. `eslint .` says the same at once, as an editor does.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { circleOf } from './no-circle.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [folder = '.'] = process.argv.slice(2);

/** What ESLint keeps is of a text, its version and its settings; not of the parser's version: the lock says it. */
const key = createHash('sha256');
for (const name of ['package-lock.json', 'eslint.config.mjs']) key.update(readFileSync(join(root, name))).update('\0');
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/eslint/bin/eslint.js'),
    ...['--cache', '--cache-strategy', 'content'],
    ...['--cache-location', join(root, `node_modules/.cache/eslint/${key.digest('hex')}`)],
    ...['--rule', '{"ours/no-circle":"off"}', folder],
  ],
  { cwd: root, stdio: 'inherit' },
);

const NOT_OURS = ['node_modules', 'cdktf.out', '.local', 'coverage', '.git'];

function sourcesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
    const path = join(folder, one.name);
    if (one.isDirectory()) return NOT_OURS.includes(one.name) ? [] : sourcesIn(path);
    return one.name.endsWith('.ts') ? [path] : [];
  });
}

const circles = sourcesIn(join(root, folder))
  .map(circleOf)
  .filter((circle) => circle !== undefined);
for (const circle of circles) {
  const names = circle.map((file) => relative(root, file));
  console.error(`${names[0]}: A circle: ${names.join(' → ')}. What they share belongs in a third file, or in one.`);
}
process.exitCode = status === 0 && circles.length === 0 ? 0 : 1;
