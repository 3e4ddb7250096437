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
import { AwsError } from '../shared/errors';

/** A bucket's settings under one of S3's subresources. */
export interface BucketSetting {
  /** The operation that reads it. */
  readonly name: string;
  /** S3 names some of its permissions unlike its operations. */
  readonly action: string;
  /** Undefined for what the stack leaves to AWS: it is not served here. @throws AwsError as S3, for what isn't set */
  read(stack: Stack, bucket: string): { readonly root: Xml } | { readonly text: string } | undefined;
}

const namespace = { '@xmlns': 'http://s3.amazonaws.com/doc/2006-03-01/' };

/**
 * By subresource. Actions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html; shapes:
 * the pages of GetBucketVersioning and its like in https://docs.aws.amazon.com/AmazonS3/latest/API/
 */
export const bucketSettings: Readonly<Record<string, BucketSetting>> = {
  versioning: {
    name: 'GetBucketVersioning',
    action: 's3:GetBucketVersioning',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_versioning', bucket);
      const status = block && text(block, 'versioning_configuration.status');
      // A bucket that never was versioned has no status.
      const told = status === 'Enabled' || status === 'Suspended' ? { Status: status } : {};
      return { root: { VersioningConfiguration: { ...namespace, ...told } } };
    },
  },
  encryption: {
    name: 'GetBucketEncryption',
    action: 's3:GetEncryptionConfiguration',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_server_side_encryption_configuration', bucket);
      if (!block) return undefined;
      const Rule = list(block, 'rule').map(encryptionRule);
      return { root: { ServerSideEncryptionConfiguration: { ...namespace, Rule } } };
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
        root: {
          PublicAccessBlockConfiguration: {
            ...namespace,
            BlockPublicAcls: on('block_public_acls'),
            IgnorePublicAcls: on('ignore_public_acls'),
            BlockPublicPolicy: on('block_public_policy'),
            RestrictPublicBuckets: on('restrict_public_buckets'),
          },
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
      return { root: { OwnershipControls: { ...namespace, Rule } } };
    },
  },
  lifecycle: {
    name: 'GetBucketLifecycleConfiguration',
    action: 's3:GetLifecycleConfiguration',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_lifecycle_configuration', bucket);
      if (!block) {
        throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404);
      }
      return { root: { LifecycleConfiguration: { ...namespace, Rule: list(block, 'rule').map(lifecycleRule) } } };
    },
  },
  policy: {
    name: 'GetBucketPolicy',
    action: 's3:GetBucketPolicy',
    read: (stack, bucket) => {
      const block = settingOf(stack, 'aws_s3_bucket_policy', bucket);
      if (!block) throw new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404);
      return { text: text(block, 'policy') };
    },
  },
};

const settingOf = (stack: Stack, type: string, bucket: string): Block | undefined =>
  blocksOfType(stack, type).find((block) => text(block, 'bucket') === bucket);

function encryptionRule(rule: Json): Xml {
  const blocked = texts(rule, 'blocked_encryption_types');
  return {
    ApplyServerSideEncryptionByDefault: {
      SSEAlgorithm: text(rule, 'apply_server_side_encryption_by_default.sse_algorithm'),
      KMSMasterKeyID: optionalText(rule, 'apply_server_side_encryption_by_default.kms_master_key_id'),
    },
    BucketKeyEnabled: optionalBoolean(rule, 'bucket_key_enabled'),
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
