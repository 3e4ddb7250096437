// Runs a TypeScript entry point in this process: `node scripts/run.mjs FILE.ts [ARG ...]`.
// An entry point exports `main(args): Promise<number>`, the exit code.
import './install/ensure-installed.mjs';
import module, { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleOf } from './programs/entry-bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [entry, ...args] = process.argv.slice(2);

process.env.CHECKPOINT_DISABLE ??= '1';
// The AWS SDK warns about Node.js 20 on every client; the README recommends others.
process.env.NODE_NO_WARNINGS ??= '1';
process.removeAllListeners('warning');

// From Node.js 22 on: what was compiled once is not compiled again.
module.enableCompileCache?.(join(root, 'node_modules/.cache/compiled'));
const { file, bundled, ahead } = await bundleOf(entry);
const require = createRequire(import.meta.url);
// CDKTF is loaded before source maps are turned on: it takes traces as it is loaded, which would all be mapped.
const packages = bundled && ahead.length > 0 ? require(bundled) : {};
for (const name of ahead) (packages[name] ?? require)(name);
process.setSourceMapsEnabled(true);
const { main } = require(file);

try {
  process.exitCode = await main(args);
} catch (error) {
  // A mistake of the user's is told in its own words; a stack trace is for a mistake of ours.
  console.error(error?.name === 'UserError' ? error.message : error);
  process.exitCode = 1;
}
