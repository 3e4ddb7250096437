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
const { file, ahead } = await bundleOf(entry);
const require = createRequire(import.meta.url);
// CDKTF is loaded before source maps are turned on: its own cost 0.2 s, and map nothing of ours. Other packages have
// few, and are loaded when they are needed.
for (const name of ahead) if (/^(@cdktf\/|cdktf$|cdktf\/)/.test(name)) require(name);
process.setSourceMapsEnabled(true);
const { main } = require(file);

try {
  process.exitCode = await main(args);
} catch (error) {
  // A mistake of the user's is told in its own words; a stack trace is for a mistake of ours.
  console.error(error?.name === 'UserError' ? error.message : error);
  process.exitCode = 1;
}
