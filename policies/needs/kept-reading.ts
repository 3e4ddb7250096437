import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { readSource, type SourceReading } from './source-imports';

const FOLDER = 'node_modules/.cache/sources-read';
/** They say what is read in a text: the reader itself, and the parser's version. */
const READERS = ['policies/needs/source-imports.ts', 'package-lock.json'];

/**
 * What `readSource` says of a text, kept by the hash of all that it depends on: the text, the reader and its parser. No
 * change of one finds what was kept of another. Parsing takes a fifth of a proof.
 */
export function keptReading(text: string, root = repositoryRoot(), read = readSource): SourceReading {
  const hash = createHash('sha256');
  for (const reader of READERS) hash.update(contentOf(join(root, reader))).update('\0');
  const file = join(root, FOLDER, `${hash.update(text).digest('hex')}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SourceReading;
  } catch {
    // Not kept yet, or not whole.
  }
  const reading = read(text);
  try {
    writeIfChanged(file, JSON.stringify(reading));
  } catch {
    // A folder that can't be written costs time, no more.
  }
  return reading;
}

const contents = new Map<string, string>();

/** Of a reader, once a process: it is the one that runs. */
function contentOf(file: string): string {
  const content = contents.get(file) ?? createHash('sha256').update(readFileSync(file)).digest('hex');
  contents.set(file, content);
  return content;
}
