import { inWords, only, values } from '../terraform/test-support';
import { synthesized } from '../environments/commands/synth/test-support';

const reader = { protocol: 'email', endpoint: 'reader@example.com' } as const;
const archive = { protocol: 'sqs', endpoint: 'arn:aws:sqs:eu-west-1:000000000000:archive' } as const;
const stack = synthesized({ subscribers: [reader, archive] });
const role = (purpose: string) => `"arn:aws:iam::000000000000:role/github-${purpose}-dev-blog"`;
/** Tags count only after minutes: policies/pipeline/first-apply.test.ts. */
const PIPELINES = [
  `PipelinesRead: Allow {"AWS":[${['plan', 'deploy-plan', 'apply'].map(role).join()}]} kms:DescribeKey, kms:GetKeyPolicy, ` +
    'kms:GetKeyRotationStatus, kms:ListResourceTags on *',
  `PipelineSetsUp: Allow {"AWS":[${role('apply')}]} kms:CreateAlias, kms:EnableKeyRotation, kms:PutKeyPolicy on *`,
];
const TOPIC = 'arn:aws:sns:eu-west-1:000000000000:analytics-notifications-dev-blog';

test('the topic is encrypted with a key of its own, which rotates', () => {
  expect(values(stack, 'aws_sns_topic', 'notifications_topic')).toMatchObject({
    name: 'analytics-notifications-dev-blog',
    kms_master_key_id: values(stack, 'aws_kms_key', 'notifications_key')['arn'],
  });
  expect(values(stack, 'aws_kms_key', 'notifications_key')).toMatchObject({
    enable_key_rotation: true,
    deletion_window_in_days: 30,
  });
  expect(values(stack, 'aws_kms_alias', 'notifications_key-alias')).toMatchObject({
    name: 'alias/analytics-notifications-dev-blog',
    target_key_id: values(stack, 'aws_kms_key', 'notifications_key')['key_id'],
  });
});

test('the key serves the account through IAM, and the pipelines that make it', () => {
  expect(inWords(only(stack, 'aws_kms_key', 'notifications_key'))).toEqual([
    'DelegateToIam: Allow {"AWS":"arn:aws:iam::000000000000:root"} kms:* on *',
    ...PIPELINES,
  ]);
});

test('the topic lets in no service, and nobody without TLS', () => {
  const policy = only(stack, 'aws_sns_topic_policy', 'notifications_topic-policy');
  expect(policy.values['arn']).toBe(TOPIC);
  expect(inWords(policy)).toEqual([
    `RequireTls: Deny {"AWS":"*"} sns:Publish on ${TOPIC} if {"Bool":{"aws:SecureTransport":"false"}}`,
  ]);
});

const subscriptions = (of: typeof stack) =>
  of.blocks.filter(({ address }) => address.startsWith('aws_sns_topic_subscription.notifications_'));

test('every subscriber of the settings is subscribed, at an address that depends on itself alone', () => {
  expect(subscriptions(stack).map((block) => block.values)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ topic_arn: TOPIC, ...reader }),
      expect.objectContaining({ topic_arn: TOPIC, ...archive }),
    ]),
  );
  const alone = subscriptions(synthesized({ subscribers: [archive] }));
  expect(subscriptions(stack).map(({ address }) => address)).toContain(alone[0]?.address);
});
