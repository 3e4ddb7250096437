import { randomUUID } from 'node:crypto';
import { sns } from '../../../catalog/services/sns';
import { type Principal } from '../../../policies/iam/authorize';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type AccessControl, type Context, nameOf } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { type MessageAttributes } from '../shared/message-attributes';
import { customerKeyArn } from '../kms/kms';
import { checkSize, type Message, ownFault, sizeOf } from './message';
import { checkAttributes } from './message-attributes';
import { readSubscribers, type Subscriber } from './subscribers';

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
  readonly subscribers: readonly (Subscriber & {
    /** Where the message has a text of its own for each protocol. */
    readonly message?: string;
  })[];
  readonly attributes?: MessageAttributes;
}

/** What a service puts into its request, beside the message. */
interface AsService {
  readonly context?: Context;
  readonly subject?: string;
  readonly attributes?: MessageAttributes;
  /** Where the message has a text of its own for each protocol. */
  readonly byProtocol?: Readonly<Record<string, string>>;
}

/** Topics of the stack. Nothing is sent: what would be lies in the outbox. */
export class SnsService {
  readonly outbox: OutboxMessage[] = [];
  readonly #subscribers: ReadonlyMap<string, readonly Subscriber[]>;
  readonly #listeners: ((message: OutboxMessage) => void)[] = [];

  constructor(
    private readonly stack: Stack,
    private readonly access: AccessControl,
    private readonly clock: Clock,
  ) {
    this.#subscribers = readSubscribers(stack);
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
    { context = {}, subject, attributes, byProtocol }: AsService = {},
  ): OutboxMessage {
    this.topic(topicArn);
    call.require('sns:Publish', topicArn, context);
    const request = {
      Message: byProtocol ? JSON.stringify(byProtocol) : message,
      ...(subject === undefined ? {} : { Subject: subject }),
      MessageAttributes: attributes ?? {},
    };
    const fault = ownFault(request);
    if (fault) throw fault;
    checkAttributes(request.MessageAttributes);
    const sent = {
      text: message,
      size: sizeOf(request),
      ...(subject === undefined ? {} : { subject }),
      ...(attributes === undefined ? {} : { attributes }),
      ...(byProtocol === undefined ? {} : { byProtocol }),
    };
    return this.publish(call.principal, topicArn, sent, context);
  }

  /** For a principal whose right to it was checked. @throws AwsError for a message that is too long, or a key */
  publish(principal: Principal, topicArn: string, message: Message, context: Context = {}): OutboxMessage {
    this.#requireKey(principal, topicArn, context);
    const { text: whole, byProtocol, subject, attributes, size } = message;
    checkSize(size);
    const published: OutboxMessage = {
      topicArn,
      message: whole,
      ...(subject === undefined ? {} : { subject }),
      messageId: randomUUID(),
      publishedAt: this.clock.now(),
      publishedBy: nameOf(principal),
      subscribers: (this.#subscribers.get(topicArn) ?? []).map((one) =>
        byProtocol ? { ...one, message: byProtocol[one.protocol] ?? whole } : one,
      ),
      ...(attributes ? { attributes } : {}),
    };
    this.outbox.push(published);
    for (const listener of this.#listeners) listener(published);
    return published;
  }

  /** @throws AwsError when the stack has none of that ARN */
  topic(arn: string): Block {
    const topic = blocksOfType(this.stack, 'aws_sns_topic').find((block) => text(block, 'arn') === arn);
    if (!topic) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return topic;
  }

  /**
   * A topic under a customer key: SNS uses the key with the publisher's rights. A service principal reaches KMS as
   * itself, so that only the key's own policy can let it in; the key that AWS manages for SNS lets no service in.
   */
  #requireKey(principal: Principal, topicArn: string, given: Context): void {
    const reference = optionalText(this.topic(topicArn), 'kms_master_key_id');
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
