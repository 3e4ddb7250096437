import { blocksOfType, optionalBoolean, optionalText, text } from '../../terraform/query';
import { type Block, type Stack } from '../../terraform/stack';
import { mayBeAllowed } from '../iam/authorize';
import { type Check } from '../findings/finding';
import { type Access } from '../iam/access';

const BLOCKS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

export const bucketProtection: Check = {
  rule: 'bucket-protection',
  why: 'A bucket is private, encrypted and reached over TLS only when all three are said.',
  cite: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  run: ({ stack, access }) =>
    blocksOfType(stack, 'aws_s3_bucket')
      .filter(({ kind }) => kind === 'resource')
      .flatMap((bucket) =>
        missing(stack, access, bucket).map(([message, fix]) => ({
          subject: text(bucket, 'bucket'),
          ...(bucket.source ? { where: bucket.source } : {}),
          message,
          fix,
        })),
      ),
};

function missing(stack: Stack, access: Access, bucket: Block): [message: string, fix: string][] {
  const of = (type: string): Block | undefined =>
    blocksOfType(stack, type).find((block) => optionalText(block, 'bucket') === text(bucket, 'bucket'));
  const block = of('aws_s3_bucket_public_access_block');
  const open = BLOCKS.filter((name) => !block || optionalBoolean(block, name) !== true);
  return [
    ...(open.length > 0
      ? [
          [
            `public access is not blocked (${open.join(', ')})`,
            'Add aws_s3_bucket_public_access_block with all four set.',
          ] satisfies [string, string],
        ]
      : []),
    ...(of('aws_s3_bucket_server_side_encryption_configuration')
      ? []
      : [
          ['default encryption is not said', 'Add aws_s3_bucket_server_side_encryption_configuration.'] satisfies [
            string,
            string,
          ],
        ]),
    ...(acceptsPlain(access, text(bucket, 'arn'))
      ? [
          [
            'requests without TLS are not refused',
            'Deny s3:* to everyone where aws:SecureTransport is false, on the bucket and its objects.',
          ] satisfies [string, string],
        ]
      : []),
  ];
}

/** Asks as the account itself, whom only a Deny can stop: on the bucket and on an object, for reading and writing. */
function acceptsPlain(access: Access, arn: string): boolean {
  const asked: [string, string][] = [
    ['s3:ListBucket', arn],
    ['s3:GetObject', `${arn}/any`],
    ['s3:PutObject', `${arn}/any`],
  ];
  return asked.some(([action, resource]) =>
    mayBeAllowed(access, {
      principal: { kind: 'root', accountId: access.accountId },
      action,
      resource,
      context: { 'aws:SecureTransport': 'false' },
    }),
  );
}
