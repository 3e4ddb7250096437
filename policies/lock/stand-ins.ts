import { type Needs } from '../needs/needs-file';
import { principalName } from '../needs/need';
import { folded } from './folded';
import { type LockedSettings } from './settings';

/** Which needs of a role were recorded through answers that are written down: whether AWS would give them is not known. */
export interface StandInLine {
  readonly in: string;
  readonly role: string;
  readonly answered: readonly string[];
}

/** By environment and role. */
export const standInsOf = (needs: Needs, environments: readonly string[]): readonly StandInLine[] =>
  environments.flatMap((environment) => {
    const byRole = new Map<string, Set<string>>();
    for (const { principal, action, standIn } of needs[environment] ?? []) {
      if (!standIn) continue;
      const role = principalName(principal);
      byRole.set(role, (byRole.get(role) ?? new Set()).add(action));
    }
    return [...byRole]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([role, answered]) => ({
        in: environment,
        role,
        answered: [...answered].sort(),
      }));
  });

/** A lock's, by name. */
type Stacks = Readonly<Record<string, { readonly settings?: LockedSettings }>>;

/** As the lock has them: what is the same in several stacks, but for their settings, stands once. */
export function lockedStandIns(needs: Needs, lock: Stacks): readonly StandInLine[] {
  const lines = standInsOf(needs, Object.keys(lock).sort());
  return folded(
    lines.map(({ in: stack, ...line }) => [stack, line]),
    (stack) => lock[stack]?.settings,
  );
}
