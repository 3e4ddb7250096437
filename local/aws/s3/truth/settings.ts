import { page, recorded, type S3Truth } from './shape';

/** What the stack says of its buckets, as S3 tells it. */
export const settings: readonly S3Truth[] = [
  {
    says: 'A bucket that is versioned says so',
    source: recorded('test_s3_api::test_bucket_versioning_crud'),
    steps: [{ send: 'GET ?versioning', is: 200, root: 'VersioningConfiguration', xml: { Status: 'Enabled' } }],
  },
  {
    says: 'A bucket that never was versioned has no status',
    source: page('API/API_GetBucketVersioning'),
    plain: true,
    steps: [{ send: 'GET ?versioning', is: 200, root: 'VersioningConfiguration', xml: { Status: null } }],
  },
  {
    says: 'A lifecycle says which objects are too small for a transition, all below 128 KB unless it is told otherwise',
    source: page('API/API_GetBucketLifecycleConfiguration'),
    steps: [
      {
        send: 'GET ?lifecycle',
        is: 200,
        root: 'LifecycleConfiguration',
        headers: { 'x-amz-transition-default-minimum-object-size': 'all_storage_classes_128K' },
      },
    ],
  },
  {
    says: 'A bucket without a lifecycle has none',
    source: recorded('test_s3::test_delete_bucket_lifecycle_configuration'),
    plain: true,
    steps: [
      { send: 'GET ?lifecycle', is: 404, error: { Code: 'NoSuchLifecycleConfiguration', BucketName: '{bucket}' } },
    ],
  },
  {
    says: 'Refused by name: how a bucket is encrypted of which the stack says nothing',
    source: page('userguide/default-bucket-encryption'),
    plain: true,
    refused: true,
    steps: [
      { send: 'GET ?encryption', is: 501, error: { Code: 'NotImplemented' } },
      { send: 'PUT k', body: 'x', is: 200, headers: { 'x-amz-server-side-encryption': 'AES256' } },
    ],
  },
  {
    says: 'What blocks public access is told',
    source: page('API/API_GetPublicAccessBlock'),
    steps: [
      {
        send: 'GET ?publicAccessBlock',
        is: 200,
        root: 'PublicAccessBlockConfiguration',
        xml: { BlockPublicAcls: 'true' },
      },
    ],
  },
  {
    says: 'Who owns objects is told',
    source: page('API/API_GetBucketOwnershipControls'),
    steps: [
      {
        send: 'GET ?ownershipControls',
        is: 200,
        root: 'OwnershipControls',
        xml: { 'Rule.ObjectOwnership': 'BucketOwnerEnforced' },
      },
    ],
  },
  {
    says: 'How objects are encrypted is told, with what a bucket’s key is used for',
    source: recorded('test_s3_api::test_s3_default_bucket_encryption'),
    steps: [
      {
        send: 'GET ?encryption',
        is: 200,
        root: 'ServerSideEncryptionConfiguration',
        xml: {
          'Rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm': 'AES256',
          'Rule.BucketKeyEnabled': 'false',
        },
      },
    ],
  },
  {
    says: 'A bucket is in the Region of its stack',
    source: page('API/API_GetBucketLocation'),
    steps: [
      { send: 'GET ?location', is: 200, root: 'LocationConstraint', headers: { 'content-type': 'application/xml' } },
    ],
  },
  {
    says: 'A setting of a bucket that does not exist is none',
    source: page('API/ErrorResponses'),
    steps: [
      'encryption',
      'lifecycle',
      'location',
      'ownershipControls',
      'policy',
      'publicAccessBlock',
      'versioning',
    ].map((name) => ({ send: `GET /does-not-exist?${name}`, is: 404, error: { Code: 'NoSuchBucket' } })),
  },
];
