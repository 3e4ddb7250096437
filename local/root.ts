import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's root, from wherever the code runs: as itself under jest, as a bundle under scripts/run.mjs. */
export const root = find(__dirname);

function find(folder: string): string {
  if (existsSync(join(folder, 'cdktf.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No cdktf.json in any folder above ${__dirname}`);
  return find(parent);
}
