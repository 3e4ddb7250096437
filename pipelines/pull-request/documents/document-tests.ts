import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutFiles } from '../../../scripts/files/checkout-files';
import { documentGlobs } from './only-documents';

/** Every document, from the repository's root. */
export const documents = (root: string): string[] =>
  checkoutFiles(
    documentGlobs(root).map((glob) => `:(top,glob)${glob}`),
    root,
  );

/**
 * The tests that may read a document: those that name one, and those of a file that names one and reads files. Some name one
 * only in passing.
 */
export function documentTests(root: string): string[] {
  const names = documents(root);
  const namesOne = (text: string) => names.some((name) => text.includes(name));
  return checkoutFiles(['*.test.ts'], root).filter((test) => {
    if (namesOne(readFileSync(join(root, test), 'utf8'))) return true;
    const subject = join(root, test.replace(/\.test\.ts$/, '.ts'));
    if (!existsSync(subject)) return false;
    const text = readFileSync(subject, 'utf8');
    return text.includes('readFileSync') && namesOne(text);
  });
}
