import { isFields } from '../../../../scripts/text/is-fields';

/** A JSON object of a definition. */
export type AslObject = { readonly [name: string]: unknown };

/** A machine, a branch of a Parallel, or what a Map does with each item. */
export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface State extends AslObject {
  readonly Type: string;
  readonly Next?: string;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly ResultPath?: string | null;
  readonly Parameters?: unknown;
  readonly ResultSelector?: unknown;
  readonly Assign?: unknown;
  readonly QueryLanguage?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Assign?: unknown;
  readonly Output?: unknown;
}

export const objects = (value: unknown): AslObject[] => (Array.isArray(value) ? value.filter(isFields) : []);

export const innerMachines = (state: AslObject): AslObject[] =>
  [...objects(state['Branches']), state['ItemProcessor'], state['Iterator']].filter(isFields);

/** A machine's own states. */
export const ownStates = (machine: AslObject): AslObject[] =>
  Object.values(isFields(machine['States']) ? machine['States'] : {}).filter(isFields);

/** Those of a machine and of what is within its states. */
export const statesOf = (machine: AslObject): AslObject[] =>
  ownStates(machine).flatMap((state) => [state, ...innerMachines(state).flatMap(statesOf)]);
