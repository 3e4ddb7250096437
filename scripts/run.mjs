// Runs a TypeScript entry point in this process: `node scripts/run.mjs FILE.ts [ARG ...]`.
// esbuild bundles our own files (packages stay external) in about 10 ms, where tsx costs 0.5 s a call.
// An entry point exports `main(args): Promise<number>`, the exit code.
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...args] = process.argv.slice(2);
const cache = join(root, 'node_modules/.cache/run');
const bundle = join(cache, `${entry.replaceAll(/[\\/]/g, '-')}.${process.pid}.cjs`);

process.env.CHECKPOINT_DISABLE ??= '1';
// The AWS SDK warns about Node.js 20 on every client; the README recommends 22 once.
process.env.NODE_NO_WARNINGS ??= '1';
process.removeAllListeners('warning');

let main;
try {
  mkdirSync(cache, { recursive: true });
  const { metafile } = buildSync({
    entryPoints: [resolve(root, entry)],
    outfile: bundle,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
    metafile: true,
  });
  const require = createRequire(import.meta.url);
  // Packages are loaded before source maps are turned on: the maps of CDKTF alone cost 0.2 s, and map nothing of ours.
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  for (const { path, kind } of imports) if (kind === 'require-call' && !isBuiltin(path)) require(path);
  process.setSourceMapsEnabled(true);
  ({ main } = require(bundle));
} finally {
  rmSync(bundle, { force: true });
}

try {
  process.exitCode = await main(args);
} catch (error) {
  // A mistake of the user's is told in its own words; a stack trace is for a mistake of ours.
  console.error(error?.name === 'UserError' ? error.message : error);
  process.exitCode = 1;
}
