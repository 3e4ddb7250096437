import { type Declarations, declarationsOf } from './declarations';
import { type Arguments, type Used } from './used-arguments';

export interface Held {
  /** How many arguments were compared. */
  readonly count: number;
  readonly faults: readonly string[];
}

/** Holds each argument in use against what older and newer bindings declare: what is gone, has changed, is required now. */
export function compareArguments(used: readonly Used[], older: string, newer: string): Held {
  const held = used.map((one): Held => {
    const label = one.kind === 'resource' ? one.type : `${one.kind}.${one.type}`;
    const [was, is] = [declarationsOf(older, one), declarationsOf(newer, one)];
    if (!was) return { count: 0, faults: [`${label}: is not in the bindings that package.json names`] };
    if (!is) return { count: 0, faults: [`${label}: is gone`] };
    return compare(label, one.arguments, was, is);
  });
  return { count: held.reduce((sum, { count }) => sum + count, 0), faults: held.flatMap(({ faults }) => faults) };
}

function compare(label: string, given: Arguments, was: Declarations, is: Declarations): Held {
  const demanded = [...is]
    .filter(([name, { required }]) => required && !Object.hasOwn(given, name))
    .map(([name]) => `${label}.${name}: is required now`);
  let count = 0;
  const faults = Object.entries(given).flatMap(([name, below]): string[] => {
    const path = `${label}.${name}`;
    const [before, after] = [was.get(name), is.get(name)];
    count += 1;
    if (!before) return [`${path}: is not in the bindings that package.json names`];
    if (!after) return [`${path}: is gone`];
    if (before.type !== after.type) return [`${path}: was ${before.type}, is ${after.type}`];
    const nested = before.nested && after.nested && compare(path, below, before.nested(), after.nested());
    count += nested?.count ?? 0;
    return [...(nested?.faults ?? [])];
  });
  return { count, faults: [...faults, ...demanded] };
}
