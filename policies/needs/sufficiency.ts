import { type Access } from '../access';
import { authorize } from '../authorize';
import { type Problem } from '../finding';
import { type Need } from './read-needs';

/**
 * Needs that the policies refuse, each on each of its resources: identity-based policies, boundary and the resource's
 * own policy together, as IAM evaluates them.
 */
export function unmetNeeds(access: Access, needs: readonly Need[]): Problem[] {
  const told = new Set<string>();
  return needs.flatMap(({ principal, principalName, action, resources, context, via, cite, at }) =>
    resources.flatMap((resource): Problem[] => {
      const { allowed, because, where, statement } = authorize(access, { principal, action, resource, context });
      if (allowed) return [];
      const message = `${action} on ${resource} is needed${via ? ` by way of ${via}` : ''}, and ${because} it`;
      // One finding for all objects of a kind.
      const key = [principalName, action, because, resource.replaceAll(/[0-9a-f-]{6,}|\d+/g, '#')].join(' ');
      if (told.has(key)) return [];
      told.add(key);
      const source = [at, cite].filter((text) => text !== undefined).join(', ');
      return [
        {
          subject: principalName,
          ...(statement ? { statement } : {}),
          ...(where ? { where } : {}),
          message:
            because === 'explicit deny' ? message.replace('explicit deny it', 'an explicit deny refuses it') : message,
          fix: `Allow it on exactly this resource${source ? ` (${source})` : ''}.`,
        },
      ];
    }),
  );
}
