import { type Fields, isFields } from '../../../scripts/text/is-fields';

export interface Assigner {
  readonly clause: Fields;
  /** Where it stands in the state, as `choices[0].`. */
  readonly where: string;
}

/** What of a state may assign variables and, in JSONata, say an output: itself, its rules and its Catch clauses. */
export const assigners = (state: unknown): readonly Assigner[] =>
  isFields(state)
    ? [
        { clause: state, where: '' },
        ...(['choices', 'catch'] as const).flatMap((field) =>
          listed(state[field]).flatMap((clause, at) =>
            isFields(clause) ? [{ clause, where: `${field}[${at}].` }] : [],
          ),
        ),
      ]
    : [];

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
