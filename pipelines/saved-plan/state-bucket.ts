import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { UserError } from '../../scripts/user-error';
import { type Deployment } from '../../terraform/read-deployment';

/** The bucket of an environment's state, as far as the pipelines reach it beside Terraform. */
export interface StateBucket {
  /** @param needs what the role must be allowed, for the error */
  put(key: string, bytes: Buffer, needs: string): Promise<void>;
  /** @throws an error of S3's, as it is, or in words where it is no answer */
  get(key: string): Promise<Buffer>;
  close(): void;
}

/**
 * S3 is told which account the bucket must belong to: a bucket of that name in another's hands gets nothing, and gives
 * nothing.
 */
export function stateBucket(bucket: string, backend: Deployment['backend']): StateBucket {
  const client = new S3Client(backend ? { region: backend.region } : {});
  const owner = backend ? { ExpectedBucketOwner: backend.accountId } : {};
  return {
    async put(key, bytes, needs) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: bytes,
            // S3 compares it with what arrives.
            ChecksumAlgorithm: 'SHA256',
            ServerSideEncryption: 'AES256',
            ...owner,
          }),
        );
      } catch (error) {
        throw told(error, `s3://${bucket}/${key} can't be written`, needs);
      }
    },
    async get(key) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...owner }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
    close: () => client.destroy(),
  };
}

/** AWS's own words first: its code tells a missing object (NoSuchKey) from a missing right (AccessDenied). */
export function told(error: unknown, what: string, remedy: string): unknown {
  if (!(error instanceof S3ServiceException)) return error;
  return new UserError(`${what} (${error.name}: ${error.message}): ${remedy}.`, { cause: error });
}
