import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The checkout's top folder: the nearest one, from where we run upwards, that holds `cdktf.json`. */
export function repositoryRoot(from = process.cwd()): string {
  if (existsSync(join(from, 'cdktf.json'))) return from;
  const parent = dirname(from);
  if (parent === from)
    throw new Error(`No cdktf.json in ${process.cwd()} or above it: run this inside the repository.`);
  return repositoryRoot(parent);
}
