import { inOrder, type LockedAccess, type LockedRole, type LockedStatement } from './locked-access';

/**
 * A line of the lock: one grant, with its subject. Which of `role`, `policy`, `boundary` and `resource` it has says what
 * it is of; a role's line with `trusts` is of its trust policy, one with `within` or `holds` names a policy by its ARN.
 */
export interface Line {
  readonly role?: string;
  readonly policy?: string;
  readonly boundary?: string;
  readonly resource?: string;
  readonly within?: string;
  readonly holds?: string;
  readonly trusts?: readonly string[];
  readonly trustsAllBut?: readonly string[];
  readonly to?: readonly string[];
  readonly toAllBut?: readonly string[];
  readonly allow?: readonly string[];
  readonly allowAllBut?: readonly string[];
  readonly deny?: readonly string[];
  readonly denyAllBut?: readonly string[];
  readonly when?: LockedStatement['conditions'];
  readonly on?: readonly string[];
  readonly onAllBut?: readonly string[];
}

type Subject = Pick<Line, 'role' | 'policy' | 'boundary' | 'resource'>;

/** One stack's access, a line each. */
export const linesOf = ({ roles, boundaries = {}, policies, resources }: LockedAccess): Line[] => [
  ...Object.entries(roles).flatMap(([role, { trust, boundary, holds = [], access }]) => [
    ...trust.map((one) => lineOf({ role }, one, true)),
    ...(boundary === undefined ? [] : [{ role, within: boundary }]),
    ...holds.map((arn) => ({ role, holds: arn })),
    ...access.map((one) => lineOf({ role }, one)),
  ]),
  ...Object.entries(boundaries).flatMap(([boundary, all]) => all.map((one) => lineOf({ boundary }, one))),
  ...Object.entries(policies).flatMap(([policy, all]) => all.map((one) => lineOf({ policy }, one))),
  ...Object.entries(resources).flatMap(([resource, all]) => all.map((one) => lineOf({ resource }, one))),
];

function lineOf(subject: Subject, statement: LockedStatement, trust = false): Line {
  const { effect, principals, notPrincipals, actions, notActions, resources, notResources, conditions } = statement;
  const does = effect === 'Allow' ? 'allow' : 'deny';
  const whom = trust ? 'trusts' : 'to';
  return {
    ...subject,
    ...(principals ? { [whom]: principals } : {}),
    ...(notPrincipals ? { [`${whom}AllBut`]: notPrincipals } : {}),
    ...(actions ? { [does]: actions } : {}),
    ...(notActions ? { [`${does}AllBut`]: notActions } : {}),
    ...(conditions ? { when: conditions } : {}),
    ...(resources ? { on: resources } : {}),
    ...(notResources ? { onAllBut: notResources } : {}),
  };
}

/** @throws Error for a line that is none */
export function accessOf(lines: readonly Line[]): LockedAccess {
  const roles: Record<string, LockedRole> = {};
  const others = { boundary: {}, policy: {}, resource: {} } as Record<
    'boundary' | 'policy' | 'resource',
    Record<string, LockedStatement[]>
  >;
  for (const line of lines) {
    if (line.role === undefined) {
      const kind = (['boundary', 'policy', 'resource'] as const).find((one) => typeof line[one] === 'string');
      if (kind === undefined) throw new Error(`${JSON.stringify(line)} says neither of which role nor of what`);
      (others[kind][line[kind] ?? ''] ??= []).push(statementOf(line));
      continue;
    }
    roles[line.role] = withLine(roles[line.role] ?? { trust: [], access: [] }, line);
  }
  const ordered = <T, R>(entries: Readonly<Record<string, T>>, order: (value: T) => R): Record<string, R> =>
    Object.fromEntries(
      Object.entries(entries)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => [name, order(value)]),
    );
  return {
    roles: ordered(roles, (role) => ({ ...role, trust: inOrder(role.trust), access: inOrder(role.access) })),
    ...(Object.keys(others.boundary).length > 0 ? { boundaries: ordered(others.boundary, inOrder) } : {}),
    policies: ordered(others.policy, inOrder),
    resources: ordered(others.resource, inOrder),
  };
}

function withLine(role: LockedRole, line: Line): LockedRole {
  if (line.within !== undefined) return { ...role, boundary: line.within };
  if (line.holds !== undefined) return { ...role, holds: [...(role.holds ?? []), line.holds] };
  const part = line.trusts || line.trustsAllBut ? 'trust' : 'access';
  return { ...role, [part]: [...role[part], statementOf(line)] };
}

function statementOf(line: Line): LockedStatement {
  const allow = line.allow ?? line.allowAllBut;
  if ([line.allow, line.allowAllBut, line.deny, line.denyAllBut].filter(Boolean).length !== 1) {
    throw new Error(`${JSON.stringify(line)} must have one of allow, allowAllBut, deny and denyAllBut`);
  }
  const principals = line.trusts ?? line.to;
  const notPrincipals = line.trustsAllBut ?? line.toAllBut;
  const actions = line.allow ?? line.deny;
  const notActions = line.allowAllBut ?? line.denyAllBut;
  return {
    effect: allow ? 'Allow' : 'Deny',
    ...(principals ? { principals } : {}),
    ...(notPrincipals ? { notPrincipals } : {}),
    ...(actions ? { actions } : {}),
    ...(notActions ? { notActions } : {}),
    ...(line.on ? { resources: line.on } : {}),
    ...(line.onAllBut ? { notResources: line.onAllBut } : {}),
    ...(line.when ? { conditions: line.when } : {}),
  };
}
