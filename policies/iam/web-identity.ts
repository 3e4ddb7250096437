import { type Access } from './access';
import { decideTrust, type Verdict } from './authorize';

/** A token as an OpenID Connect provider signs it. */
export interface WebIdentityToken {
  /** `https://token.actions.githubusercontent.com` */
  readonly iss: string;
  /** Whatever it claims: `sub`, `aud`, `repository`, … A claim may be missing. */
  readonly [claim: string]: string | undefined;
}

/**
 * Whether AWS gives a session of the role to whoever shows this token: a provider of the account has to know the issuer
 * and the audience, and then the role's trust policy decides alone, on the token's claims.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 * @throws UserError for a role that isn't in the stack
 */
export function assumeRoleWithWebIdentity(access: Access, roleArn: string, token: WebIdentityToken): Verdict {
  const { iss, ...claims } = token;
  const provider = access.identityProviders.find(({ url }) => url === iss);
  if (!provider?.clientIds.includes(claims['aud'] ?? '')) {
    return { allowed: false, because: 'no identity provider vouches for' };
  }
  return decideTrust(access, roleArn, { kind: 'federated', provider: provider.arn }, claimKeys(iss, claims));
}

/** Condition keys of a token: `token.actions.githubusercontent.com:sub`. */
export function claimKeys(
  issuer: string,
  claims: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const host = issuer.replace(/^https:\/\//, '');
  return Object.fromEntries(
    Object.entries(claims).flatMap(([claim, value]) => (value === undefined ? [] : [[`${host}:${claim}`, value]])),
  );
}
