import { type SourceLocation } from '../../terraform/stack';
import { type Access } from './access';
import { type Statement } from './document';
import { matchesAction } from './matches-action';
import { type Principal } from './principal';

/** What a policy says of an action, that can't be decided of a call whose keys or resource nobody derives. */
interface Unread {
  readonly what: string;
  readonly where?: SourceLocation;
}

/** Of a principal's policies, and its boundary, those that are about an action. */
function statementsOn(access: Access, principal: Principal, action: string): readonly Statement[] {
  const role = principal.kind === 'role' ? access.roles.get(principal.arn) : undefined;
  const held = principal.kind === 'identity' ? principal.policyArns : [];
  const all = [
    ...(role?.statements ?? []),
    ...(role?.boundary?.statements ?? []),
    ...held.flatMap((arn) => access.managedPolicies.get(arn)?.statements ?? []),
  ];
  return all.filter(
    ({ actions }) => actions.patterns.some((pattern) => matchesAction(pattern, action)) !== actions.not,
  );
}

/** Of tags, and of the service itself: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const ofCall = (prefix: string): RegExp => new RegExp(`^(${prefix}:|aws:resourcetag/|aws:requesttag/|aws:tagkeys$)`);

/** The first condition on a key that a call of the service has, or may have. @param prefix in IAM's actions */
export function keyOfCall(access: Access, principal: Principal, action: string, prefix: string): Unread | undefined {
  for (const { conditions, where } of statementsOn(access, principal, action)) {
    const found = conditions.find(({ key }) => ofCall(prefix).test(key));
    if (found) return { what: found.key, ...(where ? { where } : {}) };
  }
  return undefined;
}

/** The first statement that is about some resources of an action, and not about all. */
export function partOfResources(access: Access, principal: Principal, action: string): Unread | undefined {
  const part = statementsOn(access, principal, action).find(
    ({ resources }) => !resources || resources.not || !resources.patterns.some(({ text }) => text === '*'),
  );
  if (!part) return undefined;
  const what = (part.resources?.patterns ?? []).map(({ text }) => text).join(', ');
  return { what, ...(part.where ? { where: part.where } : {}) };
}
