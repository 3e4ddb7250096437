import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { type Mirror } from './mirror';

/** What is made once, before the tests of the workflows: a test's process has nothing but this file to find it by. */
export interface Prepared {
  readonly act: string;
  readonly mirror: Mirror;
  /** Where the stacks were synthesized. */
  readonly stacks: string;
  /** In the order of promotion. */
  readonly environments: readonly string[];
}

const FOLDER = join(repositoryRoot(), '.local/runner');
const FILE = join(FOLDER, 'prepared.json');

export const prepared = () => ({
  folder: FOLDER,
  read: (): Prepared => JSON.parse(readFileSync(FILE, 'utf8')) as Prepared,
});

export function writePrepared(all: Prepared): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, `${JSON.stringify(all, null, 2)}\n`);
}
