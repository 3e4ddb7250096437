import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { text } from '../../../terraform/query';
import { type Block } from '../../../terraform/stack';
import { type Read, type ReadsOf } from './read';

type Send = (s3: S3Client, input: { readonly Bucket: string }) => Promise<object>;

/** S3 names some of its permissions unlike its operations. */
const bucketRead =
  (operation: string, action: string, send: Send) =>
  (block: Block): Read => {
    const Bucket = text(block, 'bucket');
    return {
      operation: `s3:${operation}`,
      action: `s3:${action}`,
      resources: [`arn:aws:s3:::${Bucket}`],
      send: ({ s3 }) => send(s3, { Bucket }),
    };
  };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const bucketReads: Readonly<Record<string, ReadsOf>> = {
  aws_s3_bucket: bucketRead('HeadBucket', 'ListBucket', (s3, input) => s3.send(new HeadBucketCommand(input))),
  aws_s3_bucket_versioning: bucketRead('GetBucketVersioning', 'GetBucketVersioning', (s3, input) =>
    s3.send(new GetBucketVersioningCommand(input)),
  ),
  aws_s3_bucket_server_side_encryption_configuration: bucketRead(
    'GetBucketEncryption',
    'GetEncryptionConfiguration',
    (s3, input) => s3.send(new GetBucketEncryptionCommand(input)),
  ),
  aws_s3_bucket_public_access_block: bucketRead('GetPublicAccessBlock', 'GetBucketPublicAccessBlock', (s3, input) =>
    s3.send(new GetPublicAccessBlockCommand(input)),
  ),
  aws_s3_bucket_ownership_controls: bucketRead(
    'GetBucketOwnershipControls',
    'GetBucketOwnershipControls',
    (s3, input) => s3.send(new GetBucketOwnershipControlsCommand(input)),
  ),
  aws_s3_bucket_lifecycle_configuration: bucketRead(
    'GetBucketLifecycleConfiguration',
    'GetLifecycleConfiguration',
    (s3, input) => s3.send(new GetBucketLifecycleConfigurationCommand(input)),
  ),
  aws_s3_bucket_policy: bucketRead('GetBucketPolicy', 'GetBucketPolicy', (s3, input) =>
    s3.send(new GetBucketPolicyCommand(input)),
  ),
};
