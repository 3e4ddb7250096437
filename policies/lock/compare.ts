import { type Change, changes, type Pair } from './changes';
import { type LockedAccess, type LockedRole, type LockedStatement } from './locked-access';

const EVERYTHING: readonly LockedStatement[] = [{ effect: 'Allow', actions: ['*'], resources: ['*'] }];

/**
 * Compares an environment's access with what is locked. Exact but in one place: policies and their boundary are
 * compared each for itself, so access that one gained and the other never let through counts as wider.
 * @param knownActions names of real actions, for readable examples
 */
export function compareAccess(
  environment: string,
  locked: LockedAccess,
  now: LockedAccess,
  knownActions: readonly string[],
): Change[] {
  return pairs(locked, now)
    .filter((pair) => !same(pair.locked, pair.now))
    .flatMap((pair) => changes(environment, pair, knownActions));
}

const same = (some: readonly LockedStatement[], others: readonly LockedStatement[]): boolean =>
  some.length === others.length &&
  some.every((one, index) => one === others[index] || JSON.stringify(one) === JSON.stringify(others[index]));

function pairs(locked: LockedAccess, now: LockedAccess): Pair[] {
  const keys = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return [
    ...keys(locked.roles, now.roles).flatMap((name) => {
      const [before, after] = [locked.roles[name], now.roles[name]];
      const of = { subject: name, who: `role ${name}`, isNew: before === undefined };
      return [
        { ...of, locked: allOf(before, locked), now: allOf(after, now) },
        // Another boundary than before, or one more or less; what is within one and the same is compared below.
        ...(before?.boundary === after?.boundary
          ? []
          : [
              {
                ...of,
                who: `the boundary of role ${name}`,
                boundary: true,
                // A role that isn't there has no need of one.
                locked: before ? boundaryOf(before, locked) : boundaryOf(after, now),
                now: after ? boundaryOf(after, now) : boundaryOf(before, locked),
              },
            ]),
        ...byPrincipal(name, before?.trust ?? [], after?.trust ?? []).map((pair) => ({
          ...pair,
          isNew: before === undefined,
          trust: true,
        })),
      ];
    }),
    ...keys(locked.boundaries ?? {}, now.boundaries ?? {}).flatMap((arn) => {
      const [before, after] = [locked.boundaries?.[arn], now.boundaries?.[arn]];
      const who = `whoever is within the boundary ${arn.slice(arn.lastIndexOf('/') + 1)}`;
      return before && after ? [{ subject: arn, who, isNew: false, boundary: true, locked: before, now: after }] : [];
    }),
    ...keys(locked.policies, now.policies).map((arn) => ({
      subject: arn,
      who: `whoever holds the policy ${arn.slice(arn.lastIndexOf('/') + 1)}`,
      isNew: locked.policies[arn] === undefined,
      locked: locked.policies[arn] ?? [],
      now: now.policies[arn] ?? [],
    })),
    ...keys(locked.resources, now.resources).flatMap((arn) =>
      byPrincipal(arn, locked.resources[arn] ?? [], now.resources[arn] ?? []),
    ),
  ];
}

/** Of a role: its own statements, and those of the policies that it holds. */
const allOf = (role: LockedRole | undefined, { policies }: LockedAccess): readonly LockedStatement[] =>
  role ? [...role.access, ...(role.holds ?? []).flatMap((arn) => policies[arn] ?? [])] : [];

/** No boundary lets everything through, and so does one that the lock does not hold: the worst is assumed. */
const boundaryOf = (role: LockedRole | undefined, { boundaries }: LockedAccess): readonly LockedStatement[] =>
  (role?.boundary === undefined ? undefined : boundaries?.[role.boundary]) ?? EVERYTHING;

/** Statements split by the principals that either side names; those for everyone belong to each. */
function byPrincipal(subject: string, locked: readonly LockedStatement[], now: readonly LockedStatement[]): Pair[] {
  const named = [...locked, ...now].flatMap(({ principals, notPrincipals }) => [
    ...(principals ?? []),
    ...(notPrincipals ?? []),
  ]);
  const of = (statements: readonly LockedStatement[], who: string): LockedStatement[] =>
    statements
      .filter(({ principals, notPrincipals }) =>
        // NotPrincipal "*" spares everyone.
        notPrincipals
          ? ![who, '*'].some((one) => notPrincipals.includes(one))
          : principals?.some((one) => one === who || one === '*'),
      )
      .map(({ principals: _, notPrincipals: __, ...rest }) => rest);
  return [...new Set([...named, '*'])].sort().map((who) => ({
    subject,
    who: who === '*' ? 'anyone' : who.replace(/^\w+:/, ''),
    isNew: locked.length === 0,
    locked: of(locked, who),
    now: of(now, who),
  }));
}
