import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { type Access, allowOn, type Deployed } from './deployed';

/** Buckets with all their settings, and none of their objects. */
export function manageBuckets(deployed: Deployed): Access {
  const buckets = deployed.each(S3Bucket, ({ bucketInput }, text) => `arn:aws:s3:::${text(bucketInput)}`);
  return {
    read: allowOn(
      'ReadBuckets',
      [
        's3:GetAccelerateConfiguration',
        's3:GetBucketAcl',
        's3:GetBucketCORS',
        's3:GetBucketLogging',
        's3:GetBucketObjectLockConfiguration',
        's3:GetBucketOwnershipControls',
        's3:GetBucketPolicy',
        's3:GetBucketPublicAccessBlock',
        's3:GetBucketRequestPayment',
        's3:GetBucketVersioning',
        's3:GetBucketWebsite',
        's3:GetEncryptionConfiguration',
        's3:GetLifecycleConfiguration',
        's3:GetReplicationConfiguration',
        's3:ListBucket',
        's3:ListTagsForResource',
      ],
      buckets,
    ),
    write: allowOn(
      'ManageBuckets',
      [
        's3:CreateBucket',
        's3:DeleteBucket',
        's3:DeleteBucketPolicy',
        's3:PutBucketOwnershipControls',
        's3:PutBucketPolicy',
        's3:PutBucketPublicAccessBlock',
        's3:PutBucketVersioning',
        's3:PutEncryptionConfiguration',
        's3:PutLifecycleConfiguration',
        's3:TagResource',
        's3:UntagResource',
      ],
      buckets,
    ),
  };
}
