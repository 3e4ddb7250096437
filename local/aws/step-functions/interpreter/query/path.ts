/** One step of a path. */
export type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number };

export interface Path {
  readonly text: string;
  readonly root: 'input' | 'context' | 'variable';
  /** The variable's name. */
  readonly variable?: string;
  readonly steps: readonly Step[];
  /** Finds one value or fails; else it finds a list, which may be empty. */
  readonly isDefinite: boolean;
}

const known = new Map<string, Path>();
const dotted = /\.(?:(\*)|([\p{L}_][\p{L}\p{N}_-]*))/uy;
const quoted = /\[\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*\]/uy;
const named = /^\$(\p{ID_Start}\p{ID_Continue}*)/u;
const indexed = /\[\s*(?:(\*)|(-?\d+)|(-?\d+)?\s*:\s*(-?\d+)?)\s*\]/uy;

/**
 * A path of the part of JSONPath that we vouch for: names, indexes, wildcards and slices, of data or of a variable.
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 * @throws Error that says what is no such path
 */
export function parsePath(text: string): Path {
  const before = known.get(text);
  if (before) return before;
  if (!text.startsWith('$')) throw new Error(`path ${text} (a path begins with $)`);
  const [, variable] = named.exec(text) ?? [];
  const root = variable === undefined ? (text.startsWith('$$') ? 'context' : 'input') : 'variable';
  const steps: Step[] = [];
  for (let at = root === 'context' ? 2 : 1 + (variable?.length ?? 0); at < text.length;) {
    const [step, end] = readStep(text, at);
    steps.push(step);
    at = end;
  }
  const isDefinite = steps.every(({ kind }) => kind === 'name' || kind === 'index');
  const path = { text, root, ...(variable === undefined ? {} : { variable }), steps, isDefinite } as const;
  known.set(text, path);
  return path;
}

function readStep(text: string, at: number): [Step, number] {
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  const name = take(dotted);
  if (name) return [name[1] ? { kind: 'all' } : { kind: 'name', name: name[2] ?? '' }, dotted.lastIndex];
  const quote = take(quoted);
  if (quote) return [{ kind: 'name', name: quote[1] ?? quote[2] ?? '' }, quoted.lastIndex];
  const index = take(indexed);
  if (!index) throw new Error(`path ${text} (only names, indexes, [*] and slices run here)`);
  const end = indexed.lastIndex;
  if (index[1]) return [{ kind: 'all' }, end];
  if (index[2] !== undefined) return [{ kind: 'index', index: Number(index[2]) }, end];
  if (index[3] === undefined && index[4] === undefined) {
    throw new Error(`path ${text} (a slice has a beginning or an end)`);
  }
  const bounds = {
    ...(index[3] === undefined ? {} : { from: Number(index[3]) }),
    ...(index[4] === undefined ? {} : { to: Number(index[4]) }),
  };
  return [{ kind: 'slice', ...bounds }, end];
}
