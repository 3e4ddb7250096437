import { assumed, isAssumed, type Call, intrinsic, isCall } from '../written/intrinsic';
import type { JsonataField } from '../written/jsonata';
import { credentialsProblems } from './credentials-problems';
import { DISTRIBUTED_FIELDS, FIELDS } from './fields';
import type { Catcher, Retrier, StateLiteral } from '../written/literal';
import { isReserved } from './reserved-errors';

/** What is wrong with a state in JSONPath by itself. */
export function stateProblems(state: StateLiteral): string[] {
  const has = (field: string) => (state as object as Readonly<Record<string, unknown>>)[field] !== undefined;
  const known = (FIELDS as Readonly<Record<string, Readonly<Record<string, true>>>>)[state.type];
  if (!known) return [`there is no state of type ${JSON.stringify(state.type)}`];
  return [
    ...Object.keys(state)
      .filter((field) => !known[field])
      .map((field) => `a ${state.type} takes no '${field}'${JSONATA.includes(field) ? ': that is JSONata’s' : ''}`),
    ...('next' in known && has('next') === has('end') ? ['it goes on (next) or ends (end: true), one of them'] : []),
    ...(['retry', 'catch'] as const).flatMap((field) => clauseProblems(field, state)),
    ...('catch' in state && state.catch?.some((catcher) => 'output' in catcher)
      ? ["a Catch takes no 'output': that is JSONata’s"]
      : []),
    ...kindProblems(state, has),
    ...callProblems(state),
  ];
}

const JSONATA: readonly string[] = ['arguments', 'output', 'items'] satisfies JsonataField[];

export function clauseProblems(field: 'retry' | 'catch', state: StateLiteral): string[] {
  const clauses = (state as { readonly [F in typeof field]?: readonly (Retrier | Catcher)[] })[field] ?? [];
  return clauses.flatMap(({ errorEquals }, index) => [
    ...errorEquals
      .filter((name) => name.startsWith('States.') && !isReserved(name))
      .map((name) => `${field}: '${name}' is no error name of the States Language`),
    ...(errorEquals.includes('States.ALL') && (errorEquals.length > 1 || index < clauses.length - 1)
      ? [`${field}: States.ALL must stand alone, in the last clause`]
      : []),
  ]);
}

function kindProblems(state: StateLiteral, has: (field: string) => boolean): string[] {
  const both = (field: string, other: string) => (has(field) && has(other) ? [`${field} or ${other}, not both`] : []);
  switch (state.type) {
    case 'Task':
      return [
        ...both('timeoutSeconds', 'timeoutSecondsPath'),
        ...both('heartbeatSeconds', 'heartbeatSecondsPath'),
        ...heartbeatProblems(state.heartbeatSeconds, state.timeoutSeconds),
        ...credentialsProblems(state.credentials, 'JSONPath'),
        ...('waitsForToken' in state.run && !tellsToken(state.parameters)
          ? [`its parameters must tell '$$.Task.Token', or nobody can end it`]
          : []),
      ];
    case 'Pass':
      return both('result', 'parameters');
    case 'Wait':
      return [
        ...(['seconds', 'secondsPath', 'timestamp', 'timestampPath'].filter(has).length === 1
          ? []
          : ['it waits by one of seconds, secondsPath, timestamp and timestampPath']),
      ];
    case 'Choice':
      return state.choices.flatMap((rule) => [
        ...('output' in rule ? ["a choice takes no 'output': that is JSONata’s"] : []),
        ...conditionProblems(rule),
      ]);
    case 'Map':
      return state.itemProcessor.processorConfig?.mode === 'DISTRIBUTED'
        ? []
        : DISTRIBUTED_FIELDS.filter(has).map((field) => `'${field}' needs a processor whose mode is DISTRIBUTED`);
    case 'Fail':
      return [state.error, state.cause]
        .filter((said) => said !== undefined)
        .filter(isCall)
        .filter((call) => !OF_FAIL.includes(call[intrinsic]))
        .map((call) => `a Fail takes no ${call[intrinsic]}: only ${OF_FAIL.join(', ')}`);
    default:
      return [];
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
const OF_FAIL: readonly string[] = [
  'States.Format',
  'States.JsonToString',
  'States.ArrayGetItem',
  'States.Base64Encode',
  'States.Base64Decode',
  'States.Hash',
  'States.UUID',
];

/** ASL's default timeout is 99,999,999 seconds, so only a stated one can be shorter. */
export function heartbeatProblems(heartbeat: unknown, timeout: unknown): string[] {
  if (typeof heartbeat !== 'number' || typeof timeout !== 'number' || heartbeat < timeout) return [];
  return [`heartbeatSeconds ${heartbeat} must be less than timeoutSeconds ${timeout}`];
}

function conditionProblems(condition: object): string[] {
  const parts = ['variable', 'and', 'or', 'not'].filter((part) => part in condition);
  if (parts.length !== 1) return ['a rule is one of a comparison, and, or, not'];
  if ('not' in condition) return innerProblems(condition.not as object);
  for (const list of ['and', 'or'] as const) {
    if (list in condition) return (condition as Record<typeof list, readonly object[]>)[list].flatMap(innerProblems);
  }
  const operators = Object.keys(condition).filter((field) => !['variable', ...OF_RULE].includes(field));
  return operators.length === 1 ? [] : [`a choice compares once, not by ${operators.join(', ') || 'nothing'}`];
}

/** What a rule says beside its condition: no condition within another does. */
const OF_RULE = ['next', 'comment', 'assign', 'output'];

const innerProblems = (condition: object): string[] => [
  ...OF_RULE.filter((field) => field in condition).map((field) => `a condition within another takes no '${field}'`),
  ...conditionProblems(condition),
];

function tellsToken(value: unknown): boolean {
  if (typeof value === 'string') return value === '$$.Task.Token' || value === '$$.Task' || value === '$$';
  if (isCall(value)) return value.args.some(tellsToken);
  return typeof value === 'object' && value !== null && Object.values(value).some(tellsToken);
}

/** Of every intrinsic function that a state calls. */
function callProblems(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isAssumed(value)) return callProblems(value[assumed]);
  if (!isCall(value)) {
    // States within are asked by themselves.
    return Object.entries(value).flatMap(([field, part]) =>
      ['branches', 'itemProcessor', 'run'].includes(field) ? [] : callProblems(part),
    );
  }
  return [...value.args.flatMap((arg) => [...callProblems(arg), ...argumentProblems(arg)]), ...formatProblems(value)];
}

/** AWS escapes a backslash by another, and takes decimals in some places: asl-validator's grammar knows neither. */
function argumentProblems(arg: unknown): string[] {
  if (typeof arg === 'string' && !arg.startsWith('$') && arg.includes('\\'))
    return [`'${arg}': a text that holds a backslash can't be written in a function; hand it over by a path`];
  if (typeof arg === 'number' && !Number.isSafeInteger(arg))
    return [`${arg}: only a whole number can be written in a function; hand it over by a path`];
  return [];
}

/** As many values as its text has `{}`. */
function formatProblems({ [intrinsic]: name, args: [template, ...values] }: Call): string[] {
  if (name !== 'States.Format' || typeof template !== 'string' || template.startsWith('$')) return [];
  const places = template.split('{}').length - 1;
  return places === values.length ? [] : [`States.Format: '${template}' has ${places} {} for ${values.length} values`];
}
