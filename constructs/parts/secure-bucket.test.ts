import { inWords, only, shippedStack, values } from '../../terraform/test-support';

const stack = shippedStack();

describe.each([
  ['events-bucket', 'events-dev-blog-000000000000', 30],
  ['query-output-bucket', 'query-output-dev-blog-000000000000', 7],
])('%s', (construct, name, noncurrentDays) => {
  const part = (type: string, id: string) => values(stack, `aws_s3_bucket_${type}`, `${construct}_${id}`);

  test("has the lab's name, with the account, and its tags", () => {
    expect(values(stack, 'aws_s3_bucket', construct)).toMatchObject({
      bucket: name,
      tags: { Name: name, Environment: 'dev' },
    });
    expect(values(stack, 'aws_s3_bucket', construct)).not.toHaveProperty('acl');
  });

  test('is private, and knows no ACLs', () => {
    expect(part('public_access_block', 'public-access-block')).toMatchObject({
      bucket: name,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(part('ownership_controls', 'ownership')).toMatchObject({
      bucket: name,
      rule: { object_ownership: 'BucketOwnerEnforced' },
    });
  });

  test('is encrypted and versioned', () => {
    expect(part('server_side_encryption_configuration', 'encryption')).toMatchObject({
      bucket: name,
      // As S3 itself gives it back: left out, each plan would show a change.
      rule: [
        { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' }, blocked_encryption_types: ['SSE-C'] },
      ],
    });
    expect(part('versioning', 'versioning')).toMatchObject({
      bucket: name,
      versioning_configuration: { status: 'Enabled' },
    });
  });

  test('is reached over TLS only', () => {
    const policy = only(stack, 'aws_s3_bucket_policy', `${construct}_policy`);
    expect(policy.values['bucket']).toBe(name);
    expect(inWords(policy)).toEqual([
      `RequireTls: Deny {"AWS":"*"} s3:* on arn:aws:s3:::${name}, arn:aws:s3:::${name}/* ` +
        'if {"Bool":{"aws:SecureTransport":"false"}}',
    ]);
  });

  test('forgets old versions, and uploads that were given up', () => {
    expect(part('lifecycle_configuration', 'lifecycle')['rule']).toContainEqual({
      id: 'clean-up',
      status: 'Enabled',
      filter: [{ prefix: '' }],
      noncurrent_version_expiration: [{ noncurrent_days: noncurrentDays }],
      expiration: [{ expired_object_delete_marker: true }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    });
  });
});

test('events move to cheaper storage, but can always be read at once', () => {
  const { rule } = values(stack, 'aws_s3_bucket_lifecycle_configuration', 'events-bucket_lifecycle');
  expect(rule).toContainEqual({
    id: 'events',
    status: 'Enabled',
    filter: [{ prefix: 'events/' }],
    transition: [
      { days: 90, storage_class: 'STANDARD_IA' },
      { days: 365, storage_class: 'GLACIER_IR' },
    ],
  });
  expect(rule).toContainEqual({
    id: 'errors',
    status: 'Enabled',
    filter: [{ prefix: 'errors/' }],
    expiration: [{ days: 365 }],
  });
});

test('query results expire, and so do the markers of sent reports, later', () => {
  const { rule } = values(stack, 'aws_s3_bucket_lifecycle_configuration', 'query-output-bucket_lifecycle');
  expect(rule).toContainEqual({
    id: 'results',
    status: 'Enabled',
    filter: [{ prefix: 'results/' }],
    expiration: [{ days: 30 }],
  });
  expect(rule).toContainEqual({
    id: 'sent',
    status: 'Enabled',
    filter: [{ prefix: 'sent/' }],
    expiration: [{ days: 120 }],
  });
});
