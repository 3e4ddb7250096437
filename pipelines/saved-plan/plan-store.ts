import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { UserError } from '../../scripts/user-error';
import { readDeployment } from '../../terraform/read-deployment';

/** Where saved plans are kept: only the job that plans main writes there, only the one that applies reads there. */
export interface PlanStore {
  put(name: string, bytes: Buffer): Promise<void>;
  /** @throws UserError when it isn't there, or may not be read */
  get(name: string): Promise<Buffer>;
  close(): void;
}

/**
 * `plans/<environment>/<commit>/` in the bucket of the state. S3 is told which account the bucket must belong to: a
 * bucket of that name in another's hands gets no plan, and gives none.
 */
export function planStore(bucket: string, environment: string, commit: string, stackFolder: string): PlanStore {
  const { backend } = readDeployment(stackFolder);
  const client = new S3Client(backend ? { region: backend.region } : {});
  const owner = backend ? { ExpectedBucketOwner: backend.accountId } : {};
  const key = (name: string) => `plans/${environment}/${commit}/${name}`;
  const where = (name: string) => `s3://${bucket}/${key(name)}`;
  return {
    async put(name, bytes) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key(name),
            Body: bytes,
            // S3 compares it with what arrives.
            ChecksumAlgorithm: 'SHA256',
            ServerSideEncryption: 'AES256',
            ...owner,
          }),
        );
      } catch (error) {
        throw told(error, `${where(name)} can't be written`, 'the role needs s3:PutObject on plans/*');
      }
    },
    async get(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key(name), ...owner }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      } catch (error) {
        throw told(
          error,
          `${where(name)} can't be read`,
          'a plan is kept for a day, so plan again; the role needs s3:GetObject on plans/*',
        );
      }
    },
    close: () => client.destroy(),
  };
}

/** AWS's own words first: its code tells a missing plan (NoSuchKey) from a missing right (AccessDenied). */
function told(error: unknown, what: string, remedy: string): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  const told = new UserError(`${what} (${error.name}: ${error.message}): ${remedy}.`);
  told.cause = error;
  return told;
}
