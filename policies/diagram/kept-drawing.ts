import { keptByContent } from '../../scripts/files/kept-by-content';

/** They say what is drawn of a text: how Graphviz is asked, and which it is. */
const KEPT = { folder: 'drawings', makers: ['policies/diagram/graphviz.ts', 'package-lock.json'] };

/** What `drawDot` makes of a text, kept by all that it depends on. Drawing took two fifths of the telling of a run. */
export async function keptDrawing(text: string, root?: string, draw = drawAnew): Promise<string> {
  const kept = keptByContent<string>(KEPT, text, root);
  return kept.before() ?? kept.keep(await draw(text));
}

/** Graphviz is two megabytes, which are loaded where something is drawn anew. */
const drawAnew = async (text: string): Promise<string> => (await import('./graphviz')).drawDot(text);
