import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/** For tests: gives a copy of the checkout the lock and the needs of the settings as they came, in the place of a fork's own. */
export function copyShippedPolicies(folder: string): void {
  for (const name of ['access.lock.json', 'needs.json']) {
    const kept = join(repositoryRoot(), 'policies/fixtures', name);
    if (existsSync(kept)) cpSync(kept, join(folder, 'policies', name));
  }
}
