import { appendFileSync, cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutFiles } from '../../../scripts/files/checkout-files';
import { linkPackages } from '../../../scripts/files/link-packages';
import { type Checkout } from './contestant';

/** Sources that are read whatever is synthesized: what an engineer edits most. */
const FILE = 'environments/dev.ts';

/**
 * Edits a copy of a checkout, whose packages are linked and whose caches are its own, and makes the copy where it is not
 * there yet. No two edits are the same, and none changes what is synthesized.
 * @returns the copy's folder
 */
export function edited({ folder: from }: Checkout, folder: string): string {
  if (!existsSync(folder)) {
    for (const name of checkoutFiles([], from)) cpSync(join(from, name), join(folder, name));
    linkPackages(join(from, 'node_modules'), join(folder, 'node_modules'));
  }
  appendFileSync(join(folder, FILE), `// ${performance.now()}\n`);
  return folder;
}
