import { type Arguments, only, read, within } from '../arguments';
import { argument } from '../attributes';
import { of, type ProviderCalls, row } from '../calls';
import { type ResourceType } from '../entry';
import { undrawn } from '../picture';
import { NOTHING } from '../prices';

const bucket = of('aws_s3_bucket', 'bucket', 'bucket');

/** Deleting one puts the default back. */
const calls = (source: string, read: string, write: string, remove = write): ProviderCalls =>
  row(`s3/${source}.go`, { read: [read], create: [write], update: [write], delete: [remove] }, bucket);

const setting = (called: ProviderCalls, args: Arguments, limits: Readonly<Record<string, string>> = {}) => ({
  identity: { by: ['bucket'] },
  attributes: { id: argument('bucket') },
  calls: called,
  bill: NOTHING,
  picture: undrawn,
  local: 'stood up' as const,
  arguments: args,
  limits,
});

const ENCRYPTION = 's3:PutBucketEncryption:ServerSideEncryptionConfiguration.Rules[]';
const LIFECYCLE = 's3:PutBucketLifecycleConfiguration:LifecycleConfiguration.Rules[]';

/** Settings of a bucket that have a block of their own. */
export const bucketSettings = {
  aws_s3_bucket_policy: {
    ...setting(calls('bucket_policy', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'), {
      bucket: read('catalog/services', 'local/aws/s3', 'policies/iam'),
      policy: read('local/aws/s3', 'policies/iam'),
    }),
    policy: { on: { type: 'aws_s3_bucket', by: 'bucket', matches: ['bucket', 'arn'] } },
  },
  aws_s3_bucket_versioning: setting(calls('bucket_versioning', 's3:GetBucketVersioning', 's3:PutBucketVersioning'), {
    bucket: read('catalog/services', 'local/aws/s3'),
    // Every bucket of ours keeps versions, the state's too.
    'versioning_configuration.status': only(
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
      'Enabled',
    ),
  }),
  aws_s3_bucket_public_access_block: setting(
    calls('bucket_public_access_block', 's3:GetBucketPublicAccessBlock', 's3:PutBucketPublicAccessBlock'),
    {
      block_public_acls: read('local/aws/s3', 'policies/checks'),
      block_public_policy: read('local/aws/s3', 'policies/checks'),
      bucket: read('catalog/services', 'local/aws/s3', 'policies/checks'),
      ignore_public_acls: read('local/aws/s3', 'policies/checks'),
      restrict_public_buckets: read('local/aws/s3', 'policies/checks'),
    },
  ),
  aws_s3_bucket_ownership_controls: setting(
    calls('bucket_ownership_controls', 's3:GetBucketOwnershipControls', 's3:PutBucketOwnershipControls'),
    { bucket: read('catalog/services', 'local/aws/s3'), 'rule.object_ownership': read('local/aws/s3') },
    { 'rule.object_ownership': 's3:PutBucketOwnershipControls:OwnershipControls.Rules[].ObjectOwnership' },
  ),
  aws_s3_bucket_server_side_encryption_configuration: setting(
    calls(
      'bucket_server_side_encryption_configuration',
      's3:GetEncryptionConfiguration',
      's3:PutEncryptionConfiguration',
    ),
    {
      bucket: read('catalog/services', 'local/aws/s3', 'policies/checks'),
      ...within(
        'rule',
        read('local/aws/s3'),
        'apply_server_side_encryption_by_default.sse_algorithm',
        'blocked_encryption_types',
        'bucket_key_enabled',
      ),
    },
    {
      'rule.apply_server_side_encryption_by_default.sse_algorithm': `${ENCRYPTION}.ApplyServerSideEncryptionByDefault.SSEAlgorithm`,
      'rule.blocked_encryption_types': `${ENCRYPTION}.BlockedEncryptionTypes.EncryptionType[]`,
    },
  ),
  aws_s3_bucket_lifecycle_configuration: setting(
    calls('bucket_lifecycle_configuration', 's3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'),
    {
      bucket: read('catalog/services', 'local/aws/s3'),
      ...within(
        'rule',
        read('local/aws/s3'),
        'abort_incomplete_multipart_upload.days_after_initiation',
        'expiration.days',
        'expiration.expired_object_delete_marker',
        'filter.prefix',
        'id',
        'noncurrent_version_expiration.noncurrent_days',
        'status',
        'transition.days',
        'transition.storage_class',
      ),
    },
    {
      'rule.status': `${LIFECYCLE}.Status`,
      'rule.transition.storage_class': `${LIFECYCLE}.Transitions[].StorageClass`,
    },
  ),
} satisfies Readonly<Record<string, ResourceType>>;
