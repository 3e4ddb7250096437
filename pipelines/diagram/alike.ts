import { type Block } from '../../terraform/stack';
import { type DiagramNode, type Edge } from './diagram';
import { kindOf } from './resource-kinds';

/** From so many on, what differs in nothing but its name is drawn once. */
const MANY = 3;

/** Draws resources of one type, in one group, with the same edges, as one node that lists their names. */
export function alike(
  nodes: readonly DiagramNode[],
  edges: readonly Edge[],
  blocks: ReadonlyMap<string, Block>,
): { readonly nodes: DiagramNode[]; readonly edges: Edge[] } {
  const sets = new Map<string, DiagramNode[]>();
  for (const node of nodes) {
    const key = JSON.stringify([node.group, blocks.get(node.id)?.type ?? node.id, edgesOf(node.id, edges)]);
    sets.set(key, [...(sets.get(key) ?? []), node]);
  }
  const drawn: DiagramNode[] = [];
  const gone = new Set<string>();
  for (const set of sets.values()) {
    const [first] = set;
    const block = first && blocks.get(first.id);
    if (!first || !block || set.length < MANY) {
      drawn.push(...set);
      continue;
    }
    const { words, plural } = kindOf(block);
    drawn.push({ ...first, label: `${set.length} ${plural ?? `${words}s`}`, details: set.map(({ label }) => label) });
    for (const { id } of set.slice(1)) gone.add(id);
  }
  // In the order of the first of each: that of the stack.
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  return {
    nodes: drawn.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)),
    edges: edges.filter(({ from, to }) => !gone.has(from) && !gone.has(to)),
  };
}

const edgesOf = (id: string, edges: readonly Edge[]): Edge[] =>
  edges.flatMap((edge) => (edge.from === id ? [{ ...edge, from: '' }] : edge.to === id ? [{ ...edge, to: '' }] : []));
