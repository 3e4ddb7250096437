/** What an answer says, attribute by attribute: `Rules[errors].Expiration.Days` is `365`. Paths in the answer's order. */
export type Leaves = ReadonlyMap<string, string>;

/**
 * Every scalar of an answer. Text that is a JSON object is read as one, so that white space tells nothing; a policy as IAM
 * reads it. Items that have a name of their own are told by it, so that their order tells nothing.
 */
export function leavesOf(answer: object): Leaves {
  const leaves = new Map<string, string>();
  for (const [name, value] of Object.entries(answer)) {
    if (name !== '$metadata') add(leaves, name, value);
  }
  return leaves;
}

function add(leaves: Map<string, string>, path: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (value instanceof Date) leaves.set(path, value.toISOString());
  else if (Array.isArray(value)) addList(leaves, path, value);
  else if (typeof value === 'object') addObject(leaves, path, value);
  else {
    const document = typeof value === 'string' ? documentOf(value) : undefined;
    if (document) addObject(leaves, path, document);
    else leaves.set(path, String(value));
  }
}

function addObject(leaves: Map<string, string>, path: string, value: object): void {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  if (entries.length === 0) leaves.set(path, '{}');
  for (const [name, one] of entries) add(leaves, /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}["${name}"]`, one);
}

function addList(leaves: Map<string, string>, path: string, list: readonly unknown[]): void {
  if (list.length === 0) leaves.set(path, '[]');
  const names = list.map(nameOf);
  const named = names.every((name) => name !== undefined) && new Set(names).size === list.length;
  list.forEach((item, index) => add(leaves, `${path}[${named ? names[index] : index}]`, item));
}

/** Of a rule, a target, a statement; of a tag or a dimension, which are a name and a value. */
function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { ID, Id, Sid, Key, Name, Value } = item as Readonly<Record<string, unknown>>;
  const names = [ID, Id, Sid, ...(Value === undefined ? [] : [Key, Name])];
  return names.find((name) => typeof name === 'string') as string | undefined;
}

function documentOf(text: string): object | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const document = JSON.parse(text) as object;
    return 'Statement' in document ? (canonical(document) as object) : document;
  } catch {
    return undefined;
  }
}

/**
 * A policy's lists of one are as their item, their order tells nothing, and everybody has two names.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
 */
function canonical(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    if (name === 'Statement') return value.map((one) => canonical(one));
    const items = value.map(String).sort();
    return items.length === 1 ? items[0] : items;
  }
  if (typeof value !== 'object' || value === null) return String(value);
  const below = Object.entries(value).map(([key, one]) => [key, canonical(one, key)] as const);
  const [only] = below;
  if (name === 'Principal' && below.length === 1 && only?.[0] === 'AWS' && only[1] === '*') return '*';
  return Object.fromEntries(below);
}
