const AS_THEMSELVES = ['events.amazonaws.com', 'cloudwatch.amazonaws.com'];

/**
 * What IAM sees of a call that a service makes with a principal's rights. EventBridge and CloudWatch call as themselves,
 * for no one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html
 */
export const viaContext = (via: string | undefined): Readonly<Record<string, string | string[]>> =>
  via === undefined || AS_THEMSELVES.includes(via) ? {} : { 'aws:ViaAWSService': 'true', 'aws:CalledVia': [via] };
