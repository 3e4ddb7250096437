import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/** `FILE:LINE` where a text stands first in a file of this checkout: for messages that say where to go on. */
export function placeOf(file: string, text: string, root = repositoryRoot()): string {
  const before = readFileSync(join(root, file), 'utf8').split(text);
  if (before.length < 2) throw new Error(`${file} has no ${JSON.stringify(text)}.`);
  return `${file}:${before[0]?.split('\n').length ?? 1}`;
}
