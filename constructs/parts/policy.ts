import { locate } from './source-location';

/** Condition operator → condition key → value: `{ StringEquals: { 'aws:SourceAccount': '…' } }`. */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export type Principal =
  | { readonly Service: string }
  | { readonly AWS: string | readonly string[] }
  | { readonly Federated: string };

/** One statement of an IAM policy. Every one has a Sid: findings and `sources.json` name it by that. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly Action?: readonly string[];
  /** In place of `Action`: every action but these. */
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: Condition;
}

type Actions = string | readonly string[];
const list = (value: Actions) => (typeof value === 'string' ? [value] : value);

/** An identity-based statement: what its holder may do, and on what. */
export const allow = (sid: string, actions: Actions, resources: Actions, condition?: Condition): Statement =>
  locate({
    Sid: sid,
    Effect: 'Allow',
    Action: list(actions),
    Resource: list(resources),
    ...(condition && { Condition: condition }),
  });

/** A resource-based statement: who may do what on the resource that holds the policy. */
export const allowPrincipal = (
  sid: string,
  principal: Principal,
  actions: Actions,
  resources: Actions,
  condition?: Condition,
): Statement =>
  locate({
    Sid: sid,
    Effect: 'Allow',
    Principal: principal,
    Action: list(actions),
    Resource: list(resources),
    ...(condition && { Condition: condition }),
  });

/** A service that may assume a role: the only statement of its trust policy. */
export const trust = (service: string, condition?: Condition): Statement =>
  locate({
    Sid: 'Trust',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: ['sts:AssumeRole'],
    ...(condition && { Condition: condition }),
  });

/** Whose web identities may assume a role; the condition says which tokens of the provider's. */
export const trustTokens = (sid: string, providerArn: string, condition: Condition): Statement =>
  locate({
    Sid: sid,
    Effect: 'Allow',
    Principal: { Federated: providerArn },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: condition,
  });

/** Forbids what no other policy can then allow, not even one on a resource. */
export const deny = (sid: string, actions: Actions, resources: Actions, condition?: Condition): Statement =>
  locate({
    Sid: sid,
    Effect: 'Deny',
    Action: list(actions),
    Resource: list(resources),
    ...(condition && { Condition: condition }),
  });

/** Forbids every action but these, on whatever. */
export const denyAllBut = (sid: string, actions: Actions): Statement =>
  locate({ Sid: sid, Effect: 'Deny', NotAction: list(actions), Resource: ['*'] });

/** Refuses every request that does not come over TLS, whoever makes it. */
export const requireTls = (actions: Actions, resources: Actions): Statement =>
  locate({
    Sid: 'RequireTls',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: list(actions),
    Resource: list(resources),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });

/**
 * A service acting for one resource of ours, and for no one else's (the confused deputy).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export const onlyFor = (accountId: string, sourceArn: string | readonly string[]): Condition => ({
  StringEquals: { 'aws:SourceAccount': accountId },
  ArnEquals: { 'aws:SourceArn': sourceArn },
});

/**
 * The JSON text of a policy. References stay in it as `${…}`: JSON.stringify leaves them be, where Terraform's
 * `jsonencode` through CDKTF's `Fn` would not escape quotes.
 */
export function policyText(statements: readonly Statement[]): string {
  const sids = statements.map(({ Sid }) => Sid);
  const twice = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (twice !== undefined) throw new Error(`Two statements of one policy have the Sid "${twice}": rename one.`);
  if (sids.length === 0) throw new Error('A policy needs at least one statement.');
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}
