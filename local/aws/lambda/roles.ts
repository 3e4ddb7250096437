import { lambda } from '../../../catalog/services/lambda';
import { type Need } from '../../../policies/needs/need';
import { roleNeeds } from '../../../policies/needs/role-needs';
import { type Stack } from '../../../terraform/stack';
import { AccessDenied, type AccessControl } from '../shared/access-control';
import { callOnBehalf } from '../shared/call';

/**
 * Lambda refuses to make a function, or an event source mapping, whose role may not do the work of it, in words that many have reported:
 * https://github.com/elastic/beats/issues/13963
 * @throws AccessDenied the first refusal; all are kept
 */
export function checkRoles(stack: Stack, access: AccessControl): void {
  const denied = roleNeeds(stack, Object.keys(lambda.types)).flatMap((need) => refusalOf(need, access));
  if (denied[0]) throw denied[0];
}

function refusalOf({ principal, action, resources, via = '', cite = '' }: Need, access: AccessControl): AccessDenied[] {
  try {
    callOnBehalf(access, principal, via, cite).require(action, resources);
    return [];
  } catch (error) {
    if (!(error instanceof AccessDenied)) throw error;
    const [service = '', operation = ''] = action.split(':');
    const words = `The provided execution role does not have permissions to call ${operation} on ${service.toUpperCase()}`;
    return [new AccessDenied(words, error.refusal)];
  }
}
