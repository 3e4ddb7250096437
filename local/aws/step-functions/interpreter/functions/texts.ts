import { arity, type Fail, type Intrinsic, textOf } from './failed';

export const textFunctions: Readonly<Record<string, Intrinsic>> = {
  /** By any of the characters; empty parts fall away: recorded, test_string_operations.py. */
  'States.StringSplit': (args, fail) => {
    arity(args, 2, 2, fail);
    const text = textOf(args[0], fail);
    const separators = new Set(textOf(args[1], fail));
    if (separators.size === 0) throw fail();
    const parts = [''];
    for (const sign of text) {
      if (separators.has(sign)) parts.push('');
      else parts.push((parts.pop() ?? '') + sign);
    }
    return parts.filter((part) => part !== '');
  },
};

/** `{}` stands for an argument each, `\{` for itself. */
export function format(template: unknown, args: readonly unknown[], fail: Fail): string {
  const text = textOf(template, fail);
  let used = 0;
  const said = text.replaceAll(/\\(['{}\\])|\{\}/g, (_, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    if (used >= args.length) throw fail();
    return inText(args[used++]);
  });
  if (used !== args.length) throw fail();
  return said;
}

/** Objects and arrays as Java writes its maps and lists: recorded, test_generic.py test_format_2. */
function inText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inText).join(', ')}]`;
  if (value === null || typeof value !== 'object') return String(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${name}=${inText(item)}`)
    .join(', ')}}`;
}
