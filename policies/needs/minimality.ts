import { keptFor } from '../../scripts/kept';
import { type Access } from '../iam/access';
import { allowedByIdentity, contextOf } from '../iam/authorize';
import { type RequestContext } from '../iam/request-context';
import { type Statement } from '../iam/document';
import { type Problem } from '../findings/finding';
import { matchesAction } from '../iam/matches-action';
import { namesAccount, namesPrincipal } from '../iam/principal';
import { isOnResource } from '../iam/statement-matches';
import { type Need, requestOf } from './need';
import { needsByAction } from './needs-by-action';
import { type Pair, pairsByAction, pairsByResource, pairsOf } from './pairs';

/** Statements that allow together, and what is asked of them. */
export interface Holder {
  /** The role's or policy's name, or the resource's ARN. */
  readonly subject: string;
  readonly statements: readonly Statement[];
  /** Whether they have a say in that need on that one of its resources. */
  readonly decides: (need: Need, resource: string) => boolean;
}

const ASSUME = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'];

/**
 * What is allowed and no need asks for: taking an (action, resource) pair away would break nothing. A pair that only
 * repeats what other pairs of the same holder allow counts, too.
 */
export function unneededGrants(access: Access, needs: readonly Need[]): Problem[] {
  return holders(access).flatMap((holder) => unneeded(access, holder, needs));
}

/** Asked for by each rule: kept. */
export const holders = keptFor((access: Access): readonly Holder[] => {
  const roles = [...access.roles.values()];
  const held = new Set(roles.flatMap(({ statements }) => statements));
  const resourceOfBucket = (arn: string): string => arn.replace(/^(arn:[^:]+:s3:::[^/]+)\/.*$/, '$1');
  return [
    ...roles.flatMap(({ arn, name, statements, trust }): Holder[] => [
      { subject: name, statements, decides: ({ principal }) => principal.kind === 'role' && principal.arn === arn },
      {
        subject: name,
        statements: trust,
        decides: ({ action }, resource) => ASSUME.includes(action) && resource === arn,
      },
    ]),
    // Those that a role holds are among its statements; a boundary gives nothing.
    ...[...access.managedPolicies.values()]
      .filter(({ arn, statements }) => !access.boundaries.has(arn) && !statements.some((one) => held.has(one)))
      .map(({ arn, statements }) => ({
        subject: arn.slice(arn.lastIndexOf('/') + 1),
        statements,
        decides: ({ principal }: Need) => principal.kind === 'identity' && principal.policyArns.includes(arn),
      })),
    ...[...access.resourcePolicies.values()].map(({ arn, statements }) => ({
      subject: arn,
      statements,
      // What begins otherwise is asked no further: most resources are others.
      decides: (_: Need, resource: string) => resource.startsWith(arn) && resourceOfBucket(resource) === arn,
    })),
  ];
});

/** The grants of one holder that none of the needs which it decides on asks for. */
export function unneeded(access: Access, { subject, statements, decides }: Holder, needs: readonly Need[]): Problem[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const pairs = allows.filter(listed).flatMap(pairsOf);
  const about = pairsByAction(pairs);
  const used = new Set<Pair>();
  const needed = new Set<Pair>();
  for (const { action, needs: ofAction } of needsByAction(needs).all) {
    const candidates = about(action);
    if (candidates.length === 0) continue;
    const on = pairsByResource(candidates);
    for (const need of ofAction) {
      for (const resource of need.resources.filter((one) => decides(need, one))) {
        const covering = on(resource).filter((pair) => covers(access, pair, need, resource));
        covering.forEach((pair) => used.add(pair));
        const [only] = covering;
        if (only && covering.length === 1) needed.add(only);
      }
    }
  }
  const problem = (statement: Statement, message: string, fix: string): Problem => ({
    subject,
    statement: statement.ref,
    ...(statement.where ? { where: statement.where } : {}),
    message,
    fix,
  });
  return [
    ...allows
      .filter((statement) => !listed(statement))
      .map((statement) =>
        problem(
          statement,
          'allows all but what it lists: whether that is needed can not be told',
          'List what it allows.',
        ),
      ),
    ...pairs
      .filter((pair) => !needed.has(pair))
      .map((pair) =>
        problem(
          pair.statement,
          `${wording(pair)} ${used.has(pair) ? 'repeats what another statement allows' : 'was never needed'}`,
          'Take it out; or, where the code needs it, record what it needs: npm run regenerate. It runs local/record/record-needs.ts, which must take the way there.',
        ),
      ),
  ];
}

const listed = ({ actions, resources }: Statement): boolean => !actions.not && resources?.not !== true;

const NOBODY = { services: [], arns: [], accounts: [], federated: [] };

function wording({ statement, action, resource }: Pair): string {
  const { services, arns, accounts, federated } = statement.principals ?? NOBODY;
  const who = [...services, ...arns, ...accounts, ...federated];
  return `${action.text}${resource ? ` on ${resource.text}` : ''}${who.length > 0 ? ` by ${who.join(', ')}` : ''}`;
}

/** Whether a pair allows that need on that one of its resources. */
export function covers(access: Access, { action, resource, statement }: Pair, need: Need, arn: string): boolean {
  const { principal } = need;
  // The cheapest question first: most pairs are about other actions.
  if (!matchesAction(action, need.action)) return false;
  const named = statement.principals === undefined || namesPrincipal(statement, principal, access.accountId) === true;
  const delegates = !named && principal.kind !== 'service' && namesAccount(statement, access.accountId);
  if (!named && !delegates) return false;
  const known = contextOfNeed(access, need, arn);
  return (
    (resource === undefined || isOnResource(resource.pattern, arn, known) === true) &&
    statement.conditions.every(({ test }) => test(known) === true) &&
    // What is left to the account's own policies is allowed only where these do.
    (named || allowedByOwnPolicies(access, need, arn))
  );
}

function allowedByOwnPolicies(access: Access, need: Need, resource: string): boolean {
  const { principal } = need;
  if (principal.kind === 'root') return true;
  // A role that is gone has no policy.
  if (principal.kind === 'role' && !access.roles.has(principal.arn) && !access.rolesBeside.has(principal.arn)) {
    return false;
  }
  return allowedByIdentity(access, requestOf(need, resource));
}

const contexts = keptFor((_: Need) => new Map<string, { readonly access: Access; readonly known: RequestContext }>());

/** Asked for each pair that a need might take: kept. */
export function contextOfNeed(access: Access, need: Need, resource: string): RequestContext {
  const kept = contexts(need);
  const found = kept.get(resource);
  if (found?.access === access) return found.known;
  const known = contextOf(access, requestOf(need, resource));
  kept.set(resource, { access, known });
  return known;
}
