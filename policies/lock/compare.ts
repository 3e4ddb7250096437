import { includes } from '../inclusion/inclusion';
import { type Witness } from '../inclusion/witness';
import { type LockedAccess, type LockedRole, type LockedStatement } from './locked-access';
import { toStatement } from './to-statement';

/** One principal, or one resource, whose access is not what the lock says. */
export interface Change {
  /**
   * `unknown`: it can't be told whether access is wider; a gate fails on it.
   * `same`: the same access, written in other words than the lock's.
   */
  readonly direction: 'wider' | 'narrower' | 'unknown' | 'same';
  readonly environment: string;
  /** The role's or policy's name, or the resource's ARN. */
  readonly subject: string;
  /** In a sentence: who may now do what, by the example of one request. */
  readonly words: string;
  readonly witness?: Witness;
}

const EVERYTHING: readonly LockedStatement[] = [{ effect: 'Allow', actions: ['*'], resources: ['*'] }];

/** What is compared: statements that speak of the same principal on the same thing. */
interface Pair {
  readonly subject: string;
  /** `role x`, or `events.amazonaws.com` on a resource. */
  readonly who: string;
  readonly locked: readonly LockedStatement[];
  readonly now: readonly LockedStatement[];
  readonly trust?: boolean;
}

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
    .filter((pair) => JSON.stringify(pair.locked) !== JSON.stringify(pair.now))
    .flatMap((pair) => changes(environment, pair, knownActions));
}

function pairs(locked: LockedAccess, now: LockedAccess): Pair[] {
  const keys = (a: object, b: object): string[] => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return [
    ...keys(locked.roles, now.roles).flatMap((name) => {
      const [before, after] = [locked.roles[name], now.roles[name]];
      const of = { subject: name, who: `role ${name}` };
      return [
        { ...of, locked: before?.access ?? [], now: after?.access ?? [] },
        // Another boundary than before, or one more or less; what is within one and the same is compared below.
        ...(before?.boundary === after?.boundary
          ? []
          : [
              {
                ...of,
                who: `the boundary of role ${name}`,
                // A role that isn't there has no need of one.
                locked: before ? boundaryOf(before, locked) : boundaryOf(after, now),
                now: after ? boundaryOf(after, now) : boundaryOf(before, locked),
              },
            ]),
        ...byPrincipal(name, before?.trust ?? [], after?.trust ?? []).map((pair) => ({ ...pair, trust: true })),
      ];
    }),
    ...keys(locked.boundaries ?? {}, now.boundaries ?? {}).flatMap((arn) => {
      const [before, after] = [locked.boundaries?.[arn], now.boundaries?.[arn]];
      const who = `whoever is within the boundary ${arn.slice(arn.lastIndexOf('/') + 1)}`;
      return before && after ? [{ subject: arn, who, locked: before, now: after }] : [];
    }),
    ...keys(locked.policies, now.policies).map((arn) => ({
      subject: arn,
      who: `whoever holds the policy ${arn.slice(arn.lastIndexOf('/') + 1)}`,
      locked: locked.policies[arn] ?? [],
      now: now.policies[arn] ?? [],
    })),
    ...keys(locked.resources, now.resources).flatMap((arn) =>
      byPrincipal(arn, locked.resources[arn] ?? [], now.resources[arn] ?? []),
    ),
  ];
}

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
    locked: of(locked, who),
    now: of(now, who),
  }));
}

function changes(environment: string, pair: Pair, knownActions: readonly string[]): Change[] {
  const { subject, who, locked, now } = pair;
  const change = (direction: Change['direction'], verb: string, witness?: Witness): Change => ({
    direction,
    environment,
    subject,
    words: `${who} ${verb}${witness ? ` ${inWords(witness, pair)}` : ''}`,
    ...(witness ? { witness } : {}),
  });
  const compare = (wider: readonly LockedStatement[], narrower: readonly LockedStatement[]) =>
    includes(wider.map(toStatement), narrower.map(toStatement), { knownActions });

  const allowed = compare(locked, now);
  if (allowed.answer === 'no') return [change('wider', 'may now', allowed.witness)];
  if (allowed.answer === 'unknown') return [change('unknown', `may have gained access: ${allowed.why}`)];
  // A Deny also stops what other policies allow: dropping one widens access that is not in these statements.
  const denied = compare(denies(now), denies(locked));
  if (denied.answer === 'no') return [change('wider', 'is no longer denied', denied.witness)];
  if (denied.answer === 'unknown') return [change('unknown', `may be denied less: ${denied.why}`)];
  const less = compare(now, locked);
  if (less.answer === 'no') return [change('narrower', 'may no longer', less.witness)];
  const more = compare(denies(locked), denies(now));
  if (more.answer === 'no') return [change('narrower', 'is now denied', more.witness)];
  return [change('same', 'has the same access, written differently')];
}

const denies = (statements: readonly LockedStatement[]): LockedStatement[] =>
  statements.filter(({ effect }) => effect === 'Deny').map((statement) => ({ ...statement, effect: 'Allow' }));

function inWords({ action, resource, context }: Witness, { trust, subject }: Pair): string {
  const when = Object.entries(context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `${action} on ${trust ? `role ${subject}` : resource}${when.length > 0 ? ` with ${when.join(', ')}` : ''}`;
}
