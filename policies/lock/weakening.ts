import { UserError } from '../../scripts/user-error';
import { withAccount } from '../iam/own-account';
import { type Change, type Weakening } from './changes';
import { compareAccess } from './compare';
import { type LockedAccess } from './locked-access';
import { NEUTRAL, withoutSettings, withSettings } from './settings';

/** Why the lock took one, for whoever asks later. */
export interface Reason {
  readonly weakens: Weakening;
  /** The stacks, as in a grant. */
  readonly in: string;
  /** The role, policy or resource. */
  readonly subject: string;
  readonly reason: string;
}

/** What needs a reason, of one stack. */
interface Weakened {
  readonly stack: string;
  readonly change: Change;
  readonly weakens: Weakening;
}

/**
 * Compared with names, region, account and repository taken out: another application is no other access. What the lock
 * has nothing on, a new environment, is not weakened.
 */
export function weakenings(
  locked: Readonly<Record<string, LockedAccess>>,
  now: Readonly<Record<string, LockedAccess>>,
  knownActions: readonly string[],
): Weakened[] {
  return Object.entries(now).flatMap(([stack, access]) => {
    const before = locked[stack];
    if (!before) return [];
    return compareAccess(stack, ...neutral(before, access), knownActions).flatMap((change) =>
      (change.weakens ?? []).map((weakens) => ({ stack, change, weakens })),
    );
  });
}

/** A lock of version 1 has no settings: its names are held against ours as they are. */
function neutral(locked: LockedAccess, now: LockedAccess): [LockedAccess, LockedAccess] {
  const comparable = locked.settings && now.settings;
  const filled = ({ settings, ...rest }: LockedAccess): LockedAccess => {
    const text = JSON.stringify(rest);
    const same = comparable && settings ? withSettings(withoutSettings(text, settings), NEUTRAL) : text;
    return withAccount(JSON.parse(same) as LockedAccess, '123456789012');
  };
  return [filled(locked), filled(now)];
}

/**
 * Those that the lock is to take, with the reasons given; what it has of subjects that still stand it keeps.
 * @param given by class
 * @param merged that another side of a merge gave for the same
 * @throws UserError that lists what has no reason, and reasons for what did not change
 */
export function reasonsFor(
  weakened: readonly Weakened[],
  given: ReadonlyMap<Weakening, string>,
  merged: readonly Reason[] = [],
): Reason[] {
  const reasonOf = ({ weakens, change }: Weakened): string | undefined =>
    merged.find((one) => one.weakens === weakens && one.subject === subjectOf(change))?.reason ?? given.get(weakens);
  const without = weakened.filter((one) => reasonOf(one) === undefined);
  const idle = [...given.keys()].filter((one) => !weakened.some(({ weakens }) => weakens === one));
  const wanted = [...new Set(without.map(({ weakens }) => weakens))];
  const lines = [
    ...without.map(({ stack, weakens, change }) => `  ${weakens}  ${stack}: ${change.words}`),
    ...(wanted.length > 0
      ? [
          'If that is meant, say why; the lock keeps it:',
          `  npm run policies -- --update ${wanted.map((one) => `--reason ${one}="…"`).join(' ')}`,
        ]
      : []),
    ...idle.map((one) => `  --reason ${one}: nothing of that kind has changed; leave it out.`),
  ];
  if (lines.length > 0) throw new UserError(`The lock is not written.\n${lines.join('\n')}`);
  const folded = new Map<string, Weakened[]>();
  for (const one of weakened) {
    const key = JSON.stringify([one.weakens, one.change.subject]);
    folded.set(key, [...(folded.get(key) ?? []), one]);
  }
  return [...folded.values()].map((all) => {
    const [first] = all as [Weakened];
    return {
      weakens: first.weakens,
      in: [...new Set(all.map(({ stack }) => stack))].join(', '),
      subject: subjectOf(first.change),
      reason: reasonOf(first) ?? '',
    };
  });
}

/** Neutral as it was compared: in the lock's words. */
const subjectOf = ({ subject }: Change): string => withoutSettings(subject, NEUTRAL);
