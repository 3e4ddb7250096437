import {
  blocksOfType,
  list,
  optionalBoolean,
  optionalNumber,
  optionalText,
  text,
  texts,
} from '../../../terraform/query';
import { type Block, type Json, type Stack } from '../../../terraform/stack';
import { type Xml } from '../endpoint/xml';
import { S3Error } from './requests/s3-error';
import { type Versioning } from './store/bucket';

/** An element of S3's namespace. */
interface Setting {
  readonly name: string;
  readonly content: Readonly<Record<string, Xml | readonly Xml[]>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A bucket's settings under one of S3's subresources. */
export interface BucketSetting {
  /** The operation that reads it. */
  readonly name: string;
  /** S3 names some of its permissions unlike its operations. */
  readonly action: string;
  /** Undefined for what the stack leaves to AWS: it is not served here. @throws AwsError as S3, for what isn't set */
  read(stack: Stack, bucket: string): Setting | { readonly text: string } | undefined;
}

/**
 * By subresource. Actions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html; shapes:
 * the pages of GetBucketVersioning and its like in https://docs.aws.amazon.com/AmazonS3/latest/API/
 */
export const bucketSettings: Readonly<Record<string, BucketSetting>> = {
  versioning: {
    name: 'GetBucketVersioning',
    action: 's3:GetBucketVersioning',
    // A bucket that never was versioned has no status.
    read: (stack, bucket) => ({ name: 'VersioningConfiguration', content: { Status: versioningOf(stack, bucket) } }),
  },
  encryption: {
    name: 'GetBucketEncryption',
    action: 's3:GetEncryptionConfiguration',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_server_side_encryption_configuration', bucket);
      if (!block) return undefined;
      const Rule = list(block, 'rule').map(encryptionRule);
      return { name: 'ServerSideEncryptionConfiguration', content: { Rule } };
    },
  },
  publicAccessBlock: {
    name: 'GetPublicAccessBlock',
    action: 's3:GetBucketPublicAccessBlock',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_public_access_block', bucket);
      if (!block) return undefined;
      const on = (name: string) => optionalBoolean(block, name) ?? false;
      return {
        name: 'PublicAccessBlockConfiguration',
        content: {
          BlockPublicAcls: on('block_public_acls'),
          IgnorePublicAcls: on('ignore_public_acls'),
          BlockPublicPolicy: on('block_public_policy'),
          RestrictPublicBuckets: on('restrict_public_buckets'),
        },
      };
    },
  },
  ownershipControls: {
    name: 'GetBucketOwnershipControls',
    action: 's3:GetBucketOwnershipControls',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_ownership_controls', bucket);
      if (!block) return undefined;
      const Rule = { ObjectOwnership: text(block, 'rule.object_ownership') };
      return { name: 'OwnershipControls', content: { Rule } };
    },
  },
  lifecycle: {
    name: 'GetBucketLifecycleConfiguration',
    action: 's3:GetLifecycleConfiguration',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_lifecycle_configuration', bucket);
      if (!block) {
        const words = 'The lifecycle configuration does not exist';
        throw new S3Error('NoSuchLifecycleConfiguration', words, 404, { BucketName: bucket });
      }
      return {
        name: 'LifecycleConfiguration',
        content: { Rule: list(block, 'rule').map(lifecycleRule) },
        // The argument that says otherwise is not taken: catalog/services/s3-bucket-settings.ts.
        headers: { 'x-amz-transition-default-minimum-object-size': 'all_storage_classes_128K' },
      };
    },
  },
  policy: {
    name: 'GetBucketPolicy',
    action: 's3:GetBucketPolicy',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_policy', bucket);
      if (!block)
        throw new S3Error('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName: bucket });
      return { text: text(block, 'policy') };
    },
  },
};

/** What the stack says of its versions: Terraform's `Disabled` is that of a bucket that never had any. */
export function versioningOf(stack: Stack, bucket: string): Versioning {
  const block = settingOf(stack, 'aws_s3_bucket_versioning', bucket);
  const status = block && text(block, 'versioning_configuration.status');
  return status === 'Enabled' || status === 'Suspended' ? status : undefined;
}

/** The block of that type that is of the bucket. */
export const settingOf = (stack: Stack, type: string, bucket: string): Block | undefined =>
  blocksOfType(stack, type).find((block) => text(block, 'bucket') === bucket);

function encryptionRule(rule: Json): Xml {
  const blocked = texts(rule, 'blocked_encryption_types');
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: text(rule, 'apply_server_side_encryption_by_default.sse_algorithm'),
      KMSMasterKeyID: optionalText(rule, 'apply_server_side_encryption_by_default.kms_master_key_id'),
    },
    // Told of every bucket: localstack/localstack test_s3_api.py test_s3_default_bucket_encryption
    BucketKeyEnabled: optionalBoolean(rule, 'bucket_key_enabled') ?? false,
    ...(blocked.length > 0 ? { BlockedEncryptionTypes: { EncryptionType: blocked } } : {}),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html */
function lifecycleRule(rule: Json): Xml {
  const days = optionalNumber(rule, 'expiration.days');
  const marker = optionalBoolean(rule, 'expiration.expired_object_delete_marker');
  const noncurrent = optionalNumber(rule, 'noncurrent_version_expiration.noncurrent_days');
  const abort = optionalNumber(rule, 'abort_incomplete_multipart_upload.days_after_initiation');
  return {
    ID: text(rule, 'id'),
    Status: text(rule, 'status'),
    Filter: { Prefix: optionalText(rule, 'filter.prefix') ?? '' },
    Transition: list(rule, 'transition').map((transition) => ({
      Days: optionalNumber(transition, 'days'),
      StorageClass: text(transition, 'storage_class'),
    })),
    ...(days === undefined && marker === undefined
      ? {}
      : { Expiration: { Days: days, ExpiredObjectDeleteMarker: days === undefined ? marker : undefined } }),
    ...(noncurrent === undefined ? {} : { NoncurrentVersionExpiration: { NoncurrentDays: noncurrent } }),
    ...(abort === undefined ? {} : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: abort } }),
  };
}
