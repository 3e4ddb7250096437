import { UserError } from '../../scripts/user-error';
import { type SourceLocation } from '../../terraform/stack';
import { type Access, type ManagedPolicy, type RoleAccess } from './access';
import { RequestContext } from './conditions';
import { type Statement, type StatementRef } from './document';
import { namesPrincipal, namesAccount, type Principal } from './principal';
import { type ResourcePolicy } from './resource-policies';
import { statementMatches } from './statement-matches';

export { type Principal } from './principal';
export { type StatementRef } from './document';

export interface AccessRequest {
  readonly principal: Principal;
  /** `service:Action` */
  readonly action: string;
  /** An ARN; `*` for actions that take no resource. */
  readonly resource: string;
  /** Condition keys; those that AWS always knows of principal and account are filled in where they are absent. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** In AWS's words, as they stand in its access-denied messages. */
export type Because =
  | 'explicit deny'
  | 'no identity-based policy allows'
  | 'no resource-based policy allows'
  | 'no permissions boundary allows'
  | 'no identity provider vouches for'
  | 'allowed';

export interface Verdict {
  readonly allowed: boolean;
  readonly because: Because;
  /** The statement that decided: the one that allows, or the one that denies. */
  readonly statement?: StatementRef;
  /** Where it is written; on a refusal for want of a grant: where that grant would be written. */
  readonly where?: SourceLocation;
}

/**
 * IAM's evaluation within one account: an explicit Deny wins; else identity-based *or* resource-based policies must
 * allow, and the permissions boundary too. KMS asks its key policy always; services, and resources of other accounts,
 * need the resource's policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @throws UserError for a principal that isn't in the stack.
 */
export function authorize(access: Access, request: AccessRequest): Verdict {
  const { principal } = request;
  const context = contextOf(access, principal, request.context);
  const matching = (statements: readonly Statement[]): Statement[] =>
    statements.filter((one) => statementMatches(one, request.action, request.resource, context));

  const identity = identityOf(access, principal);
  const policy = policyOn(access, request.resource);
  const onResource = matching(policy?.statements ?? []);
  const byIdentity = matching(identity.statements);
  const boundary = identity.boundary && matching(identity.boundary.statements);

  const deny =
    [...byIdentity, ...(boundary ?? [])].find(({ effect }) => effect === 'Deny') ??
    onResource.find((one) => one.effect === 'Deny' && namesPrincipal(one, principal, access.accountId));
  if (deny) return verdict('explicit deny', deny, deny.where);

  const identityAllow = byIdentity.find(({ effect }) => effect === 'Allow');
  const direct = onResource.find((one) => one.effect === 'Allow' && namesPrincipal(one, principal, access.accountId));
  const delegated = onResource.some((one) => one.effect === 'Allow' && namesAccount(one, access.accountId));
  const noIdentity = verdict('no identity-based policy allows', undefined, identity.source);
  const noResource = verdict('no resource-based policy allows', undefined, policy?.source);

  if (principal.kind === 'service') return direct ? allowed(direct) : noResource;
  const needsPolicy = isKms(request.action) ? policy !== undefined : isForeign(access, request.resource);
  if (principal.kind === 'root') return needsPolicy && !direct && !delegated ? noResource : allowed(direct);
  // Session policies aside, a boundary limits what a resource-based policy gives to a role's ARN as well.
  if (boundary && !boundary.some(({ effect }) => effect === 'Allow')) {
    return identityAllow || direct
      ? verdict('no permissions boundary allows', undefined, identity.boundary?.source)
      : noIdentity;
  }
  if (isForeign(access, request.resource)) return identityAllow ? (direct ? allowed(direct) : noResource) : noIdentity;
  if (direct) return allowed(direct);
  if (!identityAllow) return noIdentity;
  return needsPolicy && !delegated ? noResource : allowed(identityAllow);
}

/** Whether the principal's own policies allow it, whatever others say. */
export function allowedByIdentity(access: Access, { principal, action, resource, context }: AccessRequest): boolean {
  const known = contextOf(access, principal, context);
  return identityOf(access, principal).statements.some(
    (one) => one.effect === 'Allow' && statementMatches(one, action, resource, known),
  );
}

/**
 * Whether a service may assume a role: the role's trust policy decides alone.
 * @param service e.g. `lambda.amazonaws.com`
 */
export function assumeRole(
  access: Access,
  roleArn: string,
  service: string,
  context: Readonly<Record<string, string | readonly string[]>> = {},
): Verdict {
  return decideTrust(access, roleArn, { kind: 'service', service }, context);
}

/** Which action a role's trust is asked for. */
const assuming = ({ kind }: Principal): string =>
  kind === 'federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';

/**
 * What a role's trust policy says, alone.
 * @throws UserError for a role that isn't in the stack
 */
export function decideTrust(
  access: Access,
  roleArn: string,
  principal: Principal,
  context: Readonly<Record<string, string | readonly string[]>> = {},
): Verdict {
  const role = roleOf(access, roleArn);
  const known = contextOf(access, principal, context);
  const matching = role.trust.filter(
    (one) =>
      namesPrincipal(one, principal, access.accountId) && statementMatches(one, assuming(principal), roleArn, known),
  );
  const deny = matching.find(({ effect }) => effect === 'Deny');
  if (deny) return verdict('explicit deny', deny, deny.where);
  const allow = matching.find(({ effect }) => effect === 'Allow');
  return allow ? allowed(allow) : verdict('no resource-based policy allows', undefined, role.trust[0]?.where);
}

/** All condition keys that are known of a principal's request. */
export const contextOf = (access: Access, principal: Principal, given: AccessRequest['context'] = {}): RequestContext =>
  new RequestContext(alwaysKnown(access, principal), given);

interface Identity {
  readonly statements: readonly Statement[];
  readonly boundary?: ManagedPolicy;
  readonly source?: SourceLocation;
}

function identityOf(access: Access, principal: Principal): Identity {
  if (principal.kind === 'role') return roleOf(access, principal.arn);
  if (principal.kind !== 'identity') return { statements: [] };
  const policies = principal.policyArns.map((arn) => {
    const found = access.managedPolicies.get(arn);
    if (!found) throw new UserError(`Policy ${arn} of ${principal.arn} is not in the stack.`);
    return found;
  });
  const source = policies[0]?.source;
  return { statements: policies.flatMap(({ statements }) => statements), ...(source ? { source } : {}) };
}

function roleOf(access: Access, arn: string): RoleAccess {
  const role = access.roles.get(arn) ?? access.rolesBeside.get(arn);
  if (!role) throw new UserError(`Role ${arn} is not in the stack.`);
  return role;
}

/** An object's policy is its bucket's. */
function policyOn(access: Access, resource: string): ResourcePolicy | undefined {
  const bucket = /^arn:[^:]+:s3:::[^/]+(?=\/)/.exec(resource)?.[0];
  return access.resourcePolicies.get(bucket ?? resource);
}

const isKms = (action: string): boolean => action.toLowerCase().startsWith('kms:');

/** Whether the ARN names an account, and another one than the stack's. */
function isForeign(access: Access, resource: string): boolean {
  const account = resource.startsWith('arn:') ? resource.split(':')[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) && account !== access.accountId;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function alwaysKnown(access: Access, principal: Principal): Record<string, string> {
  const general = {
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': access.region,
    'aws:ResourceAccount': access.accountId,
    'aws:ViaAWSService': 'false',
  };
  if (principal.kind === 'service') {
    return { ...general, 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': principal.service };
  }
  // Nobody's, until it has assumed a role.
  if (principal.kind === 'federated') return { ...general, 'aws:FederatedProvider': principal.provider };
  return {
    ...general,
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalAccount': access.accountId,
    'kms:CallerAccount': access.accountId,
    'aws:PrincipalArn': principal.kind === 'root' ? `arn:aws:iam::${principal.accountId}:root` : principal.arn,
  };
}

const allowed = (statement: Statement | undefined): Verdict => verdict('allowed', statement, statement?.where);

function verdict(because: Because, statement?: Statement, where?: SourceLocation): Verdict {
  return {
    allowed: because === 'allowed',
    because,
    ...(statement ? { statement: statement.ref } : {}),
    ...(where ? { where } : {}),
  };
}
