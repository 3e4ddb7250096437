import { type Statement } from './document';
import { type Known, not } from './known';

/** Who asks. */
export type Principal =
  /** A session of that role; `session`: the name that it was begun with, where that is known. */
  | { readonly kind: 'role'; readonly arn: string; readonly session?: string }
  /** e.g. `events.amazonaws.com` */
  | { readonly kind: 'service'; readonly service: string }
  /** A user who holds managed policies of the stack, e.g. the producer. */
  | { readonly kind: 'identity'; readonly arn: string; readonly policyArns: readonly string[] }
  /** Who holds a token of an identity provider, by the provider's ARN. */
  | { readonly kind: 'federated'; readonly provider: string }
  /** The account itself, or an administrator of it. */
  | { readonly kind: 'root'; readonly accountId: string };

/**
 * Whether a statement of a resource policy is about this principal itself. A Principal that is the account does not
 * name the account's roles: it lets the account's own policies decide (`namesAccount`). A Deny on the account does.
 * @param bounded whether the principal has a permissions boundary
 */
export function namesPrincipal(statement: Statement, principal: Principal, accountId: string, bounded = false): Known {
  const { effect, principals: element } = statement;
  if (!element) return false;
  if (element.not) {
    // "will always deny any IAM principal that has a permissions boundary policy attached, regardless of the values":
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
    return effect === 'Deny' && bounded ? true : not(excludes(statement, principal, accountId));
  }
  if (element.anyone) return true;
  if (principal.kind === 'service') return element.services.includes(principal.service);
  if (principal.kind === 'federated') return element.federated.includes(principal.provider);
  if (principal.kind === 'root') return element.accounts.includes(principal.accountId);
  if (element.arns.includes(principal.arn)) return true;
  if (effect === 'Deny' && element.accounts.includes(accountId)) return true;
  return namesSession(element.arns, principal);
}

/**
 * Whether a session of a role is named: `arn:aws:sts::111122223333:assumed-role/ROLE/SESSION`, without the role's path.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session
 */
export function namesSession(arns: readonly string[], principal: Principal): Known {
  if (principal.kind !== 'role') return false;
  const [, partition, account, role] = /^arn:([^:]+):iam::([^:]*):role\/(?:.*\/)?([^/]+)$/.exec(principal.arn) ?? [];
  const start = `arn:${partition ?? ''}:sts::${account ?? ''}:assumed-role/${role ?? ''}/`;
  const sessions = arns.filter((arn) => arn.startsWith(start)).map((arn) => arn.slice(start.length));
  if (sessions.length === 0) return false;
  return principal.session === undefined ? undefined : sessions.includes(principal.session);
}

/**
 * Whether a grant of a resource policy goes beyond what a permissions boundary is silent on: one to a session's ARN does,
 * and one to `*` under a condition on `aws:PrincipalArn`; one to a role's ARN does not. Of other grants to `*` AWS doesn't
 * say.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 */
export function beyondBoundary({ principals, conditions }: Statement, principal: Principal): Known {
  if (!principals || principals.not) return undefined;
  if (principals.anyone) return conditions.some(({ key }) => key === 'aws:principalarn') ? true : undefined;
  return namesSession(principals.arns, principal);
}

/** Whether a statement leaves the decision to the account's identity-based policies. */
export const namesAccount = ({ principals }: Statement, accountId: string): boolean =>
  principals !== undefined && !principals.not && principals.accounts.includes(accountId);

/**
 * Whether NotPrincipal spares this principal. A Deny spares a role only if it lists its account too, says
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excludes({ effect, principals }: Statement, principal: Principal, accountId: string): Known {
  if (!principals) return false;
  if (principals.anyone) return true;
  if (principal.kind === 'service') return principals.services.includes(principal.service);
  if (principal.kind === 'federated') return principals.federated.includes(principal.provider);
  if (principal.kind === 'root') return principals.accounts.includes(principal.accountId);
  const listed = principals.arns.includes(principal.arn);
  return effect === 'Deny' ? listed && principals.accounts.includes(accountId) : listed;
}
