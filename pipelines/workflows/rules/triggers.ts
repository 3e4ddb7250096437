import { type Rule } from './rule';

/** `pull_request_target` and `workflow_run` run with the rights of main on what a stranger wrote: they have no entry. */
const KNOWN: Readonly<Record<string, readonly unknown[]>> = {
  // A queue's group is main with what waits for it, on a branch that GitHub makes.
  merge_group: [null],
  pull_request: [null],
  push: [{ branches: ['main'] }],
};
const WITHOUT_LIMIT = ['schedule', 'workflow_call', 'workflow_dispatch'];

/** A workflow starts from nothing but a pull request, main, the clock, a person or another workflow. */
export const triggers: Rule = ({ workflows }) =>
  Object.values(workflows).flatMap(({ path, on }) =>
    Object.entries(on).flatMap(([event, settings]) => {
      if (WITHOUT_LIMIT.includes(event)) return [];
      const allowed = KNOWN[event] ?? [];
      return allowed.some((one) => JSON.stringify(one) === JSON.stringify(settings ?? null))
        ? []
        : [`${path}: it may not start on ${event} ${JSON.stringify(settings ?? null)}.`];
    }),
  );
