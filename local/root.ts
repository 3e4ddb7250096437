import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's root, from wherever the code runs: as itself under jest, as a bundle under scripts/run.mjs. */
export const root = find(__dirname);

/** Where the synthesized stacks lie: the cdktf CLI has its own variable for it. */
export const outdir = process.env['CDKTF_OUTDIR'] ?? join(root, 'cdktf.out');

function find(folder: string): string {
  if (existsSync(join(folder, 'cdktf.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No cdktf.json in any folder above ${__dirname}`);
  return find(parent);
}
