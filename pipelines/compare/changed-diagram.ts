import { type Block, type Stack } from '../../terraform/stack';
import { type Diagram, type DiagramNode } from '../../policies/diagram/diagram';
import { fold } from '../../policies/diagram/fold';
import { stackDiagram } from '../../policies/diagram/stack-diagram';

const MARKS = { come: '+', gone: '−', changed: '±' } as const;
type Kind = keyof typeof MARKS;

/** Addresses whose block is not the same on both sides, and how. */
export function changedBlocks(before: Stack, after: Stack): Map<string, Kind> {
  const was = new Map(before.blocks.map((block) => [block.address, block]));
  const is = new Map(after.blocks.map((block) => [block.address, block]));
  const changed = new Map<string, Kind>();
  for (const [address, block] of is) {
    const old = was.get(address);
    if (!old) changed.set(address, 'come');
    else if (words(old) !== words(block)) changed.set(address, 'changed');
  }
  for (const address of was.keys()) if (!is.has(address)) changed.set(address, 'gone');
  return changed;
}

const words = ({ values }: Block): string => JSON.stringify(values);

/** Changed, and on no node of the picture. */
export const undrawn = (before: Stack, after: Stack): string[] =>
  placesOf(before, after).flatMap(({ address, kind, drawn }) =>
    drawn === undefined ? [`${MARKS[kind]} ${address}`] : [],
  );

/**
 * What changed, marked `+`, `−` or `±`, with what it is joined to; undefined where nothing did that a picture shows. A block that is drawn as
 * a part of another marks that one.
 */
export function changedDiagram(before: Stack, after: Stack): Diagram | undefined {
  const places = placesOf(before, after);
  if (places.length === 0) return undefined;
  const [old, now] = [stackDiagram(before), stackDiagram(after)];
  const there = new Set(now.nodes.map(({ id }) => id));
  const nodes = [...now.nodes, ...old.nodes.filter(({ id }) => !there.has(id))];
  const edges = [...now.edges, ...old.edges.filter(({ from, to }) => !there.has(from) || !there.has(to))];
  const marks = marksOf(places);
  const near = new Set(edges.flatMap(({ from, to }) => (marks.has(from) || marks.has(to) ? [from, to] : [])));
  const shown = nodes.filter(({ id }) => marks.has(id) || near.has(id));
  if (shown.length === 0) return undefined;
  const ids = new Set(shown.map(({ id }) => id));
  const groups = [...now.groups, ...old.groups.filter(({ id }) => !now.groups.some((one) => one.id === id))];
  return {
    title: `What changes in the stack ${after.name}`,
    direction: 'LR',
    groups: groups.filter(({ id }) => shown.some(({ group }) => group === id)),
    nodes: shown.map((node) => marked(node, marks.get(node.id))),
    edges: edges.filter(({ from, to }) => ids.has(from) && ids.has(to) && (marks.has(from) || marks.has(to))),
  };
}

/** By the node that shows it: itself, what it is drawn as a part of, or else what it is set on (a bucket's policy). */
function marksOf(places: readonly Place[]): Map<string, Kind> {
  const marks = new Map<string, Kind>();
  for (const { address, kind, drawn } of places) {
    // A part that comes or goes changes the whole.
    if (drawn === address) marks.set(drawn, kind);
    else if (drawn !== undefined && !marks.has(drawn)) marks.set(drawn, 'changed');
  }
  return marks;
}

/** A block that changed, and the node that shows it, if any does. */
interface Place {
  readonly address: string;
  readonly kind: Kind;
  readonly drawn: string | undefined;
}

function placesOf(before: Stack, after: Stack): Place[] {
  const drawn = { before: drawnIn(before), after: drawnIn(after) };
  return [...changedBlocks(before, after)].map(([address, kind]) => ({
    address,
    kind,
    drawn: drawn[kind === 'gone' ? 'before' : 'after'](address),
  }));
}

function drawnIn(stack: Stack): (address: string) => string | undefined {
  const folded = fold(stack);
  const blocks = new Map(stack.blocks.map((block) => [block.address, block]));
  return (address) => {
    const own = folded.get(address);
    if (own !== undefined) return own;
    // What a policy names is no part of it.
    const on = blocks.get(address)?.references?.find(({ path }) => path !== 'policy' && path !== 'triggers');
    const shown = on === undefined ? undefined : folded.get(on.address);
    return shown ?? wholeOf(blocks.get(address)?.constructPath);
  };

  /** What a construct is for stands under `Resource`: a function's code, and its check, are parts of the function. */
  function wholeOf(path: string | undefined): string | undefined {
    const parent = path?.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (!parent) return undefined;
    const whole = stack.blocks.find(({ constructPath }) => constructPath === `${parent}/Resource`);
    return (whole && folded.get(whole.address)) ?? wholeOf(parent);
  }
}

const marked = (node: DiagramNode, kind: Kind | undefined): DiagramNode =>
  kind === undefined ? node : { ...node, label: `${MARKS[kind]} ${node.label}` };
