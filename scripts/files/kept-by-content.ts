import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './repository-root';
import { writeIfChanged } from './write-if-changed';

/** Where what is made of texts is kept. */
interface Keeping {
  /** Its name, below `node_modules/.cache`. */
  readonly folder: string;
  /** Files that say what is made of a text: what makes it, and the versions of packages that it asks. */
  readonly makers: readonly string[];
}

/**
 * What was made of a text, as JSON, kept by the hash of all that it depends on: the text and its makers. No change of one finds
 * what was kept of another. What is not kept yet, or not whole, is not there.
 */
export function keptByContent<T extends object | string>(
  { folder, makers }: Keeping,
  text: string,
  root = repositoryRoot(),
) {
  const hash = createHash('sha256');
  for (const maker of makers) hash.update(contentOf(join(root, maker))).update('\0');
  const file = join(root, 'node_modules/.cache', folder, `${hash.update(text).digest('hex')}.json`);
  return {
    before(): T | undefined {
      try {
        return JSON.parse(readFileSync(file, 'utf8')) as T;
      } catch {
        return undefined;
      }
    },
    /** @returns it */
    keep(made: T): T {
      try {
        writeIfChanged(file, JSON.stringify(made));
      } catch {
        // A folder that can't be written costs time, no more.
      }
      return made;
    },
  };
}

const contents = new Map<string, string>();

/** Of a maker, once a process: it is the one that runs. */
function contentOf(file: string): string {
  const content = contents.get(file) ?? createHash('sha256').update(readFileSync(file)).digest('hex');
  contents.set(file, content);
  return content;
}
