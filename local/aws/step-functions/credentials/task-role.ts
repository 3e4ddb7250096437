import { stepFunctions } from '../../../../catalog/services/step-functions';
import { decideTrust, type Principal } from '../../../../policies/iam/authorize';
import { AccessDenied, type AccessControl, nameOf } from '../../shared/access-control';
import { callOnBehalf } from '../../shared/call';
import { refusal, StateFailure } from '../interpreter/failure';

const page = 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html';

/** A session of a role. */
export type RoleSession = Principal & { readonly kind: 'role' };

/** Whose task it is. */
export interface Assuming {
  readonly access: AccessControl;
  /** The machine's. */
  readonly role: RoleSession;
  readonly machineArn: string;
}

/**
 * The role that a Task's `Credentials` name, for its call: the machine's role must be allowed to assume it, and the role's
 * trust policy must let that in, told the machine's ARN as the external id
 * (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-cross-acct-sync-pattern.html).
 * @throws StateFailure in AWS's words, recorded: test_assign_reference_variables.py test_variables_in_lambda_task
 */
export function taskRole({ access, role, machineArn }: Assuming, roleArn: string): RoleSession {
  const { accountId, roles, rolesBeside } = access.access;
  if (roleArn.split(':')[4] !== accountId) throw refusal(`${roleArn}, a role of another account than ${accountId}`);
  const denied = new StateFailure(
    'States.TaskFailed',
    `The role ${role.arn} is not authorized to assume the task state's role, ${roleArn}.`,
  );
  try {
    callOnBehalf(access, role, stepFunctions.principal, page).require('sts:AssumeRole', roleArn);
  } catch (error) {
    throw error instanceof AccessDenied ? denied : error;
  }
  if (!roles.has(roleArn) && !rolesBeside.has(roleArn)) throw denied;
  const context = { 'sts:ExternalId': machineArn };
  const verdict = decideTrust(access.access, roleArn, role, context);
  if (verdict.allowed) return { kind: 'role', arn: roleArn };
  const use = {
    ...{ principal: role, principalName: nameOf(role), action: 'sts:AssumeRole', resources: [roleArn], context },
    ...{ via: stepFunctions.principal, cite: page, service: 'behalf' as const },
  };
  access.refusals.push({ use, resource: roleArn, verdict });
  throw denied;
}
