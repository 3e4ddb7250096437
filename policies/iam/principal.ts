import { type Statement } from './document';

/** Who asks. */
export type Principal =
  /** A session of that role. */
  | { readonly kind: 'role'; readonly arn: string }
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
 */
export function namesPrincipal(statement: Statement, principal: Principal, accountId: string): boolean {
  const element = statement.principals;
  if (!element) return false;
  if (element.not) return !excludes(statement, principal, accountId);
  if (element.anyone) return true;
  if (principal.kind === 'service') return element.services.includes(principal.service);
  if (principal.kind === 'federated') return element.federated.includes(principal.provider);
  if (principal.kind === 'root') return element.accounts.includes(principal.accountId);
  return element.arns.includes(principal.arn) || (statement.effect === 'Deny' && element.accounts.includes(accountId));
}

/** Whether a statement leaves the decision to the account's identity-based policies. */
export const namesAccount = ({ principals }: Statement, accountId: string): boolean =>
  principals !== undefined && !principals.not && principals.accounts.includes(accountId);

/**
 * Whether NotPrincipal spares this principal. A Deny spares a role only if it lists its account too, says
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function excludes({ effect, principals }: Statement, principal: Principal, accountId: string): boolean {
  if (!principals) return false;
  if (principals.anyone) return true;
  if (principal.kind === 'service') return principals.services.includes(principal.service);
  if (principal.kind === 'federated') return principals.federated.includes(principal.provider);
  if (principal.kind === 'root') return principals.accounts.includes(principal.accountId);
  const listed = principals.arns.includes(principal.arn);
  return effect === 'Deny' ? listed && principals.accounts.includes(accountId) : listed;
}
