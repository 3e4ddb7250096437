import { s3 } from '../../../catalog/services/s3';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl, nameOf } from '../shared/access-control';
import { type Call } from '../shared/call';
import { customerKeyArn } from '../kms/kms';

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

/** What S3 asks of a caller beside the operation's own permission. */
export class S3Authorizer {
  readonly #keys = new Map<string, string>();

  constructor(
    private readonly stack: Stack,
    private readonly access: AccessControl,
  ) {
    for (const block of blocksOfType(stack, 'aws_s3_bucket_server_side_encryption_configuration')) {
      const key = optionalText(block, 'rule.apply_server_side_encryption_by_default.kms_master_key_id');
      const arn = customerKeyArn(stack, key);
      if (arn) this.#keys.set(text(block, 'bucket'), arn);
    }
  }

  /**
   * A bucket encrypted under a customer key: S3 uses the key with the caller's rights.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
   */
  requireKey(call: Call, bucket: string, action: 'kms:GenerateDataKey' | 'kms:Decrypt'): void {
    const key = this.#keys.get(bucket);
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
    return this.access.allows({
      principal: call.principal,
      principalName: nameOf(call.principal),
      action: 's3:ListBucket',
      resources: [bucketArn(bucket)],
      context: {},
      service: 'sdk',
    });
  }
}
