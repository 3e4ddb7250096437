import { placeIn } from '../scripts/files/place-of';
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
    return placeIn(file, ` ${type}: `) ?? file;
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
