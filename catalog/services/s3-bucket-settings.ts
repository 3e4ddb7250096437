import { type Argument } from '../arguments';
import { argument } from '../attributes';
import { of, type ProviderCalls, row } from '../calls';
import { type ResourceType } from '../entry';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const bucket = of('aws_s3_bucket', 'bucket', 'bucket');

/** Deleting one puts the default back. */
const calls = (source: string, read: string, write: string, remove = write): ProviderCalls =>
  row(`s3/${source}.go`, { read: [read], create: [write], update: [write], delete: [remove] }, bucket);

const setting = (called: ProviderCalls, args: Readonly<Record<string, Argument>>) => ({
  attributes: { id: argument('bucket') },
  calls: called,
  bill: NOTHING,
  picture: undrawn,
  local: 'stood up' as const,
  arguments: args,
});

/** Settings of a bucket that have a block of their own. */
export const bucketSettings = {
  aws_s3_bucket_policy: {
    ...setting(calls('bucket_policy', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'), {}),
    policy: { on: { type: 'aws_s3_bucket', by: 'bucket', matches: ['bucket', 'arn'] } },
  },
  aws_s3_bucket_versioning: setting(calls('bucket_versioning', 's3:GetBucketVersioning', 's3:PutBucketVersioning'), {}),
  aws_s3_bucket_public_access_block: setting(
    calls('bucket_public_access_block', 's3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'),
    {},
  ),
  aws_s3_bucket_ownership_controls: setting(
    calls('bucket_ownership_controls', 's3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls'),
    {},
  ),
  aws_s3_bucket_server_side_encryption_configuration: setting(
    calls(
      'bucket_server_side_encryption_configuration',
      's3:GetEncryptionConfiguration',
      's3:PutEncryptionConfiguration',
    ),
    {},
  ),
  aws_s3_bucket_lifecycle_configuration: setting(
    calls('bucket_lifecycle_configuration', 's3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'),
    {},
  ),
} satisfies Readonly<Record<string, ResourceType>>;
