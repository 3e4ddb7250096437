import { BlockList, isIP } from 'node:net';

type Json = unknown;

/**
 * A second way to say what a pattern matches, for a test: for one choice of an element in each list, the event with no
 * other element in it holds every field that is asked for. Regular expressions, and Node.js's own blocks of addresses,
 * in place of comparisons.
 */
export function otherwiseMatches(pattern: object, event: object): boolean {
  const all = valuesAt(event);
  return paths(pattern).some((wanted) => {
    const absent = [...wanted].filter(([path]) => !all.has(path));
    if (!absent.every(([, list]) => list.some((one) => (one as { exists?: Json } | null)?.exists === false)))
      return false;
    const present = [...wanted].filter(([path]) => all.has(path));
    return choices(event).some((one) => {
      const values = valuesAt(one as object);
      return present.every(([path, list]) =>
        (values.get(path) ?? []).some((value) => list.some((alternative) => fits(alternative, value))),
      );
    });
  });
}

/** Every event that is left when each list keeps one of its objects or lists, and all of its plain values. */
function choices(value: Json): Json[] {
  if (Array.isArray(value)) {
    const plain = value.filter((one) => typeof one !== 'object' || one === null) as Json[];
    const nested = value.filter((one) => typeof one === 'object' && one !== null) as Json[];
    if (nested.length === 0) return [plain];
    return nested.flatMap((one) => choices(one).map((chosen) => [...plain, chosen]));
  }
  if (typeof value !== 'object' || value === null) return [value];
  return Object.entries(value).reduce<Json[]>(
    (sofar, [name, below]) =>
      sofar.flatMap((one) => choices(below).map((chosen) => ({ ...(one as object), [name]: chosen }))),
    [{}],
  );
}

function valuesAt(event: object): Map<string, Json[]> {
  const values = new Map<string, Json[]>();
  const walk = (value: Json, path: readonly string[]): void => {
    if (Array.isArray(value)) value.forEach((one) => walk(one, path));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, below] of Object.entries(value)) walk(below, [...path, name]);
    } else values.set(path.join('.'), [...(values.get(path.join('.')) ?? []), value]);
  };
  walk(event, []);
  return values;
}

/** What a pattern asks for: a map of lists by path for each way through its `$or`; what is written later counts. */
function paths(pattern: object, above: readonly string[] = []): Map<string, Json[]>[] {
  let ways: Map<string, Json[]>[] = [new Map()];
  for (const [name, below] of Object.entries(pattern) as [string, object][]) {
    const here =
      name === '$or'
        ? (below as object[]).flatMap((one) => paths(one, above))
        : Array.isArray(below)
          ? [new Map([[[...above, name].join('.'), below as Json[]]])]
          : paths(below, [...above, name]);
    ways = ways.flatMap((way) => here.map((one) => new Map([...way, ...one])));
  }
  return ways;
}

const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const starred = (text: string) =>
  text
    .split(/(\\\*|\\\\|\*)/)
    .map((part) => (part === '*' ? '[^]*' : quoted(part.replace(/^\\(.)$/, '$1'))))
    .join('');

function fits(alternative: Json, value: Json): boolean {
  if (typeof alternative !== 'object' || alternative === null) return same(alternative, value);
  const [[name, operand] = ['', undefined]] = Object.entries(alternative) as [string, Json][];
  switch (name) {
    case 'exists':
      return operand === true;
    case 'numeric':
      return typeof value === 'number' && inRange(operand as (string | number)[], value);
    case 'cidr':
      return inBlock(String(operand), value);
    case 'anything-but':
      return Array.isArray(operand) || typeof operand !== 'object'
        ? !([operand].flat() as Json[]).includes(value)
        : Object.entries(operand as object).every(([operator, texts]) =>
            ([texts].flat() as Json[]).every((text) => !fits({ [operator]: text }, value)),
          );
    default: {
      const ignoring = name === 'equals-ignore-case' || typeof operand === 'object';
      const text = typeof operand === 'object' ? String(Object.values(operand as object)[0]) : String(operand);
      const source = { prefix: `${quoted(text)}[^]*`, suffix: `[^]*${quoted(text)}`, wildcard: starred(text) }[name];
      return typeof value === 'string' && new RegExp(`^${source ?? quoted(text)}$`, ignoring ? 'i' : '').test(value);
    }
  }
}

function same(wanted: Json, value: Json): boolean {
  if (typeof wanted !== 'string' || typeof value !== 'string') return wanted === value;
  return (
    wanted === value ||
    (isIP(wanted) !== 0 && isIP(wanted) === isIP(value) && inBlock(`${wanted}/${isIP(wanted) === 4 ? 32 : 128}`, value))
  );
}

function inBlock(cidr: string, value: Json): boolean {
  const [ip = '', bits] = cidr.split('/');
  if (typeof value !== 'string' || isIP(value) !== isIP(ip)) return false;
  const family = isIP(ip) === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(ip, Number(bits), family);
  return list.check(value, family);
}

function inRange(range: readonly (string | number)[], value: number): boolean {
  const [operator, bound, ...rest] = range;
  const holds = new Map<unknown, boolean>([
    ['=', value === bound],
    ['<', value < Number(bound)],
    ['<=', !(value > Number(bound))],
    ['>', value > Number(bound)],
    ['>=', !(value < Number(bound))],
  ]);
  return holds.get(operator) === true && (rest.length === 0 || inRange(rest, value));
}
