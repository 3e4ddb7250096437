import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../../../scripts/files/repository-root';
import { PAGE, page } from './page';

export function main(): Promise<number> {
  writeFileSync(join(repositoryRoot(), PAGE), page());
  return Promise.resolve(0);
}
