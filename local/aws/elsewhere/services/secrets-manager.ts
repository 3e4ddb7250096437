import { createHash } from 'node:crypto';
import { type KnownCalls, onNothing, type Rights, textOf, without } from './known-calls';

/**
 * "Secrets Manager … adds a hyphen and six random characters after the secret name at the end of the ARN"
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html: here they are drawn from the name, so that they
 * are the same in each run.
 */
const onSecret =
  (action: string): Rights =>
  (input, { region, accountId }) => {
    const id = textOf(input, 'SecretId');
    const drawn = createHash('sha256').update(id).digest('hex').slice(0, 6);
    const resource = id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${region}:${accountId}:secret:${id}-${drawn}`;
    return [{ action: `secretsmanager:${action}`, resource }];
  };

const OF_A_SECRET = ['GetSecretValue', 'DescribeSecret', 'PutSecretValue', 'ListSecretVersionIds', 'DeleteSecret'];

export const secretsManagerCalls: KnownCalls = {
  variable: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  operations: {
    ...Object.fromEntries(OF_A_SECRET.map((name) => [name, onSecret(name)])),
    UpdateSecret: without('UpdateSecret', ['KmsKeyId'], onSecret('UpdateSecret')),
    ListSecrets: onNothing('secretsmanager:ListSecrets'),
    GetRandomPassword: onNothing('secretsmanager:GetRandomPassword'),
  },
};
