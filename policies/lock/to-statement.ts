import { type Answer, includes } from '../inclusion/inclusion';
import { type Statement } from '../inclusion/statement';
import { type LockedStatement } from './locked-access';

/** For comparisons. A trust policy stands for the role itself, which is any resource as far as they go. */
export function toStatement(locked: LockedStatement): Statement {
  const { effect, actions, notActions, resources, notResources, conditions } = locked;
  return {
    Effect: effect,
    ...(notActions ? { NotAction: notActions } : { Action: actions ?? [] }),
    ...(notResources ? { NotResource: notResources } : { Resource: resources ?? ['*'] }),
    ...(conditions ? { Condition: conditions } : {}),
  };
}

/** Whether all that some statements allow is allowed by others, too. */
export type Compare = (wider: readonly LockedStatement[], narrower: readonly LockedStatement[]) => Answer;

/** @param knownActions names of real actions, for readable examples */
export const comparing =
  (knownActions: readonly string[]): Compare =>
  (wider, narrower) =>
    includes(wider.map(toStatement), narrower.map(toStatement), { knownActions });
