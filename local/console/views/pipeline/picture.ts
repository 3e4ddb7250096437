import { Html, html } from '../../../../lambdas/shared/html';
import { type DiagramNode } from '../../../../policies/diagram/diagram';
import { drawWithLines, type Lined } from '../../../../policies/diagram/draw-with-lines';
import { kindOf } from '../../../../policies/diagram/resource-kinds';
import { stackDiagram } from '../../../../policies/diagram/stack-diagram';
import { type Block, type Stack } from '../../../../terraform/stack';
import { isCounted, tallyOf, toneOf, wordsOf } from '../../../start/telling/block-numbers';
import { type Context } from '../../view';

/** A node of the stack's picture, and the blocks that it is drawn for. */
export interface Node extends DiagramNode {
  readonly what: string;
  readonly blocks: readonly Block[];
}

interface Drawn {
  readonly nodes: readonly Node[];
  readonly parts: readonly (string | Lined)[];
}

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
  const counted = new Set(nodes.flatMap(({ id, blocks }) => (blocks.some(isCounted) ? id : [])));
  return { nodes, parts: await drawWithLines(diagram, (id) => counted.has(id)) };
}

/** The picture with its numbers; each node leads to its block. Graphviz escaped what the stack says. */
export const picture = (context: Context, { nodes, parts }: Drawn): Html =>
  html`<div class="scroll picture" tabindex="0" role="region" aria-label="The stack as a picture">
    ${parts.map((part) => (typeof part === 'string' ? Html.of(part) : linked(context, nodes, part)))}
  </div>`;

function linked(context: Context, nodes: readonly Node[], { id, before, after, x, y }: Lined): Html {
  const { label = '', details = [], blocks = [] } = nodes.find((node) => node.id === id) ?? {};
  const tally = tallyOf(context.account, blocks);
  const words = wordsOf(tally, 2);
  const numbers =
    y !== '' &&
    html`<text class="count ${toneOf(tally)}" x="${x}" y="${y}" text-anchor="middle" font-size="10.00">${words}</text>`;
  const inside = html`${Html.of(before)}${numbers}${Html.of(after)}`;
  if (blocks.length === 0) return inside;
  const name = [label, ...details, words].filter((text) => text !== '').join(', ');
  return html`<a id="node-${id}" href="${context.link('pipeline', [id])}" aria-label="${name}">${inside}</a>`;
}
