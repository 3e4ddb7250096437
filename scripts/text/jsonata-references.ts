import { type Fields, isFields } from './is-fields';

/** What an expression reads from outside itself. */
export interface References {
  /** Variables that it does not bind itself, functions among them. */
  readonly variables: ReadonlySet<string>;
  /** Of `$states`, each as the names that follow it: `['context', 'Execution', 'Id']`. */
  readonly states: readonly (readonly string[])[];
  /** Names, `$`, `*` and the like where there is no data to find them in. */
  readonly ofNothing: ReadonlySet<string>;
  /** What it binds. */
  readonly bound: ReadonlySet<string>;
}

interface Found {
  readonly variables: Set<string>;
  readonly states: (readonly string[])[];
  readonly ofNothing: Set<string>;
  readonly bound: Set<string>;
}

/** @param ast of the reference implementation, version 2.0.6 */
export function referencesOf(ast: unknown): References {
  const found: Found = { variables: new Set(), states: [], ofNothing: new Set(), bound: new Set() };
  walk(ast, new Set(), true, found);
  return found;
}

/** @param hasNone whether there is no data that a name would be found in: AWS gives an expression none */
function walk(node: unknown, bound: Set<string>, hasNone: boolean, found: Found): void {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, bound, hasNone, found));
  if (!isFields(node)) return;
  switch (node['type']) {
    case 'variable':
      variable(node, [], bound, hasNone, found);
      break;
    case 'name':
    case 'wildcard':
    case 'descendant':
    case 'parent':
      if (hasNone) found.ofNothing.add(String(node['value']));
      break;
    case 'path':
      path(node, bound, hasNone, found);
      break;
    case 'bind':
      bind(node['lhs'], bound, found);
      walk(node['rhs'], bound, hasNone, found);
      break;
    case 'block':
      walk(node['expressions'], new Set(bound), hasNone, found);
      break;
    case 'lambda': {
      const within = new Set(bound);
      for (const argument of [node['arguments']].flat()) bind(argument, within, found);
      walk(node['body'], within, hasNone, found);
      break;
    }
    case 'transform':
      for (const part of ['pattern', 'update', 'delete']) walk(node[part], bound, false, found);
      break;
    default:
      for (const part of parts) walk(node[part], bound, hasNone, found);
  }
  within(node, bound, found);
}

/** Where an operator, a function or a constructor has others. */
const parts = ['lhs', 'rhs', 'expression', 'expressions', 'procedure', 'arguments', 'condition', 'then', 'else'];

/** Filters, groups, orders: they see the data that they are asked of. */
function within(node: Fields, bound: Set<string>, found: Found): void {
  for (const stage of [node['predicate'], node['stages'], node['terms']].flat().filter(isFields)) {
    walk(stage['expr'] ?? stage['expression'], bound, false, found);
    if (stage['type'] === 'index') bound.add(String(stage['value']));
  }
  if (isFields(node['group'])) walk(node['group']['lhs'], bound, false, found);
}

function path(node: Fields, bound: Set<string>, hasNone: boolean, found: Found): void {
  const [first, ...rest] = [node['steps']].flat().filter(isFields);
  const inner = new Set(bound);
  const names: string[] = [];
  for (const step of rest) {
    if (step['type'] !== 'name') break;
    names.push(String(step['value']));
  }
  if (first?.['type'] === 'variable') {
    variable(first, names, inner, hasNone, found);
    within(first, inner, found);
  } else walk(first, inner, hasNone, found);
  for (const [at, step] of [first, ...rest].entries()) {
    if (at > 0) walk(step, inner, false, found);
    for (const name of [step?.['focus'], step?.['index']]) if (typeof name === 'string') inner.add(name);
  }
}

function variable(
  { value }: Fields,
  names: readonly string[],
  bound: Set<string>,
  hasNone: boolean,
  found: Found,
): void {
  const name = String(value);
  if (name === '$') found.ofNothing.add('$$');
  else if (name === '') {
    if (hasNone) found.ofNothing.add('$');
  } else if (bound.has(name)) return;
  else if (name === 'states') found.states.push(names);
  else found.variables.add(name);
}

function bind(node: unknown, bound: Set<string>, found: Found): void {
  if (!isFields(node)) return;
  bound.add(String(node['value']));
  found.bound.add(String(node['value']));
}
