import { type Diagram } from './diagram';

/** Sets of nodes that nothing joins, neither edge nor group; the largest first, otherwise in the diagram's order. */
export function components({ nodes, edges }: Pick<Diagram, 'nodes' | 'edges'>): string[][] {
  const leader = new Map(nodes.map(({ id }) => [id, id]));
  const find = (id: string): string => {
    const above = leader.get(id) ?? id;
    return above === id ? id : find(above);
  };
  const join = (one: string, other: string) => leader.set(find(one), find(other));
  const inGroup = new Map<string, string>();
  for (const { id, group } of nodes) {
    if (group === undefined) continue;
    join(id, inGroup.get(group) ?? id);
    inGroup.set(group, id);
  }
  for (const { from, to } of edges) join(from, to);
  const found = new Map<string, string[]>();
  for (const { id } of nodes) found.set(find(id), [...(found.get(find(id)) ?? []), id]);
  return [...found.values()].sort((a, b) => b.length - a.length);
}

/**
 * Pairs of nodes that put every smaller component under the largest one, where Graphviz would put it beside: a picture
 * that is too wide for a page can't be read on it.
 */
export function below(diagram: Pick<Diagram, 'nodes' | 'edges'>): [above: string, under: string][] {
  const [largest = [], ...others] = components(diagram);
  const lowest = deepest(largest, diagram.edges);
  if (lowest === undefined) return [];
  const targets = new Set(diagram.edges.map(({ to }) => to));
  return others.flatMap((ids) => ids.filter((id) => !targets.has(id)).map((id): [string, string] => [lowest, id]));
}

/** One of the nodes that are the most steps away from where the component begins. */
function deepest(ids: readonly string[], edges: Diagram['edges']): string | undefined {
  const targets = new Set(edges.map(({ to }) => to));
  let front = ids.filter((id) => !targets.has(id));
  const seen = new Set(front);
  let last = front.at(-1);
  while (front.length > 0) {
    last = front.at(-1);
    const next = edges.flatMap(({ from, to }) => (front.includes(from) && !seen.has(to) ? to : []));
    front = [...new Set(next)];
    for (const id of front) seen.add(id);
  }
  return last;
}
