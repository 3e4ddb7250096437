import { type Files, type Mapping } from '../files';
import { PINS } from '../pins';
import { allSteps, localAction, place } from '../steps';
import { type Rule } from './rule';

/** GitHub takes an input that an action does not have, warns, and leaves the action at its default. */
export const knownInputs: Rule = (files) => [
  ...allSteps(files).flatMap(({ where, step }) => {
    const action = localAction(files, step);
    const known = action?.inputs ?? inputsOf(step.uses);
    return known ? faults(where, step.with, known) : [];
  }),
  ...Object.values(files.workflows).flatMap((workflow) =>
    Object.values(workflow.jobs).flatMap((job) => {
      const called = job.calls === undefined ? undefined : calledInputs(files, job.calls);
      return called ? faults(place(workflow, job), job.with, called) : [];
    }),
  ),
];

const inputsOf = (uses: string | undefined): Mapping | undefined => {
  const pin = PINS[uses?.split('@')[0] ?? ''];
  return pin && Object.fromEntries(pin.inputs.map((name) => [name, {}]));
};

const calledInputs = ({ workflows }: Files, path: string): Mapping =>
  ((workflows[path]?.on['workflow_call'] as Mapping | null | undefined)?.['inputs'] ?? {}) as Mapping;

const faults = (where: string, given: Mapping, known: Mapping): string[] => [
  ...Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `${where}: there is no input ${name}.`),
  ...Object.entries(known)
    .filter(([name, input]) => (input as Mapping)['required'] === true && !Object.hasOwn(given, name))
    .map(([name]) => `${where}: the input ${name} is missing.`),
];
