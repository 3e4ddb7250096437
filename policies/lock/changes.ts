import { type Answer } from '../inclusion/inclusion';
import { type Witness } from '../inclusion/witness';
import { counted } from '../../scripts/text/words';
import { type LockedStatement } from './locked-access';
import { type LostConditions, lostConditions } from './lost-conditions';
import { type Compare, comparing } from './to-statement';

/** Ways in which access gets weaker that a lock takes only with a reason. */
export const WEAKENINGS = [
  'boundary-weakened',
  'deny-narrowed',
  'trust-widened',
  'condition-dropped',
  'pass-role-widened',
] as const;
export type Weakening = (typeof WEAKENINGS)[number];

/** A grant that is not what the lock says. */
export interface Change {
  /**
   * `unknown`: it can't be told whether access is wider; a gate fails on it.
   * `same`: the same access, written in other words than the lock's.
   */
  readonly direction: 'wider' | 'narrower' | 'unknown' | 'same';
  readonly environment: string;
  /** The role's or policy's name, or the resource's ARN. */
  readonly subject: string;
  /** In a sentence: who may now do what, by the example of one request, and what is no longer asked for. */
  readonly words: string;
  readonly witness?: Witness;
  /** For which the lock wants a reason. */
  readonly weakens?: readonly Weakening[];
}

/** What is compared: statements that speak of the same principal on the same thing. */
export interface Pair {
  readonly subject: string;
  /** `role x`, or `events.amazonaws.com` on a resource. */
  readonly who: string;
  readonly locked: readonly LockedStatement[];
  readonly now: readonly LockedStatement[];
  /** Whether the lock has nothing on the subject. */
  readonly isNew: boolean;
  readonly trust?: boolean;
  readonly boundary?: boolean;
}

/** Every grant of a pair that is wider, each lost Deny; where there is none, what is narrower, by one example. */
export function changes(environment: string, pair: Pair, knownActions: readonly string[]): Change[] {
  const { subject, who, locked, now } = pair;
  const change = (direction: Change['direction'], words: string, rest: Partial<Change> = {}): Change => ({
    direction,
    environment,
    subject,
    words: `${who} ${words}`,
    ...rest,
  });
  const compare = comparing(knownActions);
  const example = (verb: string, witness: Witness): string => `${verb} ${inWords(witness, pair)}`;

  const wider = [
    ...widerGrants(pair, compare).map(({ answer, count, lost, passesRole }) => {
      const weakens = weakening(pair, {
        'trust-widened': pair.trust,
        'condition-dropped': lost.dropped,
        'pass-role-widened': passesRole,
      });
      if (answer.answer === 'unknown') return change('unknown', `may have gained access: ${answer.why}`, weakens);
      const { witness } = answer;
      const more = count === 1 ? [] : [`and ${counted(count - 1, 'more action')} of that statement`];
      return change('wider', [example('may now', witness), ...more, ...lost.words].join(', '), { witness, ...weakens });
    }),
    // A Deny also stops what other policies allow: dropping one widens access that is not in these statements.
    ...denies(locked).flatMap((deny) => {
      const denied = compare(denies(now), [deny]);
      if (denied.answer === 'yes') return [];
      const weakens = weakening(pair, { 'deny-narrowed': true });
      if (denied.answer === 'unknown') return [change('unknown', `may be denied less: ${denied.why}`, weakens)];
      const { witness } = denied;
      return [change('wider', example('is no longer denied', witness), { witness, ...weakens })];
    }),
  ];
  if (wider.length > 0) return [...new Map(wider.map((one) => [one.words, one])).values()];
  const less = compare(now, locked);
  if (less.answer === 'no')
    return [change('narrower', example('may no longer', less.witness), { witness: less.witness })];
  const more = compare(denies(locked), denies(now));
  if (more.answer === 'no')
    return [change('narrower', example('is now denied', more.witness), { witness: more.witness })];
  return [change('same', 'has the same access, written differently')];
}

/** A way in which a statement allows more than the lock. */
interface WiderGrant {
  readonly answer: Exclude<Answer, { answer: 'yes' }>;
  /** Of its actions that do so alike. */
  readonly count: number;
  readonly lost: LostConditions;
  readonly passesRole: boolean;
}

/**
 * Per statement that allows more than the lock, and per way in which it does: its actions are looked at one by one, since
 * what loses its condition may have become one with another statement. What Allows give is more for one of them at least.
 */
function widerGrants({ locked, now }: Pair, compare: Compare): WiderGrant[] {
  if (compare(locked, now).answer === 'yes') return [];
  const denied = now.filter(({ effect }) => effect === 'Deny');
  return now.flatMap((statement) => {
    if (statement.effect === 'Deny') return [];
    const found = new Map<string, WiderGrant>();
    for (const one of byAction(statement)) {
      const answer = compare(locked, [one, ...denied]);
      if (answer.answer === 'yes') continue;
      const lost = lostConditions(one, locked, compare);
      const passesRole = answersPassRole(one, denied, locked, compare);
      const key = JSON.stringify([answer.answer, lost, passesRole]);
      const { count = 0, ...before } = found.get(key) ?? { answer, lost, passesRole };
      found.set(key, { ...before, count: count + 1 });
    }
    return [...found.values()];
  });
}

const byAction = (statement: LockedStatement): LockedStatement[] =>
  statement.actions?.map((action) => ({ ...statement, actions: [action] })) ?? [statement];

/** Whether it lets a role be passed that the lock does not. */
function answersPassRole(
  statement: LockedStatement,
  denied: readonly LockedStatement[],
  locked: readonly LockedStatement[],
  compare: Compare,
): boolean {
  const { actions, notActions: _, ...rest } = statement;
  // Most name other actions, which says it all.
  if (actions?.every((action) => /^[\w:-]+$/.test(action) && action.toLowerCase() !== 'iam:passrole')) return false;
  const asked = { ...rest, actions: ['iam:PassRole'] };
  return (
    compare([{ ...statement, conditions: {} }], [{ ...asked, conditions: {} }]).answer === 'yes' &&
    compare(locked, [asked, ...denied]).answer !== 'yes'
  );
}

/** Of what the lock has nothing on, only that it may pass a role: one that is new is passed as well as one that is known. */
function weakening(
  { isNew, boundary }: Pair,
  holds: Partial<Record<Weakening, boolean | undefined>>,
): Pick<Change, 'weakens'> {
  const all = { ...holds, 'boundary-weakened': boundary };
  const weakens = WEAKENINGS.filter((one) => all[one] === true && (!isNew || one === 'pass-role-widened'));
  return weakens.length > 0 ? { weakens } : {};
}

const denies = (statements: readonly LockedStatement[]): LockedStatement[] =>
  statements.filter(({ effect }) => effect === 'Deny').map((statement) => ({ ...statement, effect: 'Allow' }));

function inWords({ action, resource, context }: Witness, { trust, subject }: Pair): string {
  const when = Object.entries(context).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return `${action} on ${trust ? `role ${subject}` : resource}${when.length > 0 ? ` with ${when.join(', ')}` : ''}`;
}
