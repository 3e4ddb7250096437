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
    for (const path of contextPaths(state)) {
      if (
        !/^\$\$\.(Execution(\.(Id|Input|Name|RoleArn|StartTime|RedriveCount)\b|$)|StateMachine\.(Id|Name)\b|Map\.Item\b)/.test(
          path,
        )
      ) {
        refuse(`context path ${path}`);
      }
    }
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
  ]) {
    if (state[field] !== undefined) refuse(field);
  }
}

/** Every `$$…` of a state's own fields: as a path, and within intrinsic functions. */
function contextPaths(value: unknown, isInner = false): string[] {
  if (typeof value === 'string') return value.match(/\$\$[\w.[\]]*/g) ?? [];
  if (Array.isArray(value)) return value.flatMap((item) => contextPaths(item, true));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([field, item]) => {
    if (!isInner && ['Branches', 'ItemProcessor', 'Iterator', 'Comment', 'Result', 'Cause', 'Error'].includes(field))
      return [];
    // Only paths and templates are evaluated: other text may hold dollars.
    if (typeof item === 'string' && !field.endsWith('.$') && !field.endsWith('Path') && field !== 'Variable') return [];
    return contextPaths(item, true);
  });
}

const isObject = (value: unknown): value is AslObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const objects = (value: unknown): AslObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
