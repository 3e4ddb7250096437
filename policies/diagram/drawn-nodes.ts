/** A node of a drawn picture: its id, and its markup. */
export interface DrawnNode {
  readonly id: string;
  readonly markup: string;
}

const NODE = /(<g id="node\d+" class="node[^"]*">[^]*?<\/g>)/;

/** A picture in pieces: its nodes, and what is drawn between them. */
export const drawnNodes = (svg: string): (string | DrawnNode)[] =>
  svg.split(NODE).map((part) => {
    const [, title] = /^<g id="node[^>]*>\s*<title>([^<]*)<\/title>/.exec(part) ?? [];
    return title === undefined ? part : { id: unescaped(title), markup: part };
  });

/** Halfway between the ends of what is drawn around a node's text. */
export function middleOf({ markup }: DrawnNode): number {
  const outline = /<(?:path|polygon) [^>]*(?:d|points)="([^"]+)"/.exec(markup)?.[1] ?? '';
  const across = [...outline.matchAll(/(-?[\d.]+),-?[\d.]+/g)].map(([, x]) => Number(x));
  return (Math.min(...across) + Math.max(...across)) / 2;
}

/** A title as it was before Graphviz wrote it: `Start&#45;Query`, a backslash twice. A line break became a space; what looked like an entity, what it stands for. */
export const unescaped = (title: string): string =>
  title
    .replaceAll(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(lt|gt|quot|amp);/g, (_all, name: string) => ({ lt: '<', gt: '>', quot: '"' })[name] ?? '&')
    .replaceAll('\\\\', '\\');
