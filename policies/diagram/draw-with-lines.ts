import { type Diagram } from './diagram';
import { drawnNodes, middleOf } from './drawn-nodes';
import { svg } from './svg';

/** A node's markup around a line that is left for what changes, and where that line is; `y` is '' where none was asked for. */
export interface Lined {
  readonly id: string;
  readonly before: string;
  readonly after: string;
  readonly x: number;
  readonly y: string;
}

/** Keeps a line's place while Graphviz draws. */
const PLACE = 'count count count count';
const PLACED = new RegExp(`<text [^>]*\\by="([^"]+)"[^>]*>${PLACE}</text>`);

/** Draws a picture for a page, in pieces: some of its nodes have a line more, which is the page's to fill. */
export async function drawWithLines(
  diagram: Diagram,
  hasLine: (id: string) => boolean,
): Promise<readonly (string | Lined)[]> {
  const nodes = diagram.nodes.map((node) => (hasLine(node.id) ? { ...node, details: [...node.details, PLACE] } : node));
  return drawnNodes(await svg({ ...diagram, nodes }, 'page')).map((part) => {
    if (typeof part === 'string') return part;
    const [before = '', y = '', after = ''] = part.markup.split(PLACED);
    return { id: part.id, before, after, x: middleOf(part), y };
  });
}
