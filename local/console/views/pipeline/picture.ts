import { Html, html } from '../../../../lambdas/shared/html';
import { type Diagram, type DiagramNode } from '../../../../policies/diagram/diagram';
import { kindOf } from '../../../../policies/diagram/resource-kinds';
import { stackDiagram } from '../../../../policies/diagram/stack-diagram';
import { svg } from '../../../../policies/diagram/svg';
import { type Block, type Stack } from '../../../../terraform/stack';
import { type Context } from '../../view';
import { isCounted, tallyOf, toneOf, wordsOf } from './tally';

/** A node of the stack's picture, and the blocks that it is drawn for. */
export interface Node {
  readonly id: string;
  readonly label: string;
  readonly what: string;
  readonly group: string;
  readonly details: readonly string[];
  readonly blocks: readonly Block[];
}

/** A node's markup around the line of its numbers, and where that line is. */
interface Placed {
  readonly node: Node;
  readonly before: Html;
  readonly after: Html;
  readonly x: number;
  readonly y: string;
}

interface Drawn {
  readonly nodes: readonly Node[];
  /** Nodes, and what is drawn between them. */
  readonly parts: readonly (Html | Placed)[];
}

/** Keeps a line's place while Graphviz draws. */
const PLACE = 'count count count count';
const PLACED = new RegExp(`<text [^>]*\\by="([^"]+)"[^>]*>${PLACE}</text>`);

const kept = new WeakMap<Stack, Promise<Drawn>>();

/** Drawn once: what changes are the numbers in it. */
export function drawn(stack: Stack): Promise<Drawn> {
  const known = kept.get(stack) ?? draw(stack);
  kept.set(stack, known);
  return known;
}

async function draw(stack: Stack): Promise<Drawn> {
  const diagram = stackDiagram(stack);
  const blocks = new Map(stack.blocks.map((block) => [block.address, block]));
  const nodes = diagram.nodes.map(({ id, label, details, group = '', standsFor = [id] }): Node => {
    const own = standsFor.flatMap((address) => blocks.get(address) ?? []);
    return {
      id,
      label,
      what: own[0] ? kindOf(own[0]).words : '',
      group: group.replaceAll('-', ' '),
      details,
      blocks: own,
    };
  });
  // An image has no parts that could be links.
  const text = (await svg(withPlaces(diagram, nodes), 'page')).replace('<svg role="img"', '<svg role="group"');
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parts = text.split(/(<g id="node\d+" class="node[^"]*">[^]*?<\/g>)/).map((part) => {
    const node = byId.get(plain(/^<g [^>]*>\s*<title>([^<]*)<\/title>/.exec(part)?.[1] ?? ''));
    if (!node) return Html.of(part);
    const [before = '', y = '', after = ''] = part.split(PLACED);
    return { node, before: Html.of(before), after: Html.of(after), x: middleOf(part), y };
  });
  return { nodes, parts };
}

/** Halfway between the ends of what is drawn around a node's text. */
function middleOf(node: string): number {
  const outline = /<(?:path|polygon) [^>]*(?:d|points)="([^"]+)"/.exec(node)?.[1] ?? '';
  const across = [...outline.matchAll(/(-?[\d.]+),-?[\d.]+/g)].map(([, x]) => Number(x));
  return (Math.min(...across) + Math.max(...across)) / 2;
}

const withPlaces = (diagram: Diagram, nodes: readonly Node[]): Diagram => ({
  ...diagram,
  nodes: diagram.nodes.map((node, at): DiagramNode =>
    nodes[at]?.blocks.some(isCounted) === true ? { ...node, details: [...node.details, PLACE] } : node,
  ),
});

/** As Graphviz escapes a title. */
const plain = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** The picture with its numbers; each node leads to its block. */
export const picture = (context: Context, { parts }: Drawn): Html =>
  html`<div class="scroll picture" tabindex="0" role="region" aria-label="The stack as a picture">
    ${parts.map((part) => (part instanceof Html ? part : linked(context, part)))}
  </div>`;

function linked(context: Context, { node: { id, label, details, blocks }, before, after, x, y }: Placed): Html {
  const tally = tallyOf(context, blocks);
  const words = wordsOf(tally, 2);
  const numbers =
    y !== '' &&
    html`<text class="count ${toneOf(tally)}" x="${x}" y="${y}" text-anchor="middle" font-size="10.00">${words}</text>`;
  const inside = html`${before}${numbers}${after}`;
  if (blocks.length === 0) return inside;
  const name = [label, ...details, words].filter((text) => text !== '').join(', ');
  return html`<a id="node-${id}" href="${context.link('pipeline', [id])}" aria-label="${name}">${inside}</a>`;
}
