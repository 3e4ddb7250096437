import { type Fields, isFields } from '../../../scripts/text/is-fields';
import { isAssumed, isCall } from '../written/intrinsic';
import { assigners } from './assigners';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** What a machine of a program must have before any of it can be asked: else nothing else is. */
export function machineShapeProblems(machine: unknown): string[] {
  if (!isFields(machine)) return ['a machine is an object with startAt and states'];
  const { startAt, states } = machine;
  return [
    ...(isText(startAt) ? [] : ['startAt must be the name of a state']),
    ...(isFields(states) && Object.keys(states).length > 0 ? [] : ['states must hold at least one state']),
  ];
}

/** The same of a state. */
export function stateShapeProblems(state: unknown, isJsonata = false): string[] {
  if (!isFields(state)) return ['it must be an object with a type'];
  if (!isText(state['type'])) return ['it needs a type'];
  return [
    ...assigners(state).flatMap(({ clause: { assign }, where }) =>
      assign === undefined || (isFields(assign) && !isCall(assign) && !isAssumed(assign))
        ? []
        : [`${where}assign must be an object: names and values`],
    ),
    ...kindProblems(state),
    ...clauses(state, 'retry'),
    ...clauses(state, 'catch'),
    ...assigners(state).flatMap(({ clause, where }) => valueProblems(clause, where, isJsonata)),
  ];
}

function kindProblems(state: Fields): string[] {
  const needs = (field: string, is: (value: unknown) => boolean, what: string): string[] =>
    is(state[field]) ? [] : [`a ${String(state['type'])} needs ${what} (${field})`];
  const isList = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isFields);
  const isSaid = (value: unknown): boolean => isText(value) || isAssumed(value) || isCall(value);
  switch (state['type']) {
    case 'Task':
      return needs('run', isFields, 'what it runs');
    case 'Choice':
      return [
        ...needs('choices', isList, 'at least one rule'),
        ...needs('default', (value) => value === null || isText(value), 'a state for what no rule takes, or null'),
        ...(isList(state['choices']) ? (state['choices'] as Fields[]).flatMap(ruleProblems) : []),
      ];
    case 'Parallel':
      return needs('branches', isList, 'at least one branch');
    case 'Map':
      return needs('itemProcessor', isFields, 'a processor');
    case 'Fail':
      return ['error', 'cause'].flatMap((field) => (field in state ? needs(field, isSaid, 'a text or a path') : []));
    default:
      return [];
  }
}

const ruleProblems = ({ next }: Fields): string[] => (isText(next) ? [] : ['a rule of a Choice needs a state (next)']);

function clauses(state: Fields, field: 'retry' | 'catch'): string[] {
  const list = state[field];
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [`${field} must be a list`];
  return list.flatMap((clause: unknown) => {
    const { errorEquals, next } = isFields(clause) ? clause : {};
    const isNamed = Array.isArray(errorEquals) && errorEquals.length > 0 && errorEquals.every(isText);
    return [
      ...(isNamed ? [] : [`${field}: a clause needs the names of its errors (errorEquals)`]),
      ...(field === 'retry' || isText(next) ? [] : ['catch: a clause needs a state (next)']),
    ];
  });
}

/** Of templates and results, what JSON would lose or hold otherwise; of paths, what is none. */
function valueProblems(clause: Fields, where: string, isJsonata: boolean): string[] {
  const isTemplate = (field: string): boolean =>
    /^(parameters|arguments|credentials|output|items|itemSelector|resultSelector|assign)$/.test(field);
  return Object.entries(clause).flatMap(([name, value]) => {
    const field = `${where}${name}`;
    // Recorded by radkawar/stackd at 9dc356f, testdata/aws/stepfunctions/dataflow_execution.json.
    if (name === 'result' && value === null)
      return ['result: null is none to AWS, which hands on the input: leave it out'];
    if (name === 'result') return jsonProblems(value, field);
    if (isJsonata) return isTemplate(name) ? jsonProblems(value, field) : [];
    if (isTemplate(name)) return [...jsonProblems(value, field), ...pathProblems(value, field)];
    return field.endsWith('Path') ? pathProblems(value, field) : [];
  });
}

function jsonProblems(value: unknown, where: string): string[] {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return [];
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${where}: ${value} is no number of JSON`];
  if (typeof value !== 'object') return [`${where}: ${typeof value} is no value of JSON`];
  if (isCall(value) || isAssumed(value)) return [];
  return Object.entries(value).flatMap(([field, item]) => jsonProblems(item, `${where}.${field}`));
}

const step = String.raw`\.{1,2}(?:\*|[\p{L}_][\p{L}\p{N}_-]*)|\.{0,2}\[[^\]]+\]`;
const path = new RegExp(String.raw`^(?:\${1,2}|\$\p{ID_Start}\p{ID_Continue}*)(?:${step})*$`, 'u');

function pathProblems(value: unknown, where: string): string[] {
  if (typeof value === 'string')
    return /^\$(?!\{)/.test(value) && !path.test(value) ? [`${where}: '${value}' is no path`] : [];
  if (typeof value !== 'object' || value === null || isAssumed(value)) return [];
  const parts = isCall(value) ? value.args : Object.values(value);
  return parts.flatMap((part: unknown) => pathProblems(part, where));
}
