import { type Access } from '../iam/access';
import { assumeRole, authorize, decideTrust, type Verdict } from '../iam/authorize';
import { type Problem } from '../findings/finding';
import { type Need, principalName, requestOf } from './need';

/**
 * Needs that the policies refuse, each on each of its resources: identity-based policies, boundary and the resource's
 * own policy together, as IAM evaluates them; for a service that takes on a role, the role's trust policy.
 */
export function unmetNeeds(access: Access, needs: readonly Need[]): Problem[] {
  const told = new Set<string>();
  return needs.flatMap((need) =>
    need.resources.flatMap((resource): Problem[] => {
      const { allowed, because, where, statement } = decide(access, need, resource);
      if (allowed) return [];
      const { principal, action, via, cite, grantIn, at = [] } = need;
      const subject = principalName(principal);
      // One finding for all objects of a kind.
      const key = [subject, action, because, resource.replaceAll(/[0-9a-f-]{6,}|\d+/g, '#')].join(' ');
      if (told.has(key)) return [];
      told.add(key);
      const source = [...at, ...(cite === undefined ? [] : [cite])].join(', ');
      const refused = because === 'explicit deny' ? 'an explicit deny refuses it' : `${because} it`;
      return [
        {
          subject,
          ...(statement ? { statement } : {}),
          ...(where ? { where } : {}),
          message: `${action} on ${resource} is needed${via ? ` by way of ${via}` : ''}, and ${refused}`,
          fix: `Allow it on exactly this resource${grantIn === undefined ? '' : `, in ${grantIn}`}${source ? ` (${source})` : ''}.`,
        },
      ];
    }),
  );
}

function decide(access: Access, { principal, action, context, via }: Need, resource: string): Verdict {
  // A role that is gone is refused like one without the right: the findings name both.
  if (action === 'sts:AssumeRole' && principal.kind === 'service') {
    if (!access.roles.has(resource)) return { allowed: false, because: 'no resource-based policy allows' };
    return assumeRole(access, resource, principal.service, context);
  }
  if (principal.kind === 'federated') {
    // AWS takes no token that is made for someone else, whatever the role's trust says.
    const provider = access.identityProviders.find(({ arn }) => arn === principal.provider);
    const audience = context?.[`${provider?.url.replace('https://', '') ?? ''}:aud`];
    if (typeof audience !== 'string' || !provider?.clientIds.includes(audience)) {
      return { allowed: false, because: 'no identity provider vouches for' };
    }
    if (!access.roles.has(resource)) return { allowed: false, because: 'no resource-based policy allows' };
    return decideTrust(access, resource, principal, context);
  }
  const gone =
    (principal.kind === 'role' && !access.roles.has(principal.arn) && !access.rolesBeside.has(principal.arn)) ||
    (principal.kind === 'identity' && principal.policyArns.some((arn) => !access.managedPolicies.has(arn)));
  if (gone) return { allowed: false, because: 'no identity-based policy allows' };
  const own = authorize(access, requestOf({ principal, action, context, via }, resource));
  if (action !== 'sts:AssumeRole') return own;
  // The trust of a role of this stack has a say; of one elsewhere, whoever owns it.
  if (access.roles.has(resource)) return own.allowed ? decideTrust(access, resource, principal, context) : own;
  return own.because === 'no resource-based policy allows' ? { allowed: true, because: 'allowed' } : own;
}
