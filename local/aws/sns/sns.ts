import { randomUUID } from 'node:crypto';
import { sns } from '../../../catalog/services/sns';
import { type Principal } from '../../../policies/iam/authorize';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl, type Context, nameOf } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { type QueryOperation, queryService, type WireService } from '../endpoint/protocols';
import { AwsError } from '../shared/errors';
import { customerKeyArn } from '../kms/kms';
import { topicAttributes } from './sns-attributes';
import { subscriptionReads } from './subscriptions';

/** A message that was published: what each subscriber gets. */
export interface OutboxMessage {
  readonly messageId: string;
  readonly topicArn: string;
  /** What an e-mail has as its subject; AWS takes the topic's name when there is none. */
  readonly subject?: string;
  readonly message: string;
  readonly publishedAt: Date;
  /** A role's or service's own name. */
  readonly publishedBy: string;
  readonly subscribers: readonly { readonly protocol: string; readonly endpoint: string }[];
}

/** 256 KB: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const largestMessage = 262_144;

/** Topics of the stack. Nothing is sent: what would be lies in the outbox. */
export class SnsService {
  readonly outbox: OutboxMessage[] = [];
  readonly wire: WireService;
  readonly #listeners: ((message: OutboxMessage) => void)[] = [];

  constructor(
    private readonly stack: Stack,
    private readonly access: AccessControl,
    private readonly clock: Clock,
  ) {
    const publish: QueryOperation = async (input, call) => {
      const topicArn = input.TopicArn ?? input.TargetArn ?? '';
      this.#topic(topicArn);
      call.require('sns:Publish', topicArn);
      const { Subject: subject, Message: message = '' } = input;
      const published = this.#publish(call.principal, {
        topicArn,
        message,
        ...(subject === undefined ? {} : { subject }),
      });
      return { MessageId: published.messageId };
    };
    this.wire = queryService('http://sns.amazonaws.com/doc/2010-03-31/', {
      Publish: publish,
      ...subscriptionReads(stack),
      GetTopicAttributes: async ({ TopicArn = '' }, call) => {
        const topic = this.#topic(TopicArn);
        call.require('sns:GetTopicAttributes', TopicArn);
        const attributes = Object.entries(topicAttributes(stack, topic));
        return { Attributes: { entry: attributes.map(([key, value]) => ({ key, value })) } };
      },
    });
  }

  onPublish(listener: (message: OutboxMessage) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * A service publishes as itself: the topic's policy must name it.
   * @param call made with the service as its principal
   * @param context what that service puts into its requests, to SNS and by way of it to KMS
   */
  publishAs(
    call: Call,
    topicArn: string,
    message: string,
    { context = {}, subject }: { readonly context?: Context; readonly subject?: string } = {},
  ): OutboxMessage {
    this.#topic(topicArn);
    call.require('sns:Publish', topicArn, context);
    return this.#publish(call.principal, { topicArn, message, ...(subject === undefined ? {} : { subject }) }, context);
  }

  #publish(
    principal: Principal,
    sent: { readonly topicArn: string; readonly message: string; readonly subject?: string },
    context: Context = {},
  ): OutboxMessage {
    this.#requireKey(principal, sent.topicArn, context);
    checkMessage(sent.message);
    if (sent.subject !== undefined) checkSubject(sent.subject);
    const published: OutboxMessage = {
      ...sent,
      messageId: randomUUID(),
      publishedAt: this.clock.now(),
      publishedBy: nameOf(principal),
      subscribers: blocksOfType(this.stack, 'aws_sns_topic_subscription')
        .filter((block) => text(block, 'topic_arn') === sent.topicArn)
        .map((block) => ({ protocol: text(block, 'protocol'), endpoint: text(block, 'endpoint') })),
    };
    this.outbox.push(published);
    for (const listener of this.#listeners) listener(published);
    return published;
  }

  #topic(arn: string) {
    const topic = blocksOfType(this.stack, 'aws_sns_topic').find((block) => text(block, 'arn') === arn);
    if (!topic) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  }

  /**
   * A topic under a customer key: SNS uses the key with the publisher's rights. A service principal reaches KMS as
   * itself, so that only the key's own policy can let it in; the key that AWS manages for SNS lets no service in.
   */
  #requireKey(principal: Principal, topicArn: string, given: Context): void {
    const reference = optionalText(this.#topic(topicArn), 'kms_master_key_id');
    const key = customerKeyArn(this.stack, reference);
    if (!key && (reference === undefined || principal.kind !== 'service')) return;
    const page = 'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html';
    const call = callOnBehalf(this.access, principal, sns.principal, page);
    // No policy of the stack is on AWS's own key, so that nothing lets a service use it.
    const keyArn = key ?? `arn:aws:kms:${this.stack.region}:${this.stack.accountId}:${reference ?? ''}`;
    const context = {
      ...given,
      'kms:EncryptionContext:aws:sns:topicArn': topicArn,
      ...(principal.kind === 'service'
        ? {}
        : { 'kms:ViaService': `sns.${this.stack.region}.amazonaws.com`, 'kms:CallerAccount': this.stack.accountId }),
    };
    try {
      call.require('kms:GenerateDataKey', keyArn, context);
      call.require('kms:Decrypt', keyArn, context);
    } catch (error) {
      // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors
      throw error instanceof AwsError ? new AwsError('KMSAccessDenied', error.message, 400, { cause: error }) : error;
    }
  }
}

function checkMessage(message: string): void {
  if (message === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
  if (Buffer.byteLength(message) > largestMessage) {
    throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
  }
}

/** "ASCII text that begins with a letter, number, or punctuation mark; no line breaks or control characters; under 100 characters" */
function checkSubject(subject: string): void {
  if (!/^[!-~][ -~]{0,99}$/.test(subject)) throw new AwsError('InvalidParameter', 'Invalid parameter: Subject');
}
