import { type Fields, isFields } from '../../../scripts/text/is-fields';

/**
 * The columns of a Map's file, as far as its machine tells, as a type: the fields of an item that its selector reads, or what
 * its processor's first state is given. Where these read none, of any name.
 */
export function columnsRead(state: Fields): string {
  const selector = state['ItemSelector'] ?? state['Parameters'];
  if (state['ItemBatcher'] !== undefined) return 'string';
  const read =
    selector === undefined
      ? names(firstIn(state['ItemProcessor'] ?? state['Iterator']), /"\$\.(\w+)/g)
      : names(selector, /\$\$\.Map\.Item\.Value\.(\w+)/g);
  return read.size === 0 ? 'string' : [...read].map((name) => `'${name}'`).join(' | ');
}

function firstIn(processor: unknown): unknown {
  if (!isFields(processor) || !isFields(processor['States'])) return undefined;
  const first = processor['States'][String(processor['StartAt'])];
  return isFields(first) ? first['Parameters'] : undefined;
}

const names = (value: unknown, pattern: RegExp): Set<string> =>
  new Set([...JSON.stringify(value ?? '').matchAll(pattern)].map(([, name = '']) => name));
