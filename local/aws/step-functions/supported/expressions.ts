import { isFunction } from '../interpreter/functions/call';
import { type Argument, type Call, parseCall } from '../interpreter/functions/parse';
import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject, objects } from '../interpreter/machine';
import { patternOf } from '../interpreter/states/task-pattern';
import { parsePath } from '../interpreter/query/path';
import { type Refuse } from './fields';
import { assignsOf, type Scope } from './scopes';

/** Where a state stands: what of the context object it has. */
export interface Place {
  readonly isInMap: boolean;
  readonly scope: Scope;
  /** Of a Task that waits, whether its token is told in the field. */
  readonly token?: 'told' | 'not told';
}

/**
 * A field's place in a state: a token is told where a Task says what it hands on.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#wait-token-contextobject
 */
export const placeIn = ({ Type, Resource }: AslObject, field: string, place: Place): Place =>
  Type !== 'Task' || patternOf(String(Resource)).pattern === 'request response'
    ? place
    : { ...place, token: field === 'Parameters' || field === 'Arguments' ? 'told' : 'not told' };

const templates = ['Parameters', 'ItemSelector', 'ResultSelector', 'Credentials'];
/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
const functionsOfFail = ['Format', 'JsonToString', 'ArrayGetItem', 'Base64Encode', 'Base64Decode', 'Hash', 'UUID'];

/** Each path and each call in a state's fields that would not run as on AWS. */
export function refuseExpressions(state: AslObject, around: Place, refuse: Refuse): void {
  const isMap = state['Type'] === 'Map';
  const place = placeIn(state, '', around);
  for (const field of templates) {
    const inMap = around.isInMap || (isMap && field !== 'ResultSelector');
    const within = { ...placeIn(state, field, around), isInMap: inMap };
    refuseTemplate(state[field], (text) => refuseText(text, state, within, refuse), refuse);
  }
  for (const assign of assignsOf(state)) {
    refuseTemplate(assign, (text) => refuseText(text, state, place, refuse), refuse);
  }
  for (const [field, value] of Object.entries(state)) {
    if (!field.endsWith('Path') || value === null) continue;
    if (typeof value !== 'string') refuse(`${field} ${JSON.stringify(value)} (a path is a text)`);
    else if (field === 'ResultPath') refuseReference(value, refuse);
    else if (/^(Error|Cause)Path$/.test(field) && !value.startsWith('$')) refuseFailCall(value, state, place, refuse);
    else refusePath(value, state, place, refuse);
  }
  for (const { ResultPath } of objects(state['Catch'])) {
    if (typeof ResultPath === 'string') refuseReference(ResultPath, refuse);
  }
  for (const rule of objects(state['Choices'])) refuseRule(rule, state, place, refuse);
}

function refuseTemplate(template: unknown, refuseOne: (text: string) => void, refuse: Refuse): void {
  if (Array.isArray(template)) for (const item of template) refuseTemplate(item, refuseOne, refuse);
  if (!isFields(template)) return;
  for (const [field, value] of Object.entries(template)) {
    if (!field.endsWith('.$')) refuseTemplate(value, refuseOne, refuse);
    else if (typeof value === 'string') refuseOne(value);
    else refuse(`${field} ${JSON.stringify(value)} (a path or a call is a text)`);
  }
}

function refuseText(text: string, state: AslObject, place: Place, refuse: Refuse): void {
  if (text.startsWith('$')) return refusePath(text, state, place, refuse);
  const call = attempt(() => parseCall(text), refuse);
  if (call) refuseCall(call, state, place, refuse);
}

function refuseCall(call: Call, state: AslObject, place: Place, refuse: Refuse): void {
  if (!isFunction(call.name)) refuse(`${call.name} (no intrinsic function)`);
  refusePlaceholders(call, refuse);
  for (const argument of call.args) {
    if (argument.kind === 'path') refusePath(argument.path, state, place, refuse);
    if (argument.kind === 'call') refuseCall(argument.call, state, place, refuse);
  }
}

function refusePlaceholders({ name, args, text }: Call, refuse: Refuse): void {
  const [template, ...rest] = args as readonly (Argument | undefined)[];
  if (name !== 'States.Format' || template?.kind !== 'literal' || typeof template.value !== 'string') return;
  const places = template.value.replaceAll(/\\./g, '').split('{}').length - 1;
  if (places !== rest.length) refuse(`${text} (${places} {} for ${rest.length} arguments)`);
}

function refuseFailCall(text: string, state: AslObject, place: Place, refuse: Refuse): void {
  const call = attempt(() => parseCall(text), refuse);
  if (!call) return;
  if (!functionsOfFail.includes(call.name.replace('States.', ''))) refuse(`${call.name} (not in a Fail)`);
  refuseCall(call, state, place, refuse);
}

function refuseRule(rule: AslObject, state: AslObject, place: Place, refuse: Refuse): void {
  for (const [field, value] of Object.entries(rule)) {
    if (typeof value === 'string' && (field === 'Variable' || field.endsWith('Path'))) {
      refusePath(value, state, place, refuse);
    }
    if (field === 'Assign') continue;
    for (const inner of objects(Array.isArray(value) ? value : [value])) refuseRule(inner, state, place, refuse);
  }
}

function refuseReference(text: string, refuse: Refuse): void {
  const path = attempt(() => parsePath(text), refuse);
  if (path && (path.root !== 'input' || !path.isDefinite)) refuse(`ResultPath ${text} (names and indexes only)`);
}

const contextNames =
  /^\$\$(\.(Execution(\.(Id|Input\b.*|Name|RoleArn|StartTime|RedriveCount))?|StateMachine(\.(Id|Name))?|State(\.(Name|EnteredTime|RetryCount))?|Map(\.Item(\.(Index|Value\b.*))?)?|Task(\.Token)?))?$/;

function refusePath(text: string, state: AslObject, place: Place, refuse: Refuse): void {
  const path = attempt(() => parsePath(text), refuse);
  if (path?.variable !== undefined && !place.scope.readable.has(path.variable)) {
    refuse(`path ${text} (no state of its workflow assigns ${path.variable})`);
  }
  if (path?.root === 'context') refuseContext(text, state, place, refuse);
}

/** A path that begins with `$$`. */
export function refuseContext(text: string, state: AslObject, { isInMap, token }: Place, refuse: Refuse): void {
  const isTold = text.startsWith('$$.Task') ? token === 'told' : token !== 'not told' || text !== '$$';
  const isThere = contextNames.test(text) && (isInMap || !text.startsWith('$$.Map')) && isTold;
  const isCounted =
    !text.startsWith('$$.State.RetryCount') || ['Task', 'Map', 'Parallel'].includes(String(state['Type']));
  if (!isThere || !isCounted) refuse(`context path ${text}`);
}

function attempt<T>(parse: () => T, refuse: Refuse): T | undefined {
  try {
    return parse();
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
