import { isJsonataFunction } from '../../../../scripts/text/jsonata-functions';
import { type References, referencesOf } from '../../../../scripts/text/jsonata-references';
import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject, objects } from '../interpreter/machine';
import { bodyOf, isExpression } from '../../../../scripts/text/jsonata-expression';
import { loadJsonata } from '../interpreter/query/jsonata/load';
import { kindOf } from '../interpreter/query/jsonata/value';
import { type Place, placeIn, refuseContext } from './expressions';
import { type Refuse } from './fields';

/** Parses an expression's body. @throws Error in JSONata's words */
export type Parse = (body: string) => References;

export async function parser(): Promise<Parse> {
  const jsonata = await loadJsonata();
  return (body) => referencesOf(jsonata(body).ast());
}

/** Fields that are one value, and the kinds that it may have where it is no expression. */
const single: Readonly<Record<string, readonly string[]>> = {
  TimeoutSeconds: ['number'],
  HeartbeatSeconds: ['number'],
  Seconds: ['number'],
  Timestamp: ['string'],
  MaxConcurrency: ['number'],
  Items: ['array'],
  Error: ['string'],
  Cause: ['string'],
};
/** Templates, and what of `$states` they may read beside `input` and `context`. */
const templates = ['Arguments', 'ItemSelector', 'Output', 'Assign', 'Credentials'];
const withResult = ['Task', 'Map', 'Parallel'];

/** Each expression of a state that AWS would refuse, or that would not run as there. */
export function refuseJsonata(state: AslObject, place: Place, parse: Parse, refuse: Refuse): void {
  const type = String(state['Type']);
  const check = (value: unknown, where: string, more: readonly string[] = [], isInMap = place.isInMap): void =>
    eachText(value, where, (text, at) =>
      refuseText(text, at, { parse, state, place: { ...placeIn(state, where, place), isInMap }, more, refuse }),
    );
  for (const [field, kinds] of Object.entries(single)) {
    const value = state[field];
    if (value === undefined) continue;
    if (!isExpression(value) && !kinds.includes(kindOf(value))) {
      refuse(`${field} ${JSON.stringify(value)} (a ${kinds.join(' or ')}, or a JSONata expression)`);
    }
    check(value, field);
  }
  for (const field of templates) {
    const more = ['Output', 'Assign'].includes(field) && withResult.includes(type) ? ['result'] : [];
    check(state[field], field, more, place.isInMap || field === 'ItemSelector');
  }
  for (const [at, rule] of objects(state['Choices']).entries()) {
    const { Condition, Output, Assign } = rule;
    const where = `Choices[${at}]`;
    if (typeof Condition !== 'boolean' && !isExpression(Condition)) {
      refuse(`${where}/Condition ${JSON.stringify(Condition) ?? 'missing'} (a boolean, or a JSONata expression)`);
    }
    check(Condition, `${where}/Condition`);
    check(Output, `${where}/Output`);
    check(Assign, `${where}/Assign`);
  }
  for (const [at, { Output, Assign }] of objects(state['Catch']).entries()) {
    check(Output, `Catch[${at}]/Output`, ['errorOutput']);
    check(Assign, `Catch[${at}]/Assign`, ['errorOutput']);
  }
}

function eachText(value: unknown, where: string, visit: (text: string, where: string) => void): void {
  if (typeof value === 'string') visit(value, where);
  else if (Array.isArray(value)) value.forEach((one, at) => eachText(one, `${where}[${at}]`, visit));
  else if (isFields(value)) for (const [name, one] of Object.entries(value)) eachText(one, `${where}/${name}`, visit);
}

interface At {
  readonly parse: Parse;
  readonly state: AslObject;
  readonly place: Place;
  readonly more: readonly string[];
  readonly refuse: Refuse;
}

function refuseText(text: string, where: string, { parse, state, place, more, refuse }: At): void {
  const isOne: boolean = isExpression(text);
  if (!isOne) {
    if (text.startsWith('{%') || text.endsWith('%}'))
      refuse(`${where} ${text} (an expression is {% … %}, nothing around)`);
    return;
  }
  const say = (what: string): void => refuse(`${where}: ${what}`);
  const found = attempt(() => parse(bodyOf(text)), say);
  if (!found) return;
  // AWS's words: measured, floci-io/floci #2670.
  for (const name of found.ofNothing) say(`Reference to '${name}' at the top level is not supported.`);
  if (found.bound.has('states')) say('$states is bound (a name of Step Functions’ own)');
  for (const name of found.variables) {
    if (isJsonataFunction(name) && place.scope.readable.has(name)) {
      say(`$${name} (a variable, and a function of JSONata: which one AWS takes is not known)`);
    }
  }
  for (const names of found.states) {
    const [field = ''] = names;
    if (!['input', 'context', ...more].includes(field)) say(`$states${field === '' ? ' as a whole' : `.${field}`}`);
    if (field === 'context')
      refuseContext(
        `$$${names
          .slice(1)
          .map((name) => `.${name}`)
          .join('')}`,
        state,
        place,
        say,
      );
  }
}

function attempt<T>(parse: () => T, say: (what: string) => void): T | undefined {
  try {
    return parse();
  } catch (error) {
    say(`no JSONata 2.0.6: ${(error as Error).message}`);
    return undefined;
  }
}
