import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { UserError } from '../../scripts/user-error';
import { type Deployment } from './deployment';
import { otherAccount } from './explain';

/** The clients that reports are made and looked at with. */
export interface Connection {
  readonly states: SFNClient;
  readonly s3: S3Client;
  /** What stands in for AWS: `AWS_ENDPOINT_URL`, such as the address that `npm start -- --serve` prints. */
  readonly endpoint?: string;
  close(): void;
}

/**
 * Connects with the credentials and the endpoint that the environment variables give.
 * @throws UserError for an account that is none of AWS's, and for credentials that are missing or another account's
 */
export async function connect(deployment: Deployment, variables: NodeJS.ProcessEnv): Promise<Connection> {
  const { environment, accountId, region } = deployment;
  const endpoint = variables['AWS_ENDPOINT_URL_SFN'] || variables['AWS_ENDPOINT_URL'] || undefined;
  // AWS hands out no number that begins with so many zeros.
  if (endpoint === undefined && /^0{6}/.test(accountId)) {
    throw new UserError(
      `${environment} lives in account ${accountId}, which is a placeholder: write your account's id into ` +
        `environments/${environment}.ts ("npm run preflight" names all that must be edited). To try a report on this ` +
        'machine, run "npm start -- --serve" and paste its export lines here.',
    );
  }
  const states = new SFNClient({ region });
  // Buckets have no host names of their own at an address like 127.0.0.1.
  const s3 = new S3Client({ region, forcePathStyle: endpoint !== undefined });
  try {
    await checkAccount(states, deployment);
  } catch (error) {
    states.destroy();
    s3.destroy();
    throw error;
  }
  return {
    states,
    s3,
    ...(endpoint === undefined ? {} : { endpoint }),
    close: () => {
      states.destroy();
      s3.destroy();
    },
  };
}

/**
 * Some kinds of credentials tell their account; of the others AWS tells at the first call, which names the machine's
 * account in its ARN (`explain.ts`). Asking STS would need one more service for no more certainty.
 */
async function checkAccount(states: SFNClient, { environment, accountId }: Deployment): Promise<void> {
  const credentials = await states.config.credentials().catch((error: unknown) => {
    throw new UserError(
      `No AWS credentials were found (${(error as Error).message}). Set AWS_PROFILE, sign in with "aws sso login" or ` +
        'export AWS_ACCESS_KEY_ID and its companions.',
      { cause: error },
    );
  });
  if (credentials.accountId !== undefined && credentials.accountId !== accountId)
    throw otherAccount(credentials.accountId, environment, accountId);
}
