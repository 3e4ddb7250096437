import { isFields } from '../../../../scripts/text/is-fields';
import { type AslObject, objects, ownStates } from '../interpreter/machine';
import { isVariableName, longestName } from '../interpreter/variables';
import { type Language, type Refuse } from './fields';

/** The variables of a workflow and of those around it. */
export interface Scope {
  /** Assigned by a state of this one, or of one around it. */
  readonly readable: ReadonlySet<string>;
  /**
   * Assigned by a state of one around it, but for the state that it is within: that one assigns when it is over (recorded:
   * test_error_output.py test_parallel_catch_error).
   */
  readonly outer: ReadonlySet<string>;
}

export const nowhere: Scope = { readable: new Set(), outer: new Set() };

/** What a state assigns, and what one of its catchers or rules does. */
export const assignsOf = (state: AslObject): AslObject[] =>
  [state, ...objects(state['Catch']), ...objects(state['Choices'])].map(({ Assign }) => Assign).filter(isFields);

const namesOf = (states: readonly AslObject[]): string[] =>
  states.flatMap(assignsOf).flatMap((assign) => Object.keys(assign).map((field) => field.replace(/\.\$$/, '')));

/** Of a machine, a branch or an iteration: what its states may read. */
export const scopeOf = (machine: AslObject, { readable, outer }: Scope): Scope => ({
  readable: new Set([...readable, ...namesOf(ownStates(machine))]),
  outer,
});

/** Around the branches or the iterations of a machine's state. */
export const scopeWithin = (machine: AslObject, state: AslObject, { readable, outer }: Scope): Scope => ({
  readable,
  outer: new Set([...outer, ...namesOf(ownStates(machine).filter((other) => other !== state))]),
});

/** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export function refuseAssigns(state: AslObject, language: Language, { outer }: Scope, refuse: Refuse): void {
  for (const { Assign } of [state, ...objects(state['Catch']), ...objects(state['Choices'])]) {
    if (Assign !== undefined && !isFields(Assign)) refuse(`Assign ${JSON.stringify(Assign)} (names and values)`);
  }
  const written = assignsOf(state).flatMap((assign) => Object.keys(assign));
  for (const name of new Set(language === 'JSONata' ? written : namesOf([state]))) {
    if (name === 'states') refuse('Assign states (a name of Step Functions’ own)');
    else if (!isVariableName(name)) {
      refuse(`Assign ${name} (a name has letters, digits and _, begins with a letter, and has at most ${longestName})`);
    }
    if (outer.has(name)) refuse(`Assign ${name} (a variable of the workflow around it, which can be read only)`);
  }
}
