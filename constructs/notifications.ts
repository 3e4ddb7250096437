import type { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';
import type { Deployment } from './deployment';
import { encryptedTopic, type Subscriber } from './parts/encrypted-topic';
import { allow, allowPrincipal, type Statement } from './policy';

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
    const { topic, policy, keyArn } = encryptedTopic(this, {
      deployment,
      what: 'analytics-notifications',
      // EventBridge honours no condition in a topic's policy:
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
      publisher: (topicArn) => allowPrincipal('PublishFailures', EVENTBRIDGE, 'sns:Publish', topicArn),
      // "Adding the aws:SourceAccount and aws:SourceArn to a AWS KMS policy is not supported for
      // EventBridge-to-encrypted topics": https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
      keyUser: allowPrincipal('EncryptFailures', EVENTBRIDGE, ['kms:Decrypt', 'kms:GenerateDataKey'], '*'),
      subscribers,
    });
    this.topicArn = topic.arn;
    this.topicName = topic.name;
    this.topicPolicy = policy;
    this.keyArn = keyArn;
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
