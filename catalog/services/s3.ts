import { harmless, read } from '../arguments';
import { argument, type Attribute, type AttributeContext } from '../attributes';
import { row } from '../calls';
import { type Service } from '../entry';
import { always, DOCS, named } from '../names';
import { NOTHING } from '../prices';
import { bucketSettings } from './s3-bucket-settings';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const BUCKET =
  /^(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

const host =
  (suffix: (context: AttributeContext) => string): Attribute =>
  (context) => {
    const bucket = context.argument('bucket');
    return bucket === undefined ? undefined : `${bucket}.${suffix(context)}`;
  };

const settings = (...names: string[]): string[] => names.map((name) => `s3:${name}`);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html names each operation's action. */
export const s3 = {
  name: 's3',
  prefix: 's3',
  principal: 's3.amazonaws.com',
  client: '@aws-sdk/client-s3',
  taskErrors: 'S3',
  renamed: {
    HeadBucket: 'ListBucket',
    HeadObject: 'GetObject',
    ListObjects: 'ListBucket',
    ListObjectsV2: 'ListBucket',
    CreateMultipartUpload: 'PutObject',
    UploadPart: 'PutObject',
    CompleteMultipartUpload: 'PutObject',
    DeleteObjects: 'DeleteObject',
  },
  pricing: {
    page: 'https://aws.amazon.com/s3/pricing/',
    rates: {
      writes: { dollars: 0.005, per: '1,000', batch: 1_000 },
      reads: { dollars: 0.0004, per: '1,000', batch: 1_000 },
      storage: { dollars: 0.023, per: 'GB' },
    },
  },
  types: {
    aws_s3_bucket: {
      name: named('s3:CreateBucket:Bucket', {
        argument: 'bucket',
        documented: always({
          min: 3,
          max: 63,
          pattern: BUCKET,
          words:
            'lower-case letters, digits, - and ., a letter or digit at both ends, and no reserved prefix or suffix',
          page: `${DOCS}/AmazonS3/latest/userguide/bucketnamingrules.html`,
        }),
        unique: 'global',
      }),
      attributes: {
        id: argument('bucket'),
        arn: ({ partition, argument: of }) =>
          of('bucket') === undefined ? undefined : `arn:${partition}:s3:::${of('bucket') ?? ''}`,
        bucket_domain_name: host(() => 's3.amazonaws.com'),
        bucket_regional_domain_name: host(({ region }) => `s3.${region}.amazonaws.com`),
        region: ({ region }) => region,
        bucket_region: ({ region }) => region,
      },
      policy: { optional: true },
      // With tags in CreateBucket, and S3 Control's tagging: since 6.23, https://github.com/hashicorp/terraform-provider-aws/pull/45251
      calls: row('s3/bucket.go', {
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
      checked: {
        unreached: [
          {
            operations: settings(
              'DeleteBucketCors',
              'DeleteBucketEncryption',
              'DeleteBucketLifecycle',
              'DeleteBucketPolicy',
              'DeleteBucketReplication',
              'DeleteBucketWebsite',
              'PutBucketAccelerateConfiguration',
              'PutBucketAcl',
              'PutBucketCors',
              'PutBucketEncryption',
              'PutBucketLifecycleConfiguration',
              'PutBucketLogging',
              'PutBucketPolicy',
              'PutBucketReplication',
              'PutBucketRequestPayment',
              'PutBucketVersioning',
              'PutBucketWebsite',
              'PutObjectLockConfiguration',
            ),
            why: 'the bucket sets none of it: settings are blocks of their own',
            unset: [
              'acceleration_status',
              'acl',
              'cors_rule',
              'grant',
              'lifecycle_rule',
              'logging',
              'object_lock_configuration',
              'policy',
              'replication_configuration',
              'request_payer',
              'server_side_encryption_configuration',
              'versioning',
              'website',
            ],
          },
          {
            operations: settings('DeleteObject', 'DeleteObjects', 'ListObjectVersions', 'PutObjectLegalHold'),
            why: 'force_destroy is not set: a bucket that holds something stays',
            unset: ['force_destroy'],
          },
        ],
        byHand: {
          where:
            'tags in CreateBucket and by S3 Control: https://github.com/hashicorp/terraform-provider-aws/pull/45251',
          calls: {
            read: ['s3:ListTagsForResource'],
            create: ['s3:TagResource'],
            update: ['s3:TagResource', 's3:UntagResource'],
          },
          gone: ['s3:DeleteBucketTagging', 's3:GetBucketTagging', 's3:PutBucketTagging'],
        },
      },
      bill: { loses: 'every object in it', use: 'GB stored, requests' },
      picture: { words: 'S3 bucket', shape: 'store', tone: 'store' },
      local: 'stood up',
      arguments: {
        tags: harmless(
          'names for people: no condition of a policy asks for the tags of a bucket',
          'https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-managing.html',
        ),
        bucket: read('catalog/services', 'local/aws/s3', 'policies/checks', 'policies/iam'),
        policy: read('policies/iam'),
      },
    },
    ...bucketSettings,
    aws_s3_object: { bill: { loses: 'its content', use: 'GB stored, requests' } },
    aws_s3_account_public_access_block: { bill: NOTHING },
    aws_s3_bucket_acl: { unreadAccess: true },
    aws_s3_access_point: { unreadAccess: true },
    aws_s3control_access_point_policy: { unreadAccess: true },
  },
} satisfies Service;
