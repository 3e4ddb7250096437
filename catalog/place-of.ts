import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../scripts/files/repository-root';
import { catalog } from './all';

const FOLDER = 'catalog/services';

/**
 * Where a type's entry stands, or would: `catalog/services/sns.ts:40`. For messages.
 * Terraform names types after their services, more or less: the entry with the type that begins most alike.
 */
export function placeOf(type: string): string {
  const own = catalog.find(({ types }) => Object.hasOwn(types, type));
  if (own) {
    const file = `${FOLDER}/${own.name}.ts`;
    const path = join(repositoryRoot(), file);
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    const line = lines.findIndex((one) => one.trimStart().startsWith(`${type}:`));
    return line < 0 ? file : `${file}:${line + 1}`;
  }
  const alike = catalog.map(({ name, types }) => ({
    name,
    length: Math.max(...Object.keys(types).map((one) => common(one, type))),
  }));
  const [best] = alike.sort((one, other) => other.length - one.length);
  const word = type.split('_').slice(0, 2).join('_').length;
  return best && best.length > word
    ? `${FOLDER}/${best.name}.ts`
    : `${FOLDER}/ (a new file, and a line in catalog/all.ts)`;
}

function common(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}
