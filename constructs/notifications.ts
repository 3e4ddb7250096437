import { createHash } from 'node:crypto';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { type Deployment, named } from './deployment';
import { allow, allowPrincipal, policyText, requireTls, type Statement } from './policy';
import { holds } from './source-location';

export interface Subscriber {
  /** As SNS names it: `email`, `https`, `sqs`, … */
  readonly protocol: string;
  readonly endpoint: string;
}

export interface NotificationsProps {
  readonly deployment: Deployment;
  readonly subscribers: readonly Subscriber[];
}

const EVENTBRIDGE = { Service: 'events.amazonaws.com' };

/** The topic that reports and failures are published to, and who gets them. */
export class Notifications extends Construct {
  readonly topicArn: string;
  readonly topicName: string;
  /** EventBridge can't publish before this is in place. */
  readonly topicPolicy: SnsTopicPolicy;
  private readonly keyArn: string;
  private readonly region: string;

  constructor(scope: Construct, id: string, { deployment, subscribers }: NotificationsProps) {
    super(scope, id);
    this.region = deployment.region;
    this.keyArn = this.key(deployment).arn;

    const topic = new SnsTopic(this, 'topic', {
      name: named('analytics-notifications', deployment),
      kmsMasterKeyId: this.keyArn,
    });
    this.topicArn = topic.arn;
    this.topicName = topic.name;
    const statements = [
      // EventBridge honours no condition in a topic's policy:
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
      allowPrincipal('PublishFailures', EVENTBRIDGE, 'sns:Publish', topic.arn),
      requireTls('sns:Publish', topic.arn),
    ];
    this.topicPolicy = new SnsTopicPolicy(this, 'topic-policy', { arn: topic.arn, policy: policyText(statements) });
    holds(this.topicPolicy, statements);

    for (const { protocol, endpoint } of subscribers) {
      // By content, not by place: removing the first subscriber must not touch the others.
      const digest = createHash('sha256').update(`${protocol} ${endpoint}`).digest('hex').slice(0, 8);
      new SnsTopicSubscription(this, `${protocol}-${digest}`, { topicArn: topic.arn, protocol, endpoint });
    }
  }

  /** A key of our own: the key that AWS manages for SNS can't be used by EventBridge. */
  private key(deployment: Deployment): KmsKey {
    const root = { AWS: `arn:aws:iam::${deployment.accountId}:root` };
    // In a key's policy, "*" means this key.
    const statements = [
      // Lets the account's IAM policies speak for this key; without it, nobody could ever change it again.
      // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
      allowPrincipal('DelegateToIam', root, 'kms:*', '*'),
      // "Adding the aws:SourceAccount and aws:SourceArn to a AWS KMS policy is not supported for
      // EventBridge-to-encrypted topics": https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
      allowPrincipal('EncryptFailures', EVENTBRIDGE, ['kms:Decrypt', 'kms:GenerateDataKey'], '*'),
    ];
    const key = new KmsKey(this, 'key', {
      description: `Encrypts ${named('analytics-notifications', deployment)}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyText(statements),
    });
    holds(key, statements);
    new KmsAlias(this, 'key-alias', {
      name: `alias/${named('analytics-notifications', deployment)}`,
      targetKeyId: key.keyId,
    });
    return key;
  }

  publish(): Statement[] {
    return [
      allow('Publish', 'sns:Publish', this.topicArn),
      // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#sns-what-permissions-for-sse
      allow('EncryptNotifications', ['kms:Decrypt', 'kms:GenerateDataKey'], this.keyArn, {
        StringEquals: { 'kms:ViaService': `sns.${this.region}.amazonaws.com` },
      }),
    ];
  }
}
