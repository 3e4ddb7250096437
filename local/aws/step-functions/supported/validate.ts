import { foundValid } from '../../../../scripts/files/found-valid';
import { type AslObject } from '../interpreter/machine';

/** What is wrong with a definition, a line for each fault; undefined when nothing is. */
export async function faultsOf(text: string, definition: AslObject): Promise<string | undefined> {
  const found = foundValid(['asl-validator'], text);
  if (found.before) return undefined;
  const { default: validate } = await import('asl-validator');
  const { isValid, errorsText } = validate(definition as Parameters<typeof validate>[0]);
  if (!isValid) return errorsText('\n');
  found.note();
  return undefined;
}
