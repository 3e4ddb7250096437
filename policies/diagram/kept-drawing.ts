import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../scripts/files/repository-root';
import { writeIfChanged } from '../../scripts/files/write-if-changed';

const FOLDER = 'node_modules/.cache/drawings';
/** They say what is drawn of a text: how Graphviz is asked, and which it is. */
const DRAWERS = ['policies/diagram/graphviz.ts', 'package-lock.json'];

/**
 * What `drawDot` makes of a text, kept by the hash of all that it depends on: the text, how Graphviz is asked and its
 * version. No change of one finds what was kept of another. Drawing took two fifths of the telling of a run.
 */
export async function keptDrawing(text: string, root = repositoryRoot(), draw = drawAnew): Promise<string> {
  const hash = createHash('sha256');
  for (const drawer of DRAWERS) hash.update(readFileSync(join(root, drawer))).update('\0');
  const file = join(root, FOLDER, `${hash.update(text).digest('hex')}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as string;
  } catch {
    // Not kept yet, or not whole.
  }
  const drawn = await draw(text);
  try {
    writeIfChanged(file, JSON.stringify(drawn));
  } catch {
    // A folder that can't be written costs time, no more.
  }
  return drawn;
}

/** Graphviz is two megabytes, which are loaded where something is drawn anew. */
const drawAnew = async (text: string): Promise<string> => (await import('./graphviz')).drawDot(text);
