import { type Stack } from '../../../../terraform/stack';
import { S3Error } from './s3-error';

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html; recorded in localstack/localstack
 * tests/aws/services/s3/test_s3.py test_get_bucket_policy_invalid_account_id, test_put_bucket_policy_expected_bucket_owner
 */
export function checkOwner({ accountId }: Stack, expected: string | undefined): void {
  if (expected === undefined || expected === accountId) return;
  if (/^\d{12}$/.test(expected)) throw new S3Error('AccessDenied', 'Access Denied', 403);
  const words = 'The value of the expected bucket owner parameter must be an AWS Account ID...';
  throw new S3Error('InvalidBucketOwnerAWSAccountID', `${words} [${expected}]`);
}
