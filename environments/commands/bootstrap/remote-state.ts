import { HeadBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { UserError } from '../../../scripts/user-error';

export interface RemotePlace {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  /** Whose bucket it must be. */
  readonly accountId: string;
}

/** What S3 holds of a state: its bucket may not be there yet. */
export type RemoteState = 'no bucket' | 'no state' | 'state';

/**
 * Looks for a state in S3, with the credentials that Terraform will find, too.
 * @throws UserError when there are no credentials, or the bucket is someone else's
 */
export async function remoteState({ bucket, key, region, accountId }: RemotePlace): Promise<RemoteState> {
  const client = new S3Client({ region });
  const of = { Bucket: bucket, ExpectedBucketOwner: accountId };
  const there = async (asking: Promise<unknown>): Promise<boolean> => {
    try {
      await asking;
      return true;
    } catch (error) {
      if (statusOf(error) === 404) return false;
      throw refusal(error, { bucket, accountId, region });
    }
  };
  try {
    if (!(await there(client.send(new HeadBucketCommand(of))))) return 'no bucket';
    return (await there(client.send(new HeadObjectCommand({ ...of, Key: key })))) ? 'state' : 'no state';
  } finally {
    client.destroy();
  }
}

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;

function refusal(error: unknown, { bucket, accountId, region }: Omit<RemotePlace, 'key'>): unknown {
  const name = error instanceof Error ? error.name : '';
  if (/^(CredentialsProviderError|TokenProviderError)$/.test(name)) {
    return new UserError(
      `There are no credentials for AWS: log in to account ${accountId} as an administrator (aws sso login, or AWS_PROFILE), then run this again.`,
      { cause: error },
    );
  }
  const status = statusOf(error);
  if (status === 403) {
    return new UserError(
      `The bucket ${bucket} is not account ${accountId}'s, or these credentials may not see it: log in to that account as an administrator.`,
      { cause: error },
    );
  }
  if (status === 301) {
    return new UserError(
      `The bucket ${bucket} is in another region than ${region}: write that region in the settings.`,
      {
        cause: error,
      },
    );
  }
  return error;
}
