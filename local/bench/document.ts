import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { withBlockBelow } from '../../scripts/documents/block-below';
import { root } from '../start/running/root';

const FILE = 'docs/performance.md';
const PLOT = 'docs/reference/growth.svg';

/** The comment above each block that a command writes. */
export const COMMENTS = { figures: 'npm run bench -- --write', growth: 'npm run bench -- --growth --write' } as const;

/** Writes what a command said into the document, and what it drew beside it. */
export function writeDocument(which: keyof typeof COMMENTS, said: string, drawn?: string): void {
  const file = join(root, FILE);
  writeIfChanged(file, withBlockBelow(readFileSync(file, 'utf8'), COMMENTS[which], said));
  if (drawn !== undefined) writeIfChanged(join(root, PLOT), drawn);
  process.stdout.write(`\nWrote it into ${FILE}${drawn === undefined ? '' : ` and ${PLOT}`}\n`);
}
