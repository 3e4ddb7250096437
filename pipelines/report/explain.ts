import { UserError } from '../../scripts/user-error';
import { type Connection } from './connection';
import { type Deployment } from './deployment';

/** Credentials of one account for what lives in another. */
export const otherAccount = (found: string, environment: string, wanted: string, cause?: unknown): UserError =>
  new UserError(
    `The AWS credentials are of account ${found}, and ${environment} lives in ${wanted}: use credentials of that ` +
      'account, or name another --env.',
    { cause },
  );

const REFUSED_CREDENTIALS =
  /^(ExpiredToken(Exception)?|UnrecognizedClientException|InvalidToken|InvalidSignatureException|InvalidClientTokenId|MissingToken|CredentialsProviderError|TokenProviderError)$/;

/** An error of AWS in words that say what to do, when it is one that a user can mend; else the error itself. */
export function explain(error: unknown, deployment: Deployment, connection: Pick<Connection, 'endpoint'>): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { environment, accountId, region, machineArn } = deployment;
  const { name, message } = error;
  if (/^AccessDenied(Exception)?$/.test(name)) {
    const caller = /arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(message)?.[1];
    if (caller !== undefined && caller !== accountId) return otherAccount(caller, environment, accountId, error);
    return new UserError(
      `AWS refused: ${message}. Use credentials that may start and follow ${machineArn}: an operator's, or the role ` +
        `github-report-${environment}-… that the workflow takes.`,
      { cause: error },
    );
  }
  if (name === 'StateMachineDoesNotExist') {
    return new UserError(
      `${environment} is not deployed: account ${accountId} has no ${machineArn} in ${region}. Deploy it first.`,
      { cause: error },
    );
  }
  if (REFUSED_CREDENTIALS.test(name)) {
    return new UserError(`AWS does not take the credentials (${name}: ${message}): renew them, then try again.`, {
      cause: error,
    });
  }
  if ('code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(String(error.code))) {
    const { endpoint } = connection;
    return new UserError(
      endpoint === undefined
        ? `AWS is not reached (${message}): check the network and the proxy.`
        : `Nothing answers at ${endpoint} (${message}): start "npm start -- --serve" and paste its export lines, or ` +
            'unset AWS_ENDPOINT_URL to talk to AWS.',
      { cause: error },
    );
  }
  return error;
}
