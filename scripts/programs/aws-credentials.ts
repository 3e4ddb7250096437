import { UserError } from '../user-error';

/** Where an environment lives. */
interface Home {
  readonly environment: string;
  readonly accountId: string;
}

/** @throws UserError for an account id that AWS never hands out: it gives no number that begins with so many zeros */
export function refusePlaceholder({ environment, accountId }: Home, task: string): void {
  if (!/^0{6}/.test(accountId)) return;
  throw new UserError(
    `${environment} lives in account ${accountId}, which is a placeholder: write your account's id into ` +
      `environments/${environment}.ts ("npm run preflight" names all that must be edited). To ${task} on this ` +
      'machine, run "npm start -- --serve" and paste its export lines here.',
  );
}

/**
 * Some kinds of credentials tell their account; of the others AWS tells at the first call. Asking STS would need one more
 * service for no more certainty.
 * @param provider a client's own: `client.config.credentials`
 * @throws UserError for credentials that are missing or another account's
 */
export async function checkCredentials(
  provider: () => Promise<{ readonly accountId?: string | undefined }>,
  home: Home,
): Promise<void> {
  const credentials = await provider().catch((error: unknown) => {
    throw new UserError(
      `No AWS credentials were found (${(error as Error).message}). Set AWS_PROFILE, sign in with "aws sso login" or ` +
        'export AWS_ACCESS_KEY_ID and its companions.',
      { cause: error },
    );
  });
  if (credentials.accountId !== undefined && credentials.accountId !== home.accountId) {
    throw otherAccount(credentials.accountId, home);
  }
}

/** Credentials of one account for what lives in another. */
const otherAccount = (found: string, { environment, accountId }: Home, cause?: unknown): UserError =>
  new UserError(
    `The AWS credentials are of account ${found}, and ${environment} lives in ${accountId}: use credentials of that ` +
      'account, or name another --env.',
    { cause },
  );

const REFUSED_CREDENTIALS =
  /^(ExpiredToken(Exception)?|UnrecognizedClientException|InvalidToken|InvalidSignatureException|SignatureDoesNotMatch|InvalidAccessKeyId|InvalidClientTokenId|MissingToken|CredentialsProviderError|TokenProviderError)$/;

/**
 * Why AWS could not be talked to at all, when that is it: credentials that it does not take or that are another account's,
 * or no way to it.
 * @param endpoint what stands in for AWS, if anything does
 */
export function unreached(error: Error, home: Home, endpoint: string | undefined): UserError | undefined {
  const { name, message } = error;
  if (/^AccessDenied(Exception)?$/.test(name)) {
    // AWS names the caller: arn:aws:sts::111122223333:assumed-role/…
    const caller = /arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(message)?.[1];
    return caller !== undefined && caller !== home.accountId ? otherAccount(caller, home, error) : undefined;
  }
  if (REFUSED_CREDENTIALS.test(name)) {
    return new UserError(`AWS does not take the credentials (${name}: ${message}): renew them, then try again.`, {
      cause: error,
    });
  }
  if ('code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(String(error.code))) {
    return new UserError(
      endpoint === undefined
        ? `AWS is not reached (${message}): check the network and the proxy.`
        : `Nothing answers at ${endpoint} (${message}): start "npm start -- --serve" and paste its export lines, or ` +
            'unset AWS_ENDPOINT_URL to talk to AWS.',
      { cause: error },
    );
  }
  return undefined;
}
