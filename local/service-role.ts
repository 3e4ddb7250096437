import { assumeRole, type Principal } from '../policies/authorize';
import { AccessDenied, type AccessControl, nameOf } from './access-control';

/** A service that takes on a role of the stack to act with its rights. */
export interface Assumption {
  readonly roleArn: string;
  /** e.g. `firehose.amazonaws.com` */
  readonly service: string;
  /** The stream or state machine that it does so for: `aws:SourceArn`. Lambda sends no source. */
  readonly sourceArn?: string;
  readonly accountId: string;
}

/**
 * The principal of the session, when the role's trust policy lets the service in.
 * @throws AccessDenied, kept among the refusals
 */
export function assume(access: AccessControl, { roleArn, service, sourceArn, accountId }: Assumption): Principal {
  const context: Record<string, string> =
    sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId };
  const verdict = assumeRole(access.access, roleArn, service, context);
  const role: Principal = { kind: 'role', arn: roleArn };
  if (verdict.allowed) return role;
  const principal: Principal = { kind: 'service', service };
  const use = {
    principal,
    principalName: nameOf(principal),
    action: 'sts:AssumeRole',
    resources: [roleArn],
    context,
    service: 'behalf' as const,
  };
  const refusal = { use, resource: roleArn, verdict };
  access.refusals.push(refusal);
  throw new AccessDenied(
    `${service} is unable to assume role ${roleArn}: its trust policy does not allow it` +
      `${sourceArn === undefined ? '' : ` for ${sourceArn}`}.`,
    refusal,
  );
}
