import { type Access } from '../../../policies/iam/access';
import { type Ledger } from '../running/ledger';

/** What a role of the stack used of what its policies allow. */
export interface RoleUse {
  readonly role: string;
  /** Actions, sorted. */
  readonly used: readonly string[];
  /** Action patterns of its statements that no call of this run fell under, as they are written; sorted. */
  readonly unused: readonly string[];
}

/**
 * By role, in the stack's order. It counts actions alone: whether each grant is needed on each of its resources is
 * what the proof of least privilege tells.
 */
export function permissionsUsed({ roles }: Access, ledger: Ledger): RoleUse[] {
  const used = new Map(ledger.byRole().map(({ role, actions }) => [role, actions]));
  return [...roles.values()].map(({ name, statements }) => {
    const actions = used.get(name) ?? [];
    const allowed = statements.filter(({ effect, actions: { not } }) => effect === 'Allow' && !not);
    const patterns = new Set(allowed.flatMap((statement) => statement.actions.patterns.map(({ text }) => text)));
    const unused = [...patterns].filter((pattern) => !actions.some((action) => covers(pattern, action))).sort();
    return { role: name, used: actions, unused };
  });
}

/** IAM compares actions without regard to case; `*` stands for any text, `?` for one character. */
export function covers(pattern: string, action: string): boolean {
  const literal = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(action);
}
