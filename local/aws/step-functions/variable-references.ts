import { isObject } from '../shared/is-object';
import { type Argument, parseCall } from './interpreter/functions/parse';
import { type AslObject, innerMachines } from './interpreter/machine';
import { parsePath } from './interpreter/query/path';

/** Fields that hold states, which are told by their own names, and those that hold no path whatever they look like. */
const skipped = ['Branches', 'ItemProcessor', 'Iterator', 'Result'];

/**
 * By state, the variables that it reads, as DescribeStateMachine tells them; undefined when none does. Recorded:
 * test_sfn_api_variable_references.py.
 */
export function variableReferences(machine: AslObject): Readonly<Record<string, readonly string[]>> | undefined {
  const references = Object.fromEntries(referencesOf(machine).filter(([, names]) => names.length > 0));
  return Object.keys(references).length === 0 ? undefined : references;
}

function referencesOf(machine: AslObject): [state: string, names: readonly string[]][] {
  return Object.entries(isObject(machine['States']) ? machine['States'] : {}).flatMap(([name, state]) => {
    if (!isObject(state)) return [];
    const own = Object.entries(state).filter(([field]) => !skipped.includes(field));
    const names = [...new Set(own.flatMap(([field, value]) => namesIn(field, value)))];
    return [[name, names] as [string, string[]], ...innerMachines(state).flatMap(referencesOf)];
  });
}

/** Paths stand in fields called so, in a rule's Variable, and in templates where a field ends in `.$`. */
function namesIn(field: string, value: unknown): string[] {
  if (typeof value === 'string') return /(Path|\.\$|^Variable)$/.test(field) ? namesOf(value) : [];
  if (Array.isArray(value)) return value.flatMap((one) => namesIn('', one));
  return isObject(value) ? Object.entries(value).flatMap(([name, one]) => namesIn(name, one)) : [];
}

function namesOf(text: string): string[] {
  if (!text.startsWith('$')) return namesOfArguments(parseCall(text).args);
  const { variable } = parsePath(text);
  return variable === undefined ? [] : [variable];
}

const namesOfArguments = (args: readonly Argument[]): string[] =>
  args.flatMap((argument) => {
    if (argument.kind === 'path') return namesOf(argument.path);
    return argument.kind === 'call' ? namesOfArguments(argument.call.args) : [];
  });
