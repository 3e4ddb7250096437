import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Links each package, and not their folder: what is cached there, or installed there, stays the copy's own. */
export function linkPackages(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) {
    if (name === '.cache') continue;
    if (name === '.package-lock.json') copyFileSync(join(from, name), join(to, name));
    else symlinkSync(resolve(from, name), join(to, name), 'junction');
  }
}
