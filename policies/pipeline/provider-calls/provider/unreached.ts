/** Operations that a resource's functions call, and that our blocks don't reach. */
export interface Unreached {
  readonly operations: readonly string[];
  readonly why: string;
  /** Arguments that no block of ours sets. */
  readonly unset?: readonly string[];
  /** Arguments that every block of ours sets. */
  readonly set?: readonly string[];
}

const settings = (...names: string[]): string[] => names.map((name) => `s3:${name}`);

const READ_TELLS_TAGS =
  'the provider lists tags only where the read left them out, and this one has them: internal/provider/tags_interceptor.go';

/** By resource type. One that is not called any more, or is in the row, is refused. */
export const unreached: Readonly<Record<string, readonly Unreached[]>> = {
  aws_cloudwatch_log_group: [
    {
      operations: ['logs:AssociateKmsKey', 'logs:DisassociateKmsKey'],
      why: 'kms_key_id is not set',
      unset: ['kms_key_id'],
    },
    { operations: ['logs:DeleteRetentionPolicy'], why: 'retention_in_days is always set', set: ['retention_in_days'] },
  ],
  aws_iam_policy: [{ operations: ['iam:ListPolicyTags'], why: READ_TELLS_TAGS }],
  aws_iam_role: [
    { operations: ['iam:ListRoleTags'], why: READ_TELLS_TAGS },
    {
      operations: ['iam:AttachRolePolicy', 'iam:DetachRolePolicy'],
      why: 'managed_policy_arns is not set, and no block attaches a policy',
      unset: ['managed_policy_arns'],
    },
    {
      operations: ['iam:DeleteRolePolicy', 'iam:PutRolePolicy'],
      why: 'inline_policy is not set: a policy is a block of its own, which goes before its role',
      unset: ['inline_policy'],
    },
    {
      operations: ['iam:DeleteRolePermissionsBoundary'],
      why: 'permissions_boundary is always set',
      set: ['permissions_boundary'],
    },
    { operations: ['iam:RemoveRoleFromInstanceProfile'], why: 'no role is in an instance profile' },
  ],
  aws_kinesis_firehose_delivery_stream: [
    {
      operations: ['firehose:StopDeliveryStreamEncryption'],
      why: 'server_side_encryption is always enabled',
      set: ['server_side_encryption.enabled'],
    },
  ],
  aws_kms_key: [
    { operations: ['kms:DisableKey'], why: 'is_enabled is not set: true', unset: ['is_enabled'] },
    { operations: ['kms:DisableKeyRotation'], why: 'enable_key_rotation is always true', set: ['enable_key_rotation'] },
  ],
  aws_lambda_function: [
    {
      operations: ['lambda:DeleteFunctionCodeSigningConfig', 'lambda:PutFunctionCodeSigningConfig'],
      why: 'code_signing_config_arn is not set',
      unset: ['code_signing_config_arn'],
    },
    {
      operations: ['lambda:DeleteFunctionConcurrency', 'lambda:PutFunctionConcurrency'],
      why: 'reserved_concurrent_executions is not set',
      unset: ['reserved_concurrent_executions'],
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
  aws_sns_topic_subscription: [
    { operations: ['sns:SetSubscriptionAttributes'], why: 'every argument that is set asks for a new subscription' },
  ],
};
