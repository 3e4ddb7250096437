import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { UserError } from '../../../scripts/user-error';
import { type Deployment } from '../../../terraform/stacks/read-deployment';

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

/** By AWS's code, what is to be done about it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const REMEDIES: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket: run "npm run bootstrap", or look for a wrong name',
  ExpiredToken: "the role's hour is over: run this job again",
  InvalidAccessKeyId: 'the credentials are none of this account: run this job again',
  RequestTimeTooSkewed: "this machine's clock is wrong",
  SlowDown: 'S3 asks for patience: run this job again',
  ServiceUnavailable: 'S3 fails, or is out of reach: run this job again',
  InternalError: 'S3 fails, or is out of reach: run this job again',
};

/**
 * AWS's own words first, then the remedy.
 * @param needs what the role must be allowed
 */
export function told(error: unknown, what: string, needs: string): unknown {
  if (error instanceof S3ServiceException) {
    const { name, message, $metadata } = error;
    const failing = ($metadata.httpStatusCode ?? 0) >= 500 ? REMEDIES['InternalError'] : undefined;
    const remedy = (Object.hasOwn(REMEDIES, name) ? REMEDIES[name] : failing) ?? needs;
    return new UserError(`${what} (${name}: ${message}): ${remedy}.`, { cause: error });
  }
  if (!(error instanceof Error) || !isOfTheNetwork(error)) return error;
  return new UserError(`${what}: S3 is not reached (${error.message}): run this job again.`, { cause: error });
}

/**
 * Node.js names what failed below HTTP by a code of the system's; the SDK names its own time limit, and of an error of
 * another realm, which it wraps, it keeps the text alone.
 */
const isOfTheNetwork = ({ name, message, code = '' }: NodeJS.ErrnoException): boolean =>
  name === 'TimeoutError' ||
  /^E[A-Z_]+$/.test(code) ||
  /^AWS SDK error wrapper for Error: \w+ (ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)\b/.test(message);

/** Whether S3 says that there is no such object. To whom may not list the bucket it says AccessDenied. */
export const isMissing = (error: unknown): boolean => error instanceof S3ServiceException && error.name === 'NoSuchKey';
