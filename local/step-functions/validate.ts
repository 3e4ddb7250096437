import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root';
import { type AslObject } from './unsupported';

/** Of definitions found valid, by their hash: the validator takes half a second to look at one. */
const cache = join(root, 'node_modules/.cache/asl-validator');

/** Part of the hash: another validator looks anew. */
const validator = 'asl-validator 4.0.0';

/** What is wrong with a definition, a line for each fault; undefined when nothing is. */
export async function faultsOf(text: string, definition: AslObject): Promise<string | undefined> {
  const mark = join(cache, createHash('sha256').update(validator).update(text).digest('hex'));
  if (existsSync(mark)) return undefined;
  const { default: validate } = await import('asl-validator');
  const { isValid, errorsText } = validate(definition as Parameters<typeof validate>[0]);
  if (!isValid) return errorsText('\n');
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(mark, '');
  } catch {
    // A folder that can't be written costs time, no more.
  }
  return undefined;
}
