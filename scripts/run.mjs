// Runs a TypeScript entry point in this process: `node scripts/run.mjs FILE.ts [ARG ...]`.
// esbuild bundles our own files (packages stay external) in about 10 ms, where tsx costs 0.5 s a call.
// An entry point exports `main(args): Promise<number>`, the exit code.
import './ensure-installed.mjs';
import { mkdirSync, rmSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...args] = process.argv.slice(2);
const cache = join(root, 'node_modules/.cache/run');
const bundle = join(cache, `${entry.replaceAll(/[\\/]/g, '-')}.${process.pid}.cjs`);

process.env.CHECKPOINT_DISABLE ??= '1';
// The AWS SDK warns about Node.js 20 on every client; the README recommends 22 once.
process.env.NODE_NO_WARNINGS ??= '1';
process.removeAllListeners('warning');

// From Node.js 22 on: what was compiled once is not compiled again.
module.enableCompileCache?.(join(root, 'node_modules/.cache/compiled'));
// Not above: it may only just have been installed.
const { buildSync } = await import('esbuild');

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
  // CDKTF is loaded before source maps are turned on: its own cost 0.2 s, and map nothing of ours. Other packages have
  // few, and are loaded when they are needed.
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  for (const { path } of imports) if (/^(@cdktf\/|cdktf$|cdktf\/)/.test(path)) require(path);
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
