import { isFields } from '../../../../../scripts/text/is-fields';
import { refusal } from '../failure';

/**
 * What `Credentials` came to. A role's ARN alone: what AWS says of another text is not recorded.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
export function roleArnOf(credentials: unknown): string {
  const roleArn = isFields(credentials) ? credentials['RoleArn'] : undefined;
  if (typeof roleArn === 'string' && /^arn:aws[^:]*:iam::\d{12}:role\/.+$/.test(roleArn)) return roleArn;
  throw refusal(`Credentials with the RoleArn ${JSON.stringify(roleArn) ?? 'none'}, which is no ARN of a role`);
}
