import { type RoleAccess } from '../../../policies/iam/access';
import { contextOf } from '../../../policies/iam/authorize';
import { type Statement } from '../../../policies/iam/document';
import { statementMatches } from '../../../policies/iam/statement-matches';
import { type Use } from '../../aws/shared/access-control';
import { type Recorded } from '../running/ledger';
import { covers } from './permissions-used';
import { type Account } from '../../aws/account';

/** An action that was used, on however many resources. */
export interface UsedAction {
  readonly action: string;
  readonly count: number;
  readonly first: Date | undefined;
  readonly last: Date | undefined;
  readonly lines: readonly string[];
}

export interface UsedStatement {
  readonly statement: Statement;
  readonly used: readonly UsedAction[];
  /** Patterns of an Allow that nothing used fell under. */
  readonly unused: readonly string[];
}

/** By action, sorted. */
export function byAction(recorded: readonly Recorded[]): UsedAction[] {
  const actions = new Map<string, Recorded[]>();
  for (const one of recorded) {
    const known = actions.get(one.use.action);
    if (known) known.push(one);
    else actions.set(one.use.action, [one]);
  }
  const order = (a: Date | undefined, b: Date | undefined) => (a?.getTime() ?? 0) - (b?.getTime() ?? 0);
  return [...actions].sort().map(([action, all]) => ({
    action,
    count: all.reduce((sum, { count }) => sum + count, 0),
    first: all.map(({ first }) => first).sort(order)[0],
    last: all
      .map(({ last }) => last)
      .sort(order)
      .at(-1),
    lines: [...new Set(all.flatMap(({ lines }) => lines))].sort(),
  }));
}

/** Which statements of its role a use falls under: no policy changes, and the page asks again and again. */
const known = new WeakMap<Use, readonly Statement[]>();

function statementsOf({ access, accessControl }: Account, { statements }: RoleAccess, use: Use) {
  const found = known.get(use);
  if (found) return found;
  const asked = use.resources.map((resource) => ({ resource, context: contextOf(access, { ...use, resource }) }));
  const matching = accessControl.allows(use)
    ? statements.filter((one) =>
        asked.some(({ resource, context }) => statementMatches(one, use.action, resource, context) === true),
      )
    : [];
  known.set(use, matching);
  return matching;
}

/** Each statement of a role with what was used of it. */
export function usedStatements(account: Account, role: RoleAccess, all: readonly Recorded[]): UsedStatement[] {
  const own = all.filter(({ use: { principal } }) => principal.kind === 'role' && principal.arn === role.arn);
  return role.statements.map((statement) => {
    const used = byAction(own.filter(({ use }) => statementsOf(account, role, use).includes(statement)));
    const { effect, actions } = statement;
    const patterns = effect === 'Allow' && !actions.not ? actions.patterns.map(({ text }) => text) : [];
    return { statement, used, unused: patterns.filter((one) => !used.some(({ action }) => covers(one, action))) };
  });
}
