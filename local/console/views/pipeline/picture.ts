import { Html, html } from '../../../../lambdas/shared/html';
import { type DiagramNode } from '../../../../policies/diagram/diagram';
import { drawnNodes, middleOf } from '../../../../policies/diagram/drawn-nodes';
import { kindOf } from '../../../../policies/diagram/resource-kinds';
import { stackDiagram } from '../../../../policies/diagram/stack-diagram';
import { svg } from '../../../../policies/diagram/svg';
import { type Block, type Stack } from '../../../../terraform/stack';
import { isCounted, tallyOf, toneOf, wordsOf } from '../../../start/telling/block-numbers';
import { type Context } from '../../view';

/** A node of the stack's picture, and the blocks that it is drawn for. */
export interface Node extends DiagramNode {
  readonly what: string;
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
  const nodes = diagram.nodes.map((node): Node => {
    const { id, standsFor = [id] } = node;
    const blocks = stack.blocks.filter(({ address }) => standsFor.includes(address));
    return { ...node, what: blocks[0] ? kindOf(blocks[0]).words : '', blocks };
  });
  const withPlaces = nodes.map((node) =>
    node.blocks.some(isCounted) ? { ...node, details: [...node.details, PLACE] } : node,
  );
  const text = await svg({ ...diagram, nodes: withPlaces }, 'page');
  const parts = drawnNodes(text).map((part) => {
    const node = typeof part === 'string' ? undefined : nodes.find(({ id }) => id === part.id);
    if (typeof part === 'string' || !node) return Html.of(typeof part === 'string' ? part : part.markup);
    const [before = '', y = '', after = ''] = part.markup.split(PLACED);
    return { node, before: Html.of(before), after: Html.of(after), x: middleOf(part), y };
  });
  return { nodes, parts };
}

/** The picture with its numbers; each node leads to its block. */
export const picture = (context: Context, { parts }: Drawn): Html =>
  html`<div class="scroll picture" tabindex="0" role="region" aria-label="The stack as a picture">
    ${parts.map((part) => (part instanceof Html ? part : linked(context, part)))}
  </div>`;

function linked(context: Context, { node: { id, label, details, blocks }, before, after, x, y }: Placed): Html {
  const tally = tallyOf(context.account, blocks);
  const words = wordsOf(tally, 2);
  const numbers =
    y !== '' &&
    html`<text class="count ${toneOf(tally)}" x="${x}" y="${y}" text-anchor="middle" font-size="10.00">${words}</text>`;
  const inside = html`${before}${numbers}${after}`;
  if (blocks.length === 0) return inside;
  const name = [label, ...details, words].filter((text) => text !== '').join(', ');
  return html`<a id="node-${id}" href="${context.link('pipeline', [id])}" aria-label="${name}">${inside}</a>`;
}
