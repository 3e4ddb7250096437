import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { s3 } from '../../../catalog/services/s3';
import { blocksOfType, optionalBoolean, optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl, nameOf } from '../shared/access-control';
import { type Call } from '../shared/call';
import { NotServed } from '../shared/errors';
import { customerKeyArn } from '../kms/kms';

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

/** How a bucket's objects are encrypted. */
interface Encryption {
  readonly algorithm: string;
  /** Of a customer. */
  readonly key?: string;
  readonly bucketKey: boolean;
}

/** What S3 has unless a bucket says otherwise. https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-bucket-encryption.html */
const byDefault: Encryption = { algorithm: 'AES256', bucketKey: false };

/** What S3 asks of a caller beside the operation's own permission, and what it does to every object of a bucket. */
export class S3Authorizer {
  readonly #encryptions = new Map<string, Encryption>();
  /** Of every bucket and object: the account, which is the canonical user that AWS chose for it; so any will do. */
  readonly owner: { readonly ID: string };

  constructor(
    private readonly stack: Stack,
    private readonly access: AccessControl,
  ) {
    this.owner = { ID: createHash('sha256').update(stack.accountId).digest('hex') };
    for (const block of blocksOfType(stack, 'aws_s3_bucket_server_side_encryption_configuration')) {
      const key = optionalText(block, 'rule.apply_server_side_encryption_by_default.kms_master_key_id');
      const arn = customerKeyArn(stack, key);
      this.#encryptions.set(text(block, 'bucket'), {
        algorithm: text(block, 'rule.apply_server_side_encryption_by_default.sse_algorithm'),
        bucketKey: optionalBoolean(block, 'rule.bucket_key_enabled') ?? false,
        ...(arn ? { key: arn } : {}),
      });
    }
  }

  /** Whether the stack says how, be it as S3 does by default. */
  saysEncryption(bucket: string): boolean {
    return this.#encryptions.has(bucket);
  }

  /** Of answers about an object. */
  encryptionHeaders(bucket: string): Record<string, string> {
    const { algorithm, key, bucketKey } = this.#encryptions.get(bucket) ?? byDefault;
    return {
      'x-amz-server-side-encryption': algorithm,
      ...(key === undefined ? {} : { 'x-amz-server-side-encryption-aws-kms-key-id': key }),
      ...(algorithm === 'aws:kms' && bucketKey ? { 'x-amz-server-side-encryption-bucket-key-enabled': 'true' } : {}),
    };
  }

  /** A writer may say what the bucket says anyway. @throws NotServed for another encryption */
  checkEncryption(bucket: string, headers: IncomingHttpHeaders): void {
    const { algorithm, key } = this.#encryptions.get(bucket) ?? byDefault;
    const { 'x-amz-server-side-encryption': asked, 'x-amz-server-side-encryption-aws-kms-key-id': askedKey } = headers;
    const other = (name: string, value: unknown, own: string): NotServed =>
      new NotServed('NotImplemented', `${name} ${String(value)} in ${bucket}, which is encrypted by ${own},`, 501);
    if (asked !== undefined && asked !== algorithm) throw other('x-amz-server-side-encryption', asked, algorithm);
    if (askedKey !== undefined && (key === undefined || ![key, key.split('/').at(-1)].includes(String(askedKey)))) {
      throw other('x-amz-server-side-encryption-aws-kms-key-id', askedKey, key ?? algorithm);
    }
  }

  /**
   * A bucket encrypted under a customer key: S3 uses the key with the caller's rights.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  requireKey(call: Call, bucket: string, action: 'kms:GenerateDataKey' | 'kms:Decrypt'): void {
    const key = this.#encryptions.get(bucket)?.key;
    if (!key) return;
    this.access.require({
      principal: call.principal,
      principalName: nameOf(call.principal),
      action,
      resources: [key],
      context: {
        'kms:ViaService': `s3.${this.stack.region}.amazonaws.com`,
        'kms:CallerAccount': this.stack.accountId,
        'kms:EncryptionContext:aws:s3:arn': bucketArn(bucket),
      },
      via: s3.principal,
      cite: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html',
      service: 'behalf',
    });
  }

  /**
   * Who may not list the bucket is told 403, not 404, of a key that isn't there.
   * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html ("If the object you request doesn't exist")
   */
  mayKnowOfAbsence(call: Call, bucket: string): boolean {
    return this.#may(call, 's3:ListBucket', bucketArn(bucket));
  }

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: the number of tags is told to who may read them. */
  mayReadTags(call: Call, bucket: string, key: string): boolean {
    return this.#may(call, 's3:GetObjectTagging', objectArn(bucket, key));
  }

  #may({ principal }: Call, action: string, resource: string): boolean {
    return this.access.allows({
      principal,
      principalName: nameOf(principal),
      action,
      resources: [resource],
      context: {},
      service: 'sdk',
    });
  }
}
