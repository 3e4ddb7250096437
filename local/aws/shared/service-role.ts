import { assumeRole, type Principal, type Verdict } from '../../../policies/iam/authorize';
import { AccessDenied, type AccessControl, nameOf } from './access-control';
import { Kept } from './kept';

/** A service that takes on a role of the stack to act with its rights. */
export interface Assumption {
  readonly roleArn: string;
  /** e.g. `firehose.amazonaws.com` */
  readonly service: string;
  /** The stream, state machine or group of schedules that it does so for. */
  readonly sourceArn?: string;
  readonly accountId: string;
}

/** Which role a service takes on, and how its trust policy must look. */
const pages: Readonly<Record<string, string>> = {
  'lambda.amazonaws.com': 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
  'firehose.amazonaws.com':
    'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role',
  'scheduler.amazonaws.com':
    'https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role',
  'states.amazonaws.com': 'https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html',
};

/**
 * What each service tells of the one that it acts for, by the page above: Lambda nothing, Firehose the account alone.
 */
const contexts: Readonly<Record<string, (accountId: string, sourceArn: string) => Record<string, string>>> = {
  'firehose.amazonaws.com': (accountId) => ({ 'sts:ExternalId': accountId }),
  'scheduler.amazonaws.com': (accountId, sourceArn) => ({ 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId }),
  'states.amazonaws.com': (accountId, sourceArn) => ({ 'aws:SourceArn': sourceArn, 'aws:SourceAccount': accountId }),
};

/**
 * The principal of the session, when the role's trust policy lets the service in.
 * @throws AccessDenied, kept among the refusals
 */
export function assume(
  access: AccessControl,
  { roleArn, service, sourceArn, accountId }: Assumption,
): Principal & { readonly kind: 'role' } {
  const context = sourceArn === undefined ? {} : (contexts[service]?.(accountId, sourceArn) ?? {});
  const principal: Principal = { kind: 'service', service };
  const cite = pages[service];
  const use = {
    principal,
    principalName: nameOf(principal),
    action: 'sts:AssumeRole',
    resources: [roleArn],
    context,
    ...(cite === undefined ? {} : { cite }),
    service: 'behalf' as const,
  };
  access.note(use);
  const verdict = verdicts.get(access, `${service} ${accountId} ${sourceArn ?? ''} ${roleArn}`, () =>
    assumeRole(access.access, roleArn, service, context),
  );
  if (verdict.allowed) return { kind: 'role', arn: roleArn };
  const refusal = { use, resource: roleArn, verdict };
  access.refusals.push(refusal);
  throw new AccessDenied(
    `${service} is unable to assume role ${roleArn}: its trust policy does not allow it` +
      `${sourceArn === undefined ? '' : ` for ${sourceArn}`}.`,
    refusal,
  );
}

/** What a stack's policies say does not change while the account stands: a machine asks once an execution. */
const verdicts = new Kept<AccessControl, Verdict>();
