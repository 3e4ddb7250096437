/**
 * What IAM sees of a call that a service makes with a principal's rights. EventBridge calls as itself, for no one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export const viaContext = (via: string | undefined): Readonly<Record<string, string | string[]>> =>
  via === undefined || via === 'events.amazonaws.com' ? {} : { 'aws:ViaAWSService': 'true', 'aws:CalledVia': [via] };
