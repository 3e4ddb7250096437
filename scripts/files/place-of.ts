import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root';

/** `FILE:LINE` where a text stands first in a file of this checkout; undefined where it doesn't. */
export function placeIn(file: string, text: string, root = repositoryRoot()): string | undefined {
  const path = join(root, file);
  const [before = '', after] = existsSync(path) ? readFileSync(path, 'utf8').split(text, 2) : [];
  return after === undefined ? undefined : `${file}:${before.split('\n').length}`;
}

/** The same where it must be there: for messages that say where to go on. */
export function placeOf(file: string, text: string, root = repositoryRoot()): string {
  const place = placeIn(file, text, root);
  if (place === undefined) throw new Error(`${file} has no ${JSON.stringify(text)}.`);
  return place;
}
