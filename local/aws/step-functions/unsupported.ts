import { unsupportedFunctions } from './unsupported-functions';

/** A JSON object of a definition. */
export type AslObject = { readonly [name: string]: unknown };

/**
 * What the definition asks for that the interpreter would run wrongly, or not at all, without a word.
 * @returns a line for each, naming state and field; empty when all of it can run
 */
export function unsupported(definition: AslObject): string[] {
  const faults: string[] = [];
  if (definition['QueryLanguage'] === 'JSONata')
    faults.push('the machine: QueryLanguage JSONata (only JSONPath runs here)');
  eachState(definition, (name, state) => {
    const refuse = (what: string): void => {
      faults.push(`state ${name}: ${what}`);
    };
    if (state['QueryLanguage'] === 'JSONata') refuse('QueryLanguage JSONata (only JSONPath runs here)');
    for (const field of ['Assign', 'Arguments', 'Output', 'HeartbeatSeconds', 'HeartbeatSecondsPath', 'Credentials']) {
      if (state[field] !== undefined) refuse(field);
    }
    for (const catcher of objects(state['Catch'])) if (catcher['Assign'] !== undefined) refuse('Assign in Catch');
    for (const choice of objects(state['Choices'])) {
      if (choice['Assign'] !== undefined) refuse('Assign in Choices');
      if (choice['Condition'] !== undefined) refuse('Condition (JSONata) in Choices');
    }
    if (state['Type'] === 'Task') refuseResource(String(state['Resource']), refuse);
    if (state['Type'] === 'Map') refuseMap(state, refuse);
    for (const field of ['ErrorPath', 'CausePath']) {
      if (String(state[field] ?? '').startsWith('States.')) refuse(`an intrinsic function as ${field}`);
    }
    const { selector, others } = evaluated(state);
    for (const text of [...selector, ...others]) for (const fault of unsupportedFunctions(text)) refuse(fault);
    for (const path of [...pathsIn(selector, inSelector), ...pathsIn(others, anywhere)]) refuse(`context path ${path}`);
  });
  return faults;
}

/** Visits every state, those of Parallel branches and Map processors included. */
export function eachState(machine: AslObject, visit: (name: string, state: AslObject) => void): void {
  for (const [name, value] of Object.entries((machine['States'] ?? {}) as AslObject)) {
    const state = value as AslObject;
    visit(name, state);
    for (const inner of innerMachines(state)) eachState(inner, visit);
  }
}

/** Whether any state calls an intrinsic function. */
export function callsFunctions(machine: AslObject): boolean {
  let found = false;
  eachState(machine, (_, state) => {
    const { selector, others } = evaluated(state);
    found ||= [...selector, ...others].some((text) => text.startsWith('States.'));
  });
  return found;
}

export const innerMachines = (state: AslObject): AslObject[] =>
  [...objects(state['Branches']), state['ItemProcessor'], state['Iterator']].filter(isObject);

function refuseResource(resource: string, refuse: (what: string) => void): void {
  if (resource.endsWith('.waitForTaskToken')) return refuse('Resource .waitForTaskToken');
  if (/^arn:aws[^:]*:lambda:[^:]*:\d*:function:/.test(resource)) return;
  if (/^arn:aws[^:]*:states:::lambda:invoke$/.test(resource)) return;
  refuse(`Resource ${resource} (only Lambda functions run here)`);
}

function refuseMap(state: AslObject, refuse: (what: string) => void): void {
  const processor = state['ItemProcessor'];
  const mode = isObject(processor) ? (processor['ProcessorConfig'] as AslObject | undefined)?.['Mode'] : undefined;
  if (mode === 'DISTRIBUTED') refuse('ItemProcessor Mode DISTRIBUTED');
  for (const field of [
    'ItemReader',
    'ItemBatcher',
    'ResultWriter',
    'ToleratedFailurePercentage',
    'ToleratedFailureCount',
    'ToleratedFailureCountPath',
    'ToleratedFailurePercentagePath',
    'Label',
  ]) {
    if (state[field] !== undefined) refuse(field);
  }
}

const anywhere = /^\$\$\.(Execution(\.(Id|Input|Name|RoleArn|StartTime|RedriveCount)\b|$)|StateMachine\.(Id|Name)\b)/;
/** Iterations run at once and share one item, which is read for sure only before each begins. */
const inSelector = new RegExp(`${anywhere.source}|^\\$\\$\\.Map\\.Item\\b`);

/** Each `$$…` in the texts, as a path and within functions, that is not allowed. */
const pathsIn = (texts: readonly string[], allowed: RegExp): string[] =>
  texts.flatMap((text) => text.match(/\$\$[\w.[\]]*/g) ?? []).filter((path) => !allowed.test(path));

/** The texts of a state's own fields that are evaluated, those of a Map's selector by themselves. */
function evaluated(state: AslObject): { readonly selector: string[]; readonly others: string[] } {
  const { ItemSelector, Parameters, ...rest } = state;
  return state['Type'] === 'Map'
    ? { selector: textsIn({ ItemSelector, Parameters }), others: textsIn(rest) }
    : { selector: [], others: textsIn(state) };
}

function textsIn(value: unknown, isInner = false): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, true));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, item]) => {
    if (!isInner && ['Branches', 'ItemProcessor', 'Iterator', 'Comment', 'Result', 'Cause', 'Error'].includes(field))
      return [];
    // Only paths and templates are evaluated: other text may hold dollars.
    if (typeof item === 'string' && !field.endsWith('.$') && !field.endsWith('Path') && field !== 'Variable') return [];
    return textsIn(item, true);
  });
}

const isObject = (value: unknown): value is AslObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const objects = (value: unknown): AslObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
