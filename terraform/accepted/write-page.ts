import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { PAGE, page } from './page';

/** A part of `npm run regenerate -- --fixtures`. */
export async function main(): Promise<number> {
  writeFileSync(join(repositoryRoot(), PAGE), page());
  return 0;
}
