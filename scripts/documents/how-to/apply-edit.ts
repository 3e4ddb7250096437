import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Edit } from './read-how-to';

/** Makes an edit below `root`. @throws Error for a place that is not there once, and for a new file that is there */
export function applyEdit(root: string, { file, hunks }: Edit): void {
  const path = join(root, file);
  const isNew = hunks.every(({ before }) => before === '');
  if (isNew && existsSync(path)) throw new Error(`${file} is there already; a diff of a file has lines that stay.`);
  let text = isNew ? '' : readFileSync(path, 'utf8');
  let from = 0;
  for (const { before, after } of hunks) {
    // In the order of the file: what follows a place is looked for behind it.
    const at = isNew ? 0 : lineIndex(text, before, from);
    if (at < 0) throw new Error(`${file} has no lines, from ${from} on, that are:\n${before}`);
    text = text.slice(0, at) + after + text.slice(at + before.length);
    from = at + after.length;
  }
  writeFileSync(path, text);
}

/** Where whole lines begin. */
function lineIndex(text: string, lines: string, from: number): number {
  if (from === 0 && text.startsWith(lines)) return 0;
  const at = text.indexOf(`\n${lines}`, Math.max(0, from - 1));
  return at < 0 ? -1 : at + 1;
}
