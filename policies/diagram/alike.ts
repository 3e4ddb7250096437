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
  const drawn = new Map<string, DiagramNode>();
  for (const set of sets.values()) {
    const [first] = set;
    const block = first && blocks.get(first.id);
    const one = first && block ? asOne(first, set, block) : undefined;
    for (const node of set) drawn.set(node.id, one ?? node);
  }
  const idOf = (id: string) => drawn.get(id)?.id ?? id;
  const between = edges.map((edge) => ({ ...edge, from: idOf(edge.from), to: idOf(edge.to) }));
  return {
    nodes: [...new Set(nodes.map((node) => drawn.get(node.id) ?? node))],
    // Those of one set are the same.
    edges: [...new Map(between.map((edge) => [JSON.stringify(edge), edge])).values()],
  };
}

/** What stands for a set; nothing for one that is too small. */
function asOne(first: DiagramNode, set: readonly DiagramNode[], block: Block): DiagramNode | undefined {
  const { words, plural = `${words}s`, together } = kindOf(block);
  const labels = set.map(({ label }) => label);
  const standsFor = set.map(({ id }) => id);
  if (together) {
    const id = [block.type, ...(first.group === undefined ? [] : [first.group])].join('.');
    return { ...first, id, label: plural, details: [...new Set(labels)].sort(), standsFor };
  }
  return set.length < MANY ? undefined : { ...first, label: `${set.length} ${plural}`, details: labels, standsFor };
}

const edgesOf = (id: string, edges: readonly Edge[]): Edge[] =>
  edges.flatMap((edge) => (edge.from === id ? [{ ...edge, from: '' }] : edge.to === id ? [{ ...edge, to: '' }] : []));
