import { isFields } from '../../../../../scripts/text/is-fields';
import { refusal } from '../failure';
import { type Variables } from '../variables';
import { type Path, type Step } from './path';

/** What a path reads: the state's data, the context object when it begins with `$$`, or a variable by its name. */
export interface Data {
  readonly input: unknown;
  readonly context: () => unknown;
  readonly variables: Variables;
  /** The account's time. */
  readonly now: () => Date;
}

export type Found = { readonly value: unknown } | { readonly missing: string };

/**
 * The value that a path finds, or in AWS's words why there is none. A path with a wildcard or a slice finds a list,
 * empty when a step before it leads nowhere (recorded: test_base.py
 * test_json_path_array_wildcard_or_slice_with_no_input).
 */
export function find(path: Path, data: Data): Found {
  const found = look(path, data);
  // In which words AWS says so is not recorded.
  if ('missing' in found && path.root === 'variable') throw refusal(`what ${path.text} reads, which is not there`);
  return found;
}

export const isThere = (path: Path, data: Data): boolean => 'value' in look(path, data);

function look(path: Path, data: Data): Found {
  const root = rootOf(path, data);
  if (!root) throw refusal(`what ${path.text} reads: no state before it assigned the variable`);
  return path.isDefinite ? findOne(path.steps, root.value) : { value: findAll(path.steps, root.value) };
}

function rootOf(
  { root, variable }: Path,
  { input, context, variables }: Data,
): { readonly value: unknown } | undefined {
  if (root === 'variable') return variables.find(variable ?? '');
  return { value: root === 'context' ? context() : input };
}

function findOne(steps: readonly Step[], root: unknown): Found {
  let value = root;
  for (const [at, step] of steps.entries()) {
    const next = childOf(value, step);
    if (next === undefined) {
      const written = steps
        .slice(0, at + 1)
        .map(write)
        .join('');
      const isLast = at === steps.length - 1;
      return { missing: isLast ? `No results for path: $${written}` : `Missing property in path $${written}` };
    }
    value = next;
  }
  return { value };
}

function findAll(steps: readonly Step[], root: unknown): unknown[] {
  let values = [root];
  for (const step of steps) values = values.flatMap((value) => childrenOf(value, step));
  return values;
}

function childOf(value: unknown, step: Step): unknown {
  if (step.kind === 'name') return isFields(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined;
  return step.kind === 'index' && Array.isArray(value) ? (value.at(step.index) as unknown) : undefined;
}

function childrenOf(value: unknown, step: Step): unknown[] {
  if (step.kind === 'all') return typeof value === 'object' && value !== null ? Object.values(value) : [];
  if (step.kind === 'slice') return Array.isArray(value) ? value.slice(step.from ?? 0, step.to) : [];
  const child = childOf(value, step);
  return child === undefined ? [] : [child];
}

const write = (step: Step): string =>
  step.kind === 'name' ? `['${step.name}']` : step.kind === 'index' ? `[${step.index}]` : '[*]';
