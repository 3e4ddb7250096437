/**
 * How a service makes a call for a principal.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
type Acting = 'directly' | 'with a service role' | 'with the credentials' | 'unknown';

/** It assumes a role, and calls with that: to IAM, the role's own call. Each by the trust policy of such a role. */
const WITH_ROLE = ['firehose.amazonaws.com', 'lambda.amazonaws.com', 'states.amazonaws.com'];

/** It passes on what its caller may. */
const FORWARDING = ['athena.amazonaws.com', 's3.amazonaws.com', 'sns.amazonaws.com'];

export function actsFor(via: string | undefined): Acting {
  if (via === undefined) return 'directly';
  if (WITH_ROLE.includes(via)) return 'with a service role';
  return FORWARDING.includes(via) ? 'with the credentials' : 'unknown';
}
