/** Operations that a resource's functions call, and that our blocks don't reach. */
export interface Unreached {
  readonly operations: readonly string[];
  readonly why: string;
}

const settings = (...names: string[]): string[] => names.map((name) => `s3:${name}`);

const READ_TELLS_TAGS =
  'the provider lists tags only where the read left them out, and this one has them: internal/provider/tags_interceptor.go';

/** By resource type. One that is not called any more, or is in the row, is refused. */
export const unreached: Readonly<Record<string, readonly Unreached[]>> = {
  aws_cloudwatch_log_group: [
    { operations: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'], why: 'kms_key_id is not set' },
    { operations: ['logs:DeleteRetentionPolicy'], why: 'retention_in_days is always set' },
  ],
  aws_iam_policy: [{ operations: ['iam:ListPolicyTags'], why: READ_TELLS_TAGS }],
  aws_iam_role: [
    { operations: ['iam:ListRoleTags'], why: READ_TELLS_TAGS },
    {
      operations: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      why: 'managed_policy_arns is not set, and no block attaches a policy',
    },
    {
      operations: ['iam:DeleteRolePolicy', 'iam:PutRolePolicy'],
      why: 'inline_policy is not set: a policy is a block of its own, which goes before its role',
    },
    { operations: ['iam:DeleteRolePermissionsBoundary'], why: 'permissions_boundary is always set' },
    { operations: ['iam:RemoveRoleFromInstanceProfile'], why: 'no role is in an instance profile' },
  ],
  aws_kinesis_firehose_delivery_stream: [
    { operations: ['firehose:StopDeliveryStreamEncryption'], why: 'server_side_encryption is always enabled' },
  ],
  aws_kms_key: [
    { operations: ['kms:DisableKey'], why: 'is_enabled is not set: true' },
    { operations: ['kms:DisableKeyRotation'], why: 'enable_key_rotation is always true' },
  ],
  aws_lambda_function: [
    {
      operations: ['lambda:DeleteFunctionCodeSigningConfig', 'lambda:PutFunctionCodeSigningConfig'],
      why: 'code_signing_config_arn is not set',
    },
    {
      operations: ['lambda:DeleteFunctionConcurrency', 'lambda:PutFunctionConcurrency'],
      why: 'reserved_concurrent_executions is not set',
    },
  ],
  aws_s3_bucket: [
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
    },
    {
      operations: settings('DeleteObject', 'DeleteObjects', 'ListObjectVersions', 'PutObjectLegalHold'),
      why: 'force_destroy is not set: a bucket that holds something stays',
    },
  ],
  aws_sns_topic_subscription: [
    { operations: ['sns:SetSubscriptionAttributes'], why: 'every argument that is set asks for a new subscription' },
  ],
};
