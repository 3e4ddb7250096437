import { type Answers } from '../../service';
import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject, innerMachines } from '../interpreter/machine';
import { isExpression } from '../../../../scripts/text/jsonata-expression';
import { timestampOf } from '../interpreter/time/timestamp';
import { type Place, refuseExpressions } from './expressions';
import {
  isJsonata,
  languageIn,
  type Refuse,
  refuseInnerFields,
  refuseMachineFields,
  refuseStateFields,
} from './fields';
import { parser, refuseJsonata } from './jsonata';
import { refuseCredentials } from './credentials';
import { refuseResource } from './resources';
import { nowhere, refuseAssigns, scopeOf, scopeWithin } from './scopes';
import { refuseUnanswered } from './sdk-tasks';

/**
 * What the definition asks for that does not run here as it does on AWS.
 * @returns a line for each, naming state and field; empty when all of it can run
 */
export async function unsupported(definition: AslObject): Promise<string[]> {
  const faults: string[] = [];
  const parse = speaksJsonata(definition) ? await parser() : undefined;
  refuseMachineFields(definition, (what) => faults.push(`the machine: ${what}`));
  eachPlace(definition, { isInMap: false, scope: nowhere }, (name, state, place) => {
    const refuse: Refuse = (what) => void faults.push(`state ${name}: ${what}`);
    const language = languageIn(definition, state);
    refuseStateFields(state, language, definition, refuse);
    refuseAssigns(state, language, place.scope, refuse);
    if (language === 'JSONata') {
      if (parse) refuseJsonata(state, place, parse, refuse);
    } else refuseExpressions(state, place, refuse);
    if (state['Type'] === 'Task') {
      refuseResource(state, language, refuse);
      refuseCredentials(state, language, refuse);
    }
    for (const inner of innerMachines(state)) refuseInner(inner, refuse);
    const { Timestamp } = state;
    if (Timestamp !== undefined && !isExpression(Timestamp) && timestampOf(Timestamp) === undefined) {
      refuse(`Timestamp ${JSON.stringify(Timestamp)} (needs a T and a zone: 2026-03-01T08:00:00Z)`);
    }
  });
  return [...new Set(faults)];
}

/** What of it no service of the account answers, once all of them stand. */
export async function unanswered(definition: AslObject, answers: Answers): Promise<string[]> {
  const faults: string[] = [];
  const tasks: [string, AslObject][] = [];
  eachPlace(definition, { isInMap: false, scope: nowhere }, (name, state) => tasks.push([name, state]));
  for (const [name, state] of tasks) {
    if (state['Type'] === 'Task') {
      await refuseUnanswered(
        state,
        languageIn(definition, state),
        answers,
        (what) => void faults.push(`state ${name}: ${what}`),
      );
    }
  }
  return [...new Set(faults)];
}

/** Whether a state of it, wherever it stands, is in JSONata. */
export function speaksJsonata(machine: AslObject): boolean {
  let speaks = isJsonata(machine);
  eachPlace(machine, { isInMap: false, scope: nowhere }, (_, state) => (speaks ||= isJsonata(state)));
  return speaks;
}

function refuseInner(machine: AslObject, refuse: Refuse): void {
  const config = isFields(machine['ProcessorConfig']) ? machine['ProcessorConfig'] : {};
  const { Mode = 'INLINE' } = config;
  // It would bring an ExecutionType too.
  if (Mode !== 'INLINE') refuse(`Mode ${String(Mode)} (only INLINE runs here)`);
  refuseInnerFields(machine, refuse);
}

function eachPlace(
  machine: AslObject,
  around: Place,
  visit: (name: string, state: AslObject, place: Place) => void,
): void {
  const place = { ...around, scope: scopeOf(machine, around.scope) };
  for (const [name, state] of Object.entries(isFields(machine['States']) ? machine['States'] : {})) {
    if (!isFields(state)) continue;
    visit(name, state, place);
    const within = {
      isInMap: place.isInMap || state['Type'] === 'Map',
      scope: scopeWithin(machine, state, place.scope),
    };
    for (const inner of innerMachines(state)) eachPlace(inner, within, visit);
  }
}
