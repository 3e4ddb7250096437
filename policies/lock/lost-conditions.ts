import { type LockedStatement } from './locked-access';
import { type Compare } from './to-statement';
import { hasWildcard } from '../iam/pattern';

/** What a statement asks less of a request than the lock does. */
export interface LostConditions {
  /** In words, one a condition: `no longer only if aws:sourceaccount StringEquals 000000000000`. */
  readonly words: readonly string[];
  /** Whether one is gone, or lets any value through; else it takes values more. */
  readonly dropped: boolean;
}

/** From those locked statements that would cover it but for their conditions. */
export function lostConditions(
  statement: LockedStatement,
  locked: readonly LockedStatement[],
  compare: Compare,
): LostConditions {
  const bare = unconditional(statement);
  const now = new Map(asked(statement).map(({ name, values }) => [name, values]));
  const lost = locked
    // What has no condition has none to lose: most have none, and a comparison costs the most of all here.
    .filter((one) => one.effect === 'Allow' && asked(one).length > 0)
    .filter((one) => compare([unconditional(one)], [bare]).answer === 'yes')
    .flatMap(asked)
    .flatMap(({ name, values }) => {
      const kept = now.get(name);
      if (!kept) return [{ words: `no longer only if ${name} ${list(values)}`, dropped: true }];
      const added = kept.filter((value) => !values.includes(value));
      if (added.length === 0) return [];
      const open = added.some((value) => hasWildcard(value));
      // Another value in its place is another condition, one more is a value more.
      const replaced = values.some((value) => !kept.includes(value));
      return replaced
        ? [{ words: `no longer only if ${name} ${list(values)}, but ${list(added)}`, dropped: true }]
        : [{ words: `also if ${name} ${list(added)}`, dropped: open }];
    });
  return {
    words: [...new Set(lost.map(({ words }) => words))],
    dropped: lost.some(({ dropped }) => dropped),
  };
}

const unconditional = ({ conditions: _, ...rest }: LockedStatement): LockedStatement => rest;

/** By `aws:sourceaccount StringEquals`. */
const asked = ({ conditions = {} }: LockedStatement): { name: string; values: readonly string[] }[] =>
  Object.entries(conditions).flatMap(([operator, byKey]) =>
    Object.entries(byKey).map(([key, values]) => ({ name: `${key} ${operator}`, values })),
  );

/** Long lists are in the lock's diff. */
const list = (values: readonly string[]): string =>
  values.length <= 3 ? values.join(' or ') : `${values.slice(0, 2).join(' or ')} or ${values.length - 2} more`;
