import { isFields } from '../../../scripts/text/is-fields';
import type { BranchLiteral, MachineLiteral, StateLiteral } from '../written/literal';
import { expressionIn, isJsonata } from '../written/jsonata';
import { assignedIn, jsonataProblems } from './jsonata/jsonata-problems';
import { limitProblems, machineLimitProblems } from './limits';
import { machineShapeProblems, stateShapeProblems } from './shape';
import { stateProblems } from './state-problems';
import { variableProblems } from './variable-problems';
import { eachState, ends, innerMachines, leadsTo } from '../written/walk';

/**
 * What is wrong with a machine, as far as it shows without types: a machine that the compiler could not read has to be
 * refused before it is on AWS. Paths are the compiler's alone.
 */
export function literalProblems(machine: MachineLiteral): string[] {
  const names: string[] = [];
  const labels = new Map<string, string>();
  let variables: ReadonlySet<string> | undefined;
  const problems = [...machineProblems(machine), ...languageProblems(machine), ...machineLimits(machine)];
  eachState(machine, (state, name) => {
    if (names.includes(name)) problems.push(`state "${name}" stands twice: names are unique in all of the machine`);
    names.push(name);
    // https://states-language.net/spec.html#states-fields; the compiler can't measure a name.
    if (!/^.{1,80}$/.test(name)) {
      problems.push(`state ${JSON.stringify(name)}: a name must be one line of 1 to 80 characters`);
    }
    const inJsonata = isJsonata(machine, state);
    const found = stateShapeProblems(state, inJsonata);
    // One that lacks what makes it a state of its kind can be asked for little else.
    if (found.length === 0)
      found.push(...(inJsonata ? jsonataProblems((variables ??= assignedIn(machine)), state) : stateProblems(state)));
    if (typeof state === 'object' && state !== null)
      found.push(...limitProblems(inJsonata ? withoutExpressions(state) : { ...state }), ...labelProblems(state, name));
    problems.push(...found.map((problem) => `state "${name}": ${problem}`));
    for (const inner of innerMachines(state)) problems.push(...machineProblems(inner, `state "${name}": `));
  });
  // Of what is no machine of states nothing more can be asked.
  if (problems.length === 0) problems.push(...variableProblems(machine));
  return problems;

  /** It names the Map Runs of a machine: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html */
  function labelProblems(state: StateLiteral, name: string): string[] {
    const label = state.type === 'Map' ? state.label : undefined;
    if (label === undefined) return [];
    const other = labels.get(label);
    labels.set(label, other ?? name);
    return other === undefined ? [] : [`label "${label}" is that of state "${other}"`];
  }
}

function languageProblems(machine: MachineLiteral): string[] {
  const said: unknown = typeof machine === 'object' && machine !== null ? machine.queryLanguage : undefined;
  if (said === undefined || said === 'JSONPath' || said === 'JSONata') return [];
  return [`the machine: queryLanguage ${JSON.stringify(said)} must be JSONPath or JSONata`];
}

/** What an expression gives is known when it runs. */
const withoutExpressions = (state: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([, value]) => expressionIn(value) === undefined)
      .map(([field, value]: [string, unknown]) => [
        field,
        (field === 'itemReader' || field === 'itemBatcher') && isFields(value) ? withoutExpressions(value) : value,
      ]),
  );

const machineLimits = (machine: MachineLiteral): string[] =>
  machineLimitProblems({ ...machine }).map((problem) => `the machine: ${problem}`);

/** `where` a machine stands in another; its states say where they are. */
function machineProblems(machine: BranchLiteral, where = ''): string[] {
  const shape = machineShapeProblems(machine);
  return shape.length > 0 ? shape.map((problem) => `${where}${problem}`) : graphProblems(machine);
}

function graphProblems({ startAt, states }: BranchLiteral): string[] {
  const dangling = Object.entries(states).flatMap(([name, state]) =>
    leadsTo(state)
      .filter((target) => !Object.hasOwn(states, target))
      .map((target) => `state "${name}" leads to "${target}", which is no state beside it`),
  );
  if (!Object.hasOwn(states, startAt)) return [...dangling, `startAt names no state: "${startAt}"`];
  const reachable = closure([startAt], (name) => targets(states, name));
  const ending = closure(
    Object.keys(states).filter((name) => endsOrDangles(states, name)),
    (name) => Object.keys(states).filter((other) => targets(states, other).includes(name)),
  );
  return [
    ...dangling,
    ...Object.keys(states).flatMap((name) => {
      if (!reachable.has(name)) return [`state "${name}" is unreachable: no way from startAt leads to it`];
      return ending.has(name) ? [] : [`state "${name}" is in a loop without an end`];
    }),
  ];
}

type States = Readonly<Record<string, StateLiteral>>;

const targets = (states: States, name: string): string[] => {
  const state = states[name];
  return state ? leadsTo(state) : [];
};

/** One that leads nowhere is told of for that. */
const endsOrDangles = (states: States, name: string): boolean => {
  const state = states[name];
  return !state || ends(state) || !leadsTo(state).some((target) => Object.hasOwn(states, target));
};

function closure(start: readonly string[], next: (name: string) => readonly string[]): Set<string> {
  const seen = new Set(start);
  for (const name of seen) for (const other of next(name)) seen.add(other);
  return seen;
}
