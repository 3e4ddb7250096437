import { type Answer } from '../inclusion/inclusion';
import { type LockedStatement } from './locked-access';

type Compare = (wider: readonly LockedStatement[], narrower: readonly LockedStatement[]) => Answer;

/**
 * What the lock asks of a request that a statement allows, and the statement no longer does, each in words:
 * `no longer only if aws:sourceaccount StringEquals 000000000000`. From those locked statements that would cover it but for
 * their conditions.
 */
export function lostConditions(
  statement: LockedStatement,
  locked: readonly LockedStatement[],
  compare: Compare,
): string[] {
  const bare = unconditional(statement);
  const lost = locked
    .filter((one) => one.effect === 'Allow' && compare([unconditional(one)], [bare]).answer === 'yes')
    .flatMap((one) => asked(one).filter((condition) => !asked(statement).includes(condition)));
  return [...new Set(lost)].map((condition) => `no longer only if ${condition}`);
}

const unconditional = ({ conditions: _, ...rest }: LockedStatement): LockedStatement => rest;

/** `aws:sourceaccount StringEquals 000000000000`, one an operator and key. */
const asked = ({ conditions = {} }: LockedStatement): string[] =>
  Object.entries(conditions).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(([key, values]) => `${key} ${operator} ${values.join(' or ')}`),
  );
