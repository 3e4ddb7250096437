import { UserError } from '../../scripts/user-error';
import { type SourceLocation } from '../../terraform/stack';
import { type Access, type ManagedPolicy, type RoleAccess } from './access';
import { type Caller, held } from './condition-keys';
import { type Statement, type StatementRef } from './document';
import { every, type Known } from './known';
import { beyondBoundary, namesPrincipal, namesAccount, type Principal } from './principal';
import { type ContextValues, RequestContext } from './request-context';
import { type ResourcePolicy } from './resource-policies';
import { meetsRest } from './statement-matches';
import { statementsAbout } from './statements-about';

export { type Principal } from './principal';
export { type StatementRef } from './document';

export interface AccessRequest {
  readonly principal: Principal;
  /** `service:Action` */
  readonly action: string;
  /** An ARN; `*` for actions that take no resource. */
  readonly resource: string;
  /** Condition keys that the call tells; what else the request holds says the table in `condition-keys.ts`. */
  readonly context?: ContextValues;
  /** The service that makes the call. */
  readonly via?: string;
}

/** In AWS's words, as they stand in its access-denied messages. */
export type Because =
  | 'explicit deny'
  | 'no identity-based policy allows'
  | 'no resource-based policy allows'
  | 'no permissions boundary allows'
  | 'no identity provider vouches for'
  | 'allowed';

export type DenyingPolicy = 'identity-based policy' | 'permissions boundary' | 'resource-based policy';

export interface Verdict {
  readonly allowed: boolean;
  readonly because: Because;
  /** Of an explicit deny: which kind of policy has it. */
  readonly deniedBy?: DenyingPolicy;
  /** The statement that decided: the one that allows, or the one that denies. */
  readonly statement?: StatementRef;
  /** Where it is written; on a refusal for want of a grant: where that grant would be written. */
  readonly where?: SourceLocation;
}

/** What becomes of a statement of which can't be known whether it is about the request. */
type Doubt = 'refuses' | 'allows';

const applies = (statement: Statement, known: Known, doubt: Doubt): boolean =>
  known ?? (statement.effect === 'Deny') === (doubt === 'refuses');

/**
 * IAM's evaluation within one account: an explicit Deny wins; else identity-based *or* resource-based policies must
 * allow, and the permissions boundary too. KMS asks its key policy always; services, and resources of other accounts,
 * need the resource's policy. What isn't known counts against the request: an Allow under a condition that may fail
 * allows nothing, a Deny under one that may hold denies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 * @throws UserError for a principal that isn't in the stack.
 */
export const authorize = (access: Access, request: AccessRequest): Verdict => decide(access, request, 'refuses');

/** Whether a request may be allowed: what isn't known counts for it. For rules that want a refusal to be sure. */
export const mayBeAllowed = (access: Access, request: AccessRequest): boolean =>
  decide(access, request, 'allows').allowed;

function decide(access: Access, request: AccessRequest, doubt: Doubt): Verdict {
  const { principal } = request;
  const identity = identityOf(access, principal);
  const context = contextOf(access, request);
  const about = (one: Statement): Known => meetsRest(one, request.resource, context);
  const matching = (statements: readonly Statement[]): Statement[] =>
    statementsAbout(statements, request.action).filter((one) => applies(one, about(one), doubt));
  const bounded = identity.boundary !== undefined;
  const policy = policyOn(access, request.resource);
  const own = statementsAbout(policy?.statements ?? [], request.action).map((one) => ({ one, known: about(one) }));
  const onPrincipal = own
    .filter(({ one, known }) => {
      const named = known === false ? false : namesPrincipal(one, principal, access.accountId, bounded);
      return applies(one, every([known, named]), doubt);
    })
    .map(({ one }) => one);
  const byIdentity = identity.policies.flatMap(matching);
  const boundary = identity.boundary && matching(identity.boundary.statements);

  const denied =
    deniedBy('identity-based policy', byIdentity) ??
    deniedBy('permissions boundary', boundary) ??
    deniedBy('resource-based policy', onPrincipal);
  if (denied) return denied;

  const identityAllow = byIdentity.find(({ effect }) => effect === 'Allow');
  const direct = onPrincipal.filter(({ effect }) => effect === 'Allow');
  const [granted] = direct;
  const delegated = own.some(
    ({ one, known }) => one.effect === 'Allow' && applies(one, known, doubt) && namesAccount(one, access.accountId),
  );
  const noIdentity = verdict('no identity-based policy allows', undefined, identity.source);
  const noResource = verdict('no resource-based policy allows', undefined, policy?.source);

  if (principal.kind === 'service') return granted ? allowed(granted) : noResource;
  const foreign = isForeign(access, request.resource);
  const needsPolicy = isKms(request.action) ? policy !== undefined : foreign;
  if (principal.kind === 'root') return needsPolicy && !granted && !delegated ? noResource : allowed(granted);
  if (boundary && !boundary.some(({ effect }) => effect === 'Allow')) {
    const beyond = direct.find((one) => applies(one, beyondBoundary(one, principal), doubt));
    if (beyond && !foreign) return allowed(beyond);
    return identityAllow || granted
      ? verdict('no permissions boundary allows', undefined, identity.boundary?.source)
      : noIdentity;
  }
  if (foreign) return identityAllow ? (granted ? allowed(granted) : noResource) : noIdentity;
  if (granted) return allowed(granted);
  if (!identityAllow) return noIdentity;
  return needsPolicy && !delegated ? noResource : allowed(identityAllow);
}

/** Whether the principal's own policies allow it, whatever others say. */
export function allowedByIdentity(access: Access, request: AccessRequest): boolean {
  const known = contextOf(access, request);
  return identityOf(access, request.principal).policies.some((statements) =>
    statementsAbout(statements, request.action).some(
      (one) => one.effect === 'Allow' && meetsRest(one, request.resource, known) === true,
    ),
  );
}

/**
 * Whether a service may assume a role: the role's trust policy decides alone.
 * @param service e.g. `lambda.amazonaws.com`
 */
export function assumeRole(access: Access, roleArn: string, service: string, context: ContextValues = {}): Verdict {
  return decideTrust(access, roleArn, { kind: 'service', service }, context);
}

/** Which action a role's trust is asked for. */
const assuming = ({ kind }: Principal): string =>
  kind === 'federated' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';

/**
 * What a role's trust policy says, alone. One that names the account leaves a role of it to that role's own policies, which
 * the caller has asked: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @throws UserError for a role that isn't in the stack
 */
export function decideTrust(
  access: Access,
  roleArn: string,
  principal: Principal,
  context: ContextValues = {},
): Verdict {
  const role = roleOf(access, roleArn);
  const request = { principal, action: assuming(principal), resource: roleArn, context };
  const known = contextOf(access, request);
  const named = (one: Statement): Known =>
    (principal.kind === 'role' && namesAccount(one, access.accountId)) ||
    namesPrincipal(one, principal, access.accountId);
  const matching = statementsAbout(role.trust, request.action).filter((one) =>
    applies(one, every([named(one), meetsRest(one, roleArn, known)]), 'refuses'),
  );
  const denied = deniedBy('resource-based policy', matching);
  if (denied) return denied;
  const allow = matching.find(({ effect }) => effect === 'Allow');
  return allow ? allowed(allow) : verdict('no resource-based policy allows', undefined, role.trust[0]?.where);
}

/** The request's condition keys: those that the call tells, and what the table says of all others. */
export function contextOf(
  access: Access,
  { principal, action, resource, context = {}, via }: AccessRequest,
): RequestContext {
  const caller: Caller = { access, principal, action, resource, ...(via === undefined ? {} : { via }) };
  return new RequestContext(context, (key) => held(key, caller));
}

interface Identity {
  /** Each policy's statements; a role has its own as one list. */
  readonly policies: readonly (readonly Statement[])[];
  readonly boundary?: ManagedPolicy;
  readonly source?: SourceLocation;
}

function identityOf(access: Access, principal: Principal): Identity {
  if (principal.kind === 'role') {
    const { statements, boundary, source } = roleOf(access, principal.arn);
    return { policies: [statements], ...(boundary ? { boundary } : {}), ...(source ? { source } : {}) };
  }
  if (principal.kind !== 'identity') return { policies: [] };
  const policies = principal.policyArns.map((arn) => {
    const found = access.managedPolicies.get(arn);
    if (!found) throw new UserError(`Policy ${arn} of ${principal.arn} is not in the stack.`);
    return found;
  });
  const source = policies[0]?.source;
  return { policies: policies.map(({ statements }) => statements), ...(source ? { source } : {}) };
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

const allowed = (statement: Statement | undefined): Verdict => verdict('allowed', statement, statement?.where);

function deniedBy(kind: DenyingPolicy, matching: readonly Statement[] = []): Verdict | undefined {
  const deny = matching.find(({ effect }) => effect === 'Deny');
  return deny && { ...verdict('explicit deny', deny, deny.where), deniedBy: kind };
}

function verdict(because: Because, statement?: Statement, where?: SourceLocation): Verdict {
  return {
    allowed: because === 'allowed',
    because,
    ...(statement ? { statement: statement.ref } : {}),
    ...(where ? { where } : {}),
  };
}
