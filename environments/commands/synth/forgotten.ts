import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeOf } from '../../../scripts/files/place-of';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { UserError } from '../../../scripts/user-error';

/** What a file of settings exports, as it comes. */
const SETTINGS = /^export const \w+: Settings\b/m;

/** @throws UserError naming each file of settings that `environments/all.ts` does not have: nobody would deploy it */
export function refuseForgotten(all: Readonly<Record<string, unknown>>, root = repositoryRoot()): void {
  const folder = join(root, 'environments');
  const forgotten = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && SETTINGS.test(readFileSync(join(folder, name), 'utf8')))
    .filter((name) => !Object.hasOwn(all, name.slice(0, -'.ts'.length)));
  if (forgotten.length === 0) return;
  const place = placeOf('environments/all.ts', 'const ENVIRONMENTS', root);
  throw new UserError(
    forgotten.map((name) => `${place}: environments/${name} is not among ENVIRONMENTS; name it there.`).join('\n'),
  );
}
