import { type Answers } from '../../service';
import { isObject } from '../../shared/is-object';
import { type AslObject, innerMachines } from '../interpreter/machine';
import { timestampOf } from '../interpreter/time/timestamp';
import { type Place, refuseExpressions } from './expressions';
import { type Refuse, refuseInnerFields, refuseMachineFields, refuseStateFields } from './fields';
import { refuseResource } from './resources';
import { refuseUnanswered } from './sdk-tasks';

/**
 * What the definition asks for that does not run here as it does on AWS.
 * @returns a line for each, naming state and field; empty when all of it can run
 */
export function unsupported(definition: AslObject): string[] {
  const faults: string[] = [];
  refuseMachineFields(definition, (what) => faults.push(`the machine: ${what}`));
  eachPlace(definition, { isInMap: false }, (name, state, place) => {
    const refuse: Refuse = (what) => void faults.push(`state ${name}: ${what}`);
    refuseStateFields(state, refuse);
    if (state['QueryLanguage'] === 'JSONata') return;
    refuseExpressions(state, place, refuse);
    if (state['Type'] === 'Task') refuseResource(state, refuse);
    for (const inner of innerMachines(state)) refuseInner(inner, refuse);
    const { Timestamp } = state;
    if (Timestamp !== undefined && timestampOf(Timestamp) === undefined) {
      refuse(`Timestamp ${JSON.stringify(Timestamp)} (needs a T and a zone: 2026-03-01T08:00:00Z)`);
    }
  });
  return [...new Set(faults)];
}

/** What of it no service of the account answers, once all of them stand. */
export async function unanswered(definition: AslObject, answers: Answers): Promise<string[]> {
  const faults: string[] = [];
  const tasks: [string, AslObject][] = [];
  eachPlace(definition, { isInMap: false }, (name, state) => tasks.push([name, state]));
  for (const [name, state] of tasks) {
    if (state['Type'] === 'Task') {
      await refuseUnanswered(state, answers, (what) => void faults.push(`state ${name}: ${what}`));
    }
  }
  return [...new Set(faults)];
}

function refuseInner(machine: AslObject, refuse: Refuse): void {
  const config = isObject(machine['ProcessorConfig']) ? machine['ProcessorConfig'] : {};
  const { Mode = 'INLINE' } = config;
  // It would bring an ExecutionType too.
  if (Mode !== 'INLINE') refuse(`Mode ${String(Mode)} (only INLINE runs here)`);
  refuseInnerFields(machine, refuse);
}

function eachPlace(
  machine: AslObject,
  place: Place,
  visit: (name: string, state: AslObject, place: Place) => void,
): void {
  for (const [name, state] of Object.entries(isObject(machine['States']) ? machine['States'] : {})) {
    if (!isObject(state)) continue;
    visit(name, state, place);
    const within = state['Type'] === 'Map' ? { isInMap: true } : place;
    for (const inner of innerMachines(state)) eachPlace(inner, within, visit);
  }
}
