import { callsOf } from './calls';
import { clientsOf } from './clients';
import { type Declaration } from './file';
import { type GoPackage, type Services } from './package';

/** An operation, with one of the functions that call it. */
export type Reached = ReadonlyMap<string, string>;

export interface Reach {
  readonly operations: Reached;
  /** What can't be told, each with its file and function. */
  readonly unresolved: readonly string[];
}

const OURS = /\/internal\/service\/(\w+)$/;

/**
 * Every operation that is called in some declarations of a package, and in whatever of the services' packages they name:
 * a function that is only named may be called, so it counts.
 * @param without takes out of a declaration what doesn't run
 */
export function reach(
  services: Services,
  home: GoPackage,
  from: readonly Declaration[],
  without: (one: Declaration) => Declaration = (one) => one,
): Reach {
  const operations = new Map<string, string>();
  const unresolved: string[] = [];
  const seen = new Set<Declaration>();
  const waiting = from.map((one) => [home, one] as const);
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [within, whole] = next;
    if (seen.has(whole)) continue;
    seen.add(whole);
    const one = without(whole);
    const where = `${one.file.path} ${one.name}`;
    const takesClient = (callee: string): boolean =>
      calleesOf(services, within, one, callee).some(([, found]) => clientsOf(found).size > 0);
    const calls = callsOf(one, takesClient);
    for (const operation of calls.operations) if (!operations.has(operation)) operations.set(operation, where);
    unresolved.push(...calls.unresolved.map((what) => `${where} ${what}`));
    waiting.push(...namedIn(services, within, one));
  }
  return { operations: new Map([...operations].sort(([a], [b]) => (a < b ? -1 : 1))), unresolved };
}

type Placed = readonly [GoPackage, Declaration];

/** What a declaration names: of its package, methods of its own type and of others, and other services' functions. */
function namedIn(services: Services, within: GoPackage, one: Declaration): Placed[] {
  const names = new Set(Array.from(one.text.matchAll(/(?<![.\w])[A-Za-z_]\w*(?:\.\w+)?/g), ([name]) => name));
  return [...names].flatMap((name) => calleesOf(services, within, one, name));
}

function calleesOf(services: Services, within: GoPackage, one: Declaration, callee: string): Placed[] {
  const [first = '', second] = callee.split('.');
  const service = OURS.exec(one.file.imports.get(first) ?? '')?.[1];
  if (service !== undefined) {
    if (second === undefined) return [];
    const other = services.service(service);
    return other.named(second).map((found) => [other, found] as const);
  }
  const own = one.file.imports.has(first) ? [] : within.named(first);
  const type = first === one.receiver?.name ? one.receiver.type : undefined;
  const methods = second === undefined || one.file.imports.has(first) ? [] : within.methods(second, type);
  // Its own name is at its head.
  return [...own.filter((found) => found.name !== one.name || one.receiver !== undefined), ...methods].map(
    (found) => [within, found] as const,
  );
}
