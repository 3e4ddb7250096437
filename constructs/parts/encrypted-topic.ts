import { createHash } from 'node:crypto';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import type { Construct } from 'constructs';
import { type Deployment, named } from './deployment';
import { letPipelinesSetUp } from './pipeline-key-access';
import { allow, allowPrincipal, policyText, requireTls, type Statement } from './policy';
import { holds } from './source-location';

export interface Subscriber {
  /** As SNS names it: `email`, `https`, `sqs`, … */
  readonly protocol: string;
  readonly endpoint: string;
}

export interface EncryptedTopicProps {
  readonly deployment: Deployment;
  /** The topic is `<what>-<environment>-<application>`. */
  readonly what: string;
  /** The one service that publishes, if one does: who has a role needs no word here. */
  readonly service?: {
    readonly publishes: (topicArn: string) => Statement;
    /** Lets it use the topic's key; in a key's policy, "*" means this key. */
    readonly usesKey: Statement;
  };
  readonly subscribers: readonly Subscriber[];
}

export interface EncryptedTopic {
  readonly topic: SnsTopic;
  /** No service can publish before this is in place. */
  readonly policy: SnsTopicPolicy;
  readonly keyArn: string;
}

/**
 * A topic under a key of its own, and who gets what is published: the key that AWS manages for SNS can't be used by
 * CloudWatch, and has no policy of ours. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function encryptedTopic(scope: Construct, props: EncryptedTopicProps): EncryptedTopic {
  const name = named(props.what, props.deployment);
  const key = topicKey(scope, name, props);
  const topic = new SnsTopic(scope, 'topic', { name, kmsMasterKeyId: key.arn });
  const statements = [
    ...(props.service ? [props.service.publishes(topic.arn)] : []),
    requireTls('sns:Publish', topic.arn),
  ];
  const policy = new SnsTopicPolicy(scope, 'topic-policy', { arn: topic.arn, policy: policyText(statements) });
  holds(policy, statements);

  for (const { protocol, endpoint } of props.subscribers) {
    // By content, not by place: removing the first subscriber must not touch the others.
    const digest = createHash('sha256').update(`${protocol} ${endpoint}`).digest('hex').slice(0, 8);
    new SnsTopicSubscription(scope, `${protocol}-${digest}`, { topicArn: topic.arn, protocol, endpoint });
  }
  return { topic, policy, keyArn: key.arn };
}

/** What whoever publishes on such topics needs, all of them under that key. */
export const publishOn = (
  { region }: Deployment,
  {
    sid,
    topics,
    keyArn,
  }: { readonly sid: string; readonly topics: string | readonly string[]; readonly keyArn: string },
): Statement[] => [
  allow(sid, 'sns:Publish', topics),
  // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
  allow('EncryptNotifications', ['kms:Decrypt', 'kms:GenerateDataKey'], keyArn, {
    StringEquals: { 'kms:ViaService': `sns.${region}.amazonaws.com` },
  }),
];

function topicKey(scope: Construct, name: string, { deployment, service }: EncryptedTopicProps): KmsKey {
  const root = { AWS: `arn:aws:iam::${deployment.accountId}:root` };
  const statements = [
    // Lets the account's IAM policies speak for this key; without it, nobody could ever change it again.
    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    allowPrincipal('DelegateToIam', root, 'kms:*', '*'),
    ...(service ? [service.usesKey] : []),
    ...letPipelinesSetUp(deployment),
  ];
  const key = new KmsKey(scope, 'key', {
    description: `Encrypts ${name}`,
    enableKeyRotation: true,
    deletionWindowInDays: 30,
    policy: policyText(statements),
  });
  holds(key, statements);
  new KmsAlias(scope, 'key-alias', { name: `alias/${name}`, targetKeyId: key.keyId });
  return key;
}
