import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { checkCredentials, refusePlaceholder } from '../../scripts/programs/aws-credentials';
import { type Deployment } from './deployment';

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
  const { region } = deployment;
  const endpoint = variables['AWS_ENDPOINT_URL_SFN'] || variables['AWS_ENDPOINT_URL'] || undefined;
  if (endpoint === undefined) refusePlaceholder(deployment, 'try a report');
  const states = new SFNClient({ region });
  // Buckets have no host names of their own at an address like 127.0.0.1.
  const s3 = new S3Client({ region, forcePathStyle: endpoint !== undefined });
  try {
    await checkCredentials(() => states.config.credentials(), deployment);
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
