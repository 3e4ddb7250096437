import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { Construct } from 'constructs';
import { type Deployment, named } from './parts/deployment';
import { encryptedTopic, publishOn, type Subscriber } from './parts/encrypted-topic';
import { policyText, requireTls, type Statement } from './parts/policy';
import { holds } from './parts/source-location';

export interface NotificationsProps {
  readonly deployment: Deployment;
  readonly subscribers: readonly Subscriber[];
}

/** The topic that reports and failures are published to, and who gets them. */
export class Notifications extends Construct {
  readonly topicArn: string;
  readonly topicName: string;
  /** What a deployment's own reports are published to: like the other, under its key, and read by nobody. */
  readonly verificationTopicArn: string;
  private readonly keyArn: string;
  private readonly deployment: Deployment;

  constructor(scope: Construct, id: string, { deployment, subscribers }: NotificationsProps) {
    super(scope, id);
    this.deployment = deployment;
    const { topic, keyArn } = encryptedTopic(this, { deployment, what: 'analytics-notifications', subscribers });
    this.topicArn = topic.arn;
    this.topicName = topic.name;
    this.keyArn = keyArn;
    this.verificationTopicArn = this.verifications(deployment);
  }

  private verifications(deployment: Deployment): string {
    const topic = new SnsTopic(this, 'verifications', {
      name: named('analytics-verifications', deployment),
      kmsMasterKeyId: this.keyArn,
    });
    const statements = [requireTls('sns:Publish', topic.arn)];
    const policy = new SnsTopicPolicy(this, 'verifications-policy', { arn: topic.arn, policy: policyText(statements) });
    holds(policy, statements);
    return topic.arn;
  }

  publish(): Statement[] {
    return publishOn(this.deployment, {
      sid: 'Publish',
      topics: [this.topicArn, this.verificationTopicArn],
      keyArn: this.keyArn,
    });
  }

  /** Of a report that was not sent. */
  notify(): Statement[] {
    return publishOn(this.deployment, { sid: 'Notify', topics: this.topicArn, keyArn: this.keyArn });
  }
}
