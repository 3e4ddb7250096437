import { type ReferenceRule } from '../../catalog/picture';
import { type Access, readAccess } from '../iam/access';
import { readNeighbours } from '../../terraform/stacks/neighbours';
import { type Block, type Reference, type Stack } from '../../terraform/stack';
import { alike } from './alike';
import { type Diagram, type DiagramNode, type Edge, type Group } from './diagram';
import { fold, type Folded } from './fold';
import { grantLabel, grantsOf } from './grants';
import { argumentsOf, kindOf, referenceRules } from './resource-kinds';

const ELSEWHERE = 'elsewhere';

/** A stack's resources, by the construct that made them, with what flows between them and who may do what. */
export function stackDiagram(stack: Stack): Diagram {
  const folded = fold(stack);
  const shown = stack.blocks.filter(({ address }) => folded.get(address) === address);
  const access = readAccess(stack, readNeighbours(stack));
  const edges = joined([...granted(stack, access, folded), ...referred(stack, folded)]);
  const nodes = shown.map((block) => nodeOf(block, access));
  if (edges.some(({ to }) => to === ELSEWHERE)) {
    nodes.push({ id: ELSEWHERE, label: 'Resources of other stacks', details: [], shape: 'round', tone: 'plain' });
  }
  const { nodes: few, edges: between } = alike(nodes, edges, new Map(shown.map((block) => [block.address, block])));
  return {
    title: `What the stack ${stack.name} is made of`,
    direction: 'TB',
    groups: groupsOf(few),
    nodes: few,
    edges: between,
  };
}

function nodeOf(block: Block, { boundaries }: Access): DiagramNode {
  const { words, shape, tone, label, detail } = kindOf(block);
  const [group, id] = placeOf(block);
  const more = boundaries.has(String(block.values['arn'])) ? 'permissions boundary' : detail?.(argumentsOf(block));
  return {
    id: block.address,
    label: label?.(argumentsOf(block)) ?? id,
    details: [words, ...(more === undefined ? [] : [more])],
    shape,
    tone,
    ...(group === undefined ? {} : { group }),
  };
}

/** The capability that a block belongs to, and its name within: `dev/report-workflow/send-report/Resource`. */
function placeOf({ constructPath, name }: Block): [group: string | undefined, id: string] {
  const path = (constructPath ?? name)
    .split('/')
    .filter((part, index, all) => part !== 'Resource' || index < all.length - 1);
  const [, group, ...rest] = path;
  if (constructPath === undefined || group === undefined) return [undefined, name];
  return rest.length === 0 ? [undefined, group] : [group, rest.join(' ')];
}

function groupsOf(nodes: readonly DiagramNode[]): Group[] {
  const ids = [...new Set(nodes.flatMap(({ group }) => group ?? []))];
  return ids.map((id) => ({ id, label: id.replaceAll('-', ' ') }));
}

function granted({ blocks }: Stack, access: Access, folded: Folded): Edge[] {
  return grantsOf(access, blocks).flatMap(({ holder, target, actions }): Edge[] => {
    const from = folded.get(holder);
    if (from === undefined) return [];
    const tooltip = actions.join(', ');
    if (target !== undefined) {
      const to = folded.get(target);
      const label = grantLabel(actions);
      return to === undefined || to === from ? [] : [{ from, to, kind: 'main', label, tooltip }];
    }
    // Of a service's own role, what is outside is the platform's: logs, traces. Of a role that people or pipelines take, it is the point.
    if (from !== holder) return [];
    const services = new Set(actions.map((action) => action.split(':')[0]));
    const label = `${actions.length} actions of ${services.size} ${services.size === 1 ? 'service' : 'services'}`;
    return [{ from, to: ELSEWHERE, kind: 'main', label, tooltip }];
  });
}

function referred({ blocks }: Stack, folded: Folded): Edge[] {
  return blocks.flatMap((block) => {
    const from = folded.get(block.address);
    if (from === undefined || isPolicy(block)) return [];
    return (block.references ?? []).flatMap((reference): Edge[] => {
      const to = folded.get(reference.address);
      if (to === undefined || to === from) return [];
      return edgeOf(from, to, block, ruleOf(block, reference));
    });
  });
}

const isPolicy = ({ type }: Block): boolean => /^aws_(iam_policy|iam_role_policy)/.test(type);

const ruleOf = (block: Block, { path }: Reference): ReferenceRule | undefined =>
  referenceRules(block).find((rule) => path.startsWith(rule.path));

function edgeOf(from: string, to: string, block: Block, rule: ReferenceRule | undefined): Edge[] {
  const text = typeof rule?.label === 'function' ? rule.label(argumentsOf(block)) : rule?.label;
  const label = text === undefined ? {} : { label: text };
  switch (rule?.draw) {
    case 'hidden':
      return [];
    case 'on':
      return [{ from, to, kind: 'main', ...label }];
    case 'back':
      return [{ from: to, to: from, kind: 'main', ...label }];
    case 'exception':
      return [{ from, to, kind: 'exception', ...label }];
    case undefined:
      return [{ from, to, kind: 'uses' }];
  }
}

/**
 * One edge of a kind between two: labels are put together. A mere use is left out where something flows, and a right that
 * serves what is done on failure is drawn as that.
 */
function joined(edges: readonly Edge[]): Edge[] {
  const found = new Map<string, Edge>();
  for (const edge of edges) {
    const between = edges.filter(({ from, to }) => from === edge.from && to === edge.to);
    if (edge.kind === 'uses' && between.some(({ kind }) => kind !== 'uses')) continue;
    const onFailure = between.find(({ kind }) => kind === 'exception');
    const { from, to, kind, label = '' } = onFailure ?? edge;
    const key = `${from}\n${to}`;
    const known = found.get(key);
    const labels = new Set([known?.label ?? '', label].filter((text) => text !== ''));
    const tooltips = new Set([known?.tooltip ?? '', edge.tooltip ?? ''].filter((text) => text !== ''));
    found.set(key, {
      from,
      to,
      kind,
      ...(labels.size === 0 ? {} : { label: [...labels].join(', ') }),
      ...(tooltips.size === 0 ? {} : { tooltip: [...tooltips].join(', ') }),
    });
  }
  return [...found.values()];
}
