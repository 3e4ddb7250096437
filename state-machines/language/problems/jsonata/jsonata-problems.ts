import { type Fields, isFields } from '../../../../scripts/text/is-fields';
import { isAssumed, isCall } from '../../written/intrinsic';
import { expressionIn, JSONATA_FIELDS, JSONATA_PARTS } from '../../written/jsonata';
import type { MachineLiteral, StateLiteral } from '../../written/literal';
import { eachState } from '../../written/walk';
import { credentialsProblems } from '../credentials-problems';
import { clauseProblems, heartbeatProblems } from '../state-problems';
import { assignedBy } from '../variable-problems';
import { DISTRIBUTED_FIELDS } from '../fields';
import { expressionProblems } from './expression-problems';

/** Fields of one value: what it is where it is no expression. */
const single: Readonly<Record<string, 'number' | 'string'>> = {
  timeoutSeconds: 'number',
  heartbeatSeconds: 'number',
  seconds: 'number',
  timestamp: 'string',
  maxConcurrency: 'number',
  toleratedFailureCount: 'number',
  toleratedFailurePercentage: 'number',
  error: 'string',
  cause: 'string',
};

/** What is wrong with a state in JSONata by itself, each of its expressions parsed. @param variables of its whole machine */
export function jsonataProblems(variables: ReadonlySet<string>, state: StateLiteral): string[] {
  const fields = state as unknown as Fields;
  const has = (field: string): boolean => fields[field] !== undefined;
  if (!Object.hasOwn(JSONATA_FIELDS, state.type)) return [`there is no state of type ${JSON.stringify(state.type)}`];
  const known: readonly string[] = JSONATA_FIELDS[state.type];
  const check = (value: unknown, where: string, parts: readonly string[] = []): string[] =>
    templateProblems(value, where, { parts: ['input', 'context', ...parts], variables });
  const withResult = ['Task', 'Map', 'Parallel'].includes(state.type) ? ['result'] : [];
  return [
    ...Object.keys(state)
      .filter((field) => !known.includes(field))
      .map((field) => `a ${state.type} in JSONata takes no '${field}'`),
    ...(state.queryLanguage === 'JSONPath' ? ['a machine in JSONata has no state in JSONPath'] : []),
    ...(known.includes('next') && has('next') === has('end')
      ? ['it goes on (next) or ends (end: true), one of them']
      : []),
    ...(['retry', 'catch'] as const).flatMap((field) => clauseProblems(field, state)),
    ...kindProblems(state, has),
    ...Object.entries(single).flatMap(([field, kind]) => oneProblems(fields[field], field, kind)),
    ...[...Object.keys(single), 'arguments', 'credentials', 'items', 'itemSelector'].flatMap((field) =>
      check(fields[field], field),
    ),
    ...['output', 'assign'].flatMap((field) => check(fields[field], field, withResult)),
    ...Object.entries(JSONATA_PARTS).flatMap(([part, has]: [string, readonly string[]]) =>
      Object.entries(isFields(fields[part]) ? fields[part] : {}).flatMap(([field, value]) => {
        const where = `${part}.${field}`;
        if (!has.includes(field)) return [`${where}: in JSONata there is no such field`];
        if (field === 'read' || field === 'write') return [];
        return [...(field.startsWith('max') ? oneProblems(value, where, 'number') : []), ...check(value, where)];
      }),
    ),
    ...list(fields['choices']).flatMap((rule, at) =>
      ['condition', 'output', 'assign'].flatMap((field) => check(rule[field], `choices[${at}].${field}`)),
    ),
    ...list(fields['catch']).flatMap((catcher) =>
      Object.keys(catcher)
        .filter((field) => !['errorEquals', 'next', 'output', 'assign', 'comment'].includes(field))
        .map((field) => `a Catch in JSONata takes no '${field}'`),
    ),
    ...list(fields['catch']).flatMap((catcher, at) =>
      ['output', 'assign'].flatMap((field) => check(catcher[field], `catch[${at}].${field}`, ['errorOutput'])),
    ),
  ];
}

const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

function kindProblems(state: StateLiteral, has: (field: string) => boolean): string[] {
  switch (state.type) {
    case 'Task':
      return [
        ...heartbeatProblems(state.heartbeatSeconds, state.timeoutSeconds),
        ...credentialsProblems(state.credentials, 'JSONata'),
        ...('waitsForToken' in state.run && !tellsToken(state.arguments)
          ? [`its arguments must tell '$states.context.Task.Token', or nobody can end it`]
          : []),
        ...('action' in state.run && state.run.action !== undefined && has('arguments') && !isPlain(state.arguments)
          ? ['the arguments of an action are an object: what its resource gives stands beside them']
          : []),
      ];
    case 'Wait':
      return has('seconds') === has('timestamp') ? ['it waits by one of seconds and timestamp'] : [];
    case 'Map':
      return [
        ...(state.itemProcessor.processorConfig?.mode === 'DISTRIBUTED'
          ? []
          : DISTRIBUTED_FIELDS.filter(has).map((field) => `'${field}' needs a processor whose mode is DISTRIBUTED`)),
        ...(has('items') && has('itemReader')
          ? ['its items come from an itemReader or from items: what both give together is not known']
          : []),
        ...(!has('items') || Array.isArray(state.items) || expressionIn(state.items) !== undefined
          ? []
          : ['items must be a list, or an expression that gives one']),
      ];
    case 'Choice':
      return state.choices.flatMap((rule: object) => [
        ...Object.keys(rule)
          .filter((field) => !['condition', 'next', 'comment', 'output', 'assign'].includes(field))
          .map((field) => `a choice in JSONata takes no '${field}'`),
        ...('condition' in rule && (typeof rule.condition === 'boolean' || expressionIn(rule.condition) !== undefined)
          ? []
          : ['a choice in JSONata needs a condition: true, false or an expression']),
      ]);
    default:
      return [];
  }
}

const isPlain = (value: unknown): boolean => isFields(value) && !isAssumed(value);

function oneProblems(value: unknown, field: string, kind: string): string[] {
  if (value === undefined || typeof value === kind || expressionIn(value) !== undefined) return [];
  return [`${field} must be a ${kind}, or an expression that gives one`];
}

interface Read {
  readonly parts: readonly string[];
  readonly variables: ReadonlySet<string>;
}

/** Of each expression in a template, wherever it stands. */
function templateProblems(value: unknown, where: string, read: Read): string[] {
  const expression = expressionIn(value);
  if (expression !== undefined) return expressionProblems(expression, read).map((problem) => `${where}: ${problem}`);
  if (isCall(value)) return [`${where}: JSONata calls no intrinsic function: write an expression`];
  if (isAssumed(value)) return [`${where}: what is assumed must be an expression, {% … %}`];
  // AWS takes no text with one of the two signs: asl-validator's schema jsonata.json.
  if (typeof value === 'string')
    return value.startsWith('{%') || value.endsWith('%}')
      ? [`${where}: '${value}': an expression is {% … %}, with nothing around`]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, part]) => templateProblems(part, `${where}.${field}`, read));
}

/** Every name that some state assigns: on which ways, the compiler tells. */
export function assignedIn(machine: MachineLiteral): Set<string> {
  const names = new Set<string>();
  eachState(machine, (state) => {
    for (const name of assignedBy(state)) names.add(name);
  });
  return names;
}

function tellsToken(value: unknown): boolean {
  const expression = expressionIn(value);
  if (expression !== undefined) return expression.includes('$states.context.Task');
  return typeof value === 'object' && value !== null && Object.values(value).some(tellsToken);
}
