import { of, type ProviderTable, row } from './calls';

const bucket = of('aws_s3_bucket', 'bucket', 'bucket');

/** Settings of a bucket that have a block of their own; deleting one puts the default back. */
const setting = (source: string, read: string, write: string, remove = write) =>
  row(source, { read: [read], create: [write], update: [write], delete: [remove] }, bucket);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html names each operation's action. */
export const storage: ProviderTable = {
  // With tags in CreateBucket, and S3 Control's tagging: since 6.23, https://github.com/hashicorp/terraform-provider-aws/pull/45251
  aws_s3_bucket: row('s3/bucket.go', {
    read: [
      's3:GetAccelerateConfiguration',
      's3:GetBucketAcl',
      's3:GetBucketCORS',
      's3:GetBucketLogging',
      's3:GetBucketObjectLockConfiguration',
      's3:GetBucketPolicy',
      's3:GetBucketRequestPayment',
      's3:GetBucketVersioning',
      's3:GetBucketWebsite',
      's3:GetEncryptionConfiguration',
      's3:GetLifecycleConfiguration',
      's3:GetReplicationConfiguration',
      // HeadBucket.
      's3:ListBucket',
      's3:ListTagsForResource',
    ],
    create: ['s3:CreateBucket', 's3:TagResource'],
    update: ['s3:TagResource', 's3:UntagResource'],
    delete: ['s3:DeleteBucket'],
  }),
  aws_s3_bucket_policy: setting(
    's3/bucket_policy.go',
    's3:GetBucketPolicy',
    's3:PutBucketPolicy',
    's3:DeleteBucketPolicy',
  ),
  aws_s3_bucket_versioning: setting('s3/bucket_versioning.go', 's3:GetBucketVersioning', 's3:PutBucketVersioning'),
  aws_s3_bucket_public_access_block: setting(
    's3/bucket_public_access_block.go',
    's3:GetBucketPublicAccessBlock',
    's3:PutBucketPublicAccessBlock',
  ),
  aws_s3_bucket_ownership_controls: setting(
    's3/bucket_ownership_controls.go',
    's3:GetBucketOwnershipControls',
    's3:PutBucketOwnershipControls',
  ),
  aws_s3_bucket_server_side_encryption_configuration: setting(
    's3/bucket_server_side_encryption_configuration.go',
    's3:GetEncryptionConfiguration',
    's3:PutEncryptionConfiguration',
  ),
  aws_s3_bucket_lifecycle_configuration: setting(
    's3/bucket_lifecycle_configuration.go',
    's3:GetLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
  ),
};
