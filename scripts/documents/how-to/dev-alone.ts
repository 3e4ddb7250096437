import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLock, readReasons, writeLock } from '../../../policies/lock/lock-file';
import { needsText, readNeeds } from '../../../policies/needs/needs-file';

/** Takes prod out of a checkout that has the environments that came, with what was written from them: half to run and prove. */
export function leaveDevAlone(folder: string): void {
  const all = join(folder, 'environments/all.ts');
  const text = readFileSync(all, 'utf8')
    .replace("import { prod } from './prod';\n", '')
    .replace('{ dev, prod }', '{ dev }');
  writeFileSync(all, text);
  rmSync(join(folder, 'environments/prod.ts'));
  lockDevAlone(folder);
}

/** Takes prod out of what a checkout has of the environments that came: the lock, and the needs. */
export function lockDevAlone(folder: string): void {
  const lock = join(folder, 'policies/access.lock.json');
  const locked = Object.entries(readLock(lock)).filter(([stack]) => !stack.endsWith('prod'));
  writeLock(lock, Object.fromEntries(locked), readReasons(lock));
  const needs = join(folder, 'policies/needs.json');
  const needed = Object.entries(readNeeds(needs)).filter(([environment]) => environment !== 'prod');
  writeFileSync(needs, needsText(Object.fromEntries(needed)));
}
