import { randomUUID } from 'node:crypto';
import { sqs } from '../../../catalog/services/sqs';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Block, type Stack } from '../../../terraform/stack';
import { type AccessControl, type Context } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { type MessageAttributes } from '../shared/message-attributes';
import { customerKeyArn } from '../kms/kms';
import { type QueuedMessage } from './message';
import { type Counts, retentionOf } from './queue';
import { checkRedrive, redriveOf } from './redrive';

const KEY_PAGE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html';

/** The stack's queues, as services send to them and people read them. */
export class SqsService {
  readonly messages: QueuedMessage[] = [];
  readonly created: Date;
  readonly #listeners = new Set<(queueName: string) => void>();

  constructor(
    readonly stack: Stack,
    private readonly access: AccessControl,
    readonly clock: Clock,
  ) {
    checkRedrive(stack);
    this.created = clock.now();
  }

  /** By name. */
  queues(): string[] {
    return blocksOfType(this.stack, 'aws_sqs_queue').map((block) => text(block, 'name'));
  }

  find(queueArn: string): Block | undefined {
    return blocksOfType(this.stack, 'aws_sqs_queue').find((block) => text(block, 'arn') === queueArn);
  }

  visibleIn(queueName: string): number {
    const queue = blocksOfType(this.stack, 'aws_sqs_queue').find((block) => text(block, 'name') === queueName);
    return queue ? this.counts(text(queue, 'arn')).visible : 0;
  }

  counts(queueArn: string): Counts {
    const all = this.#kept(queueArn);
    const visible = all.filter((message) => this.#isVisible(message)).length;
    return { visible, hidden: all.length - visible };
  }

  /** @returns what ends the listening */
  onSend(listener: (queueName: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * @param call made with the sender as its principal: a service, or a role that a service sends for
   * @param context what that service puts into its request
   * @throws AwsError when the queue's policy, or its key's, does not let the sender in
   */
  sendAs(call: Call, queueArn: string, body: string, attributes: MessageAttributes = {}, context: Context = {}): void {
    const queue = this.find(queueArn);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    call.require('sqs:SendMessage', queueArn, context);
    this.send(call, queue, body, attributes);
  }

  /** For a sender whose right to it was checked. @throws AccessDenied for the queue's key */
  send(call: Call, queue: Block, body: string, attributes: MessageAttributes): QueuedMessage {
    this.requireKey(queue, call, 'kms:GenerateDataKey', 'kms:Decrypt');
    const message: QueuedMessage = {
      messageId: randomUUID(),
      queueArn: text(queue, 'arn'),
      body,
      attributes,
      sentAt: this.clock.now(),
      sender: call.principal,
    };
    this.messages.push(message);
    this.#tell(queue);
    return message;
  }

  /** Under a key of the stack's, its actions are asked for with the caller's rights. @throws AccessDenied */
  requireKey(queue: Block, { principal, requestId }: Call, ...actions: readonly string[]): void {
    const key = customerKeyArn(this.stack, optionalText(queue, 'kms_master_key_id'));
    if (!key) return;
    const onBehalf = callOnBehalf(this.access, principal, sqs.principal, KEY_PAGE, requestId);
    for (const action of actions) onBehalf.require(action, key);
  }

  /** Hides as many as are visible, the oldest first, for a time. What was received often enough goes elsewhere instead. */
  receive(queueArn: string, most: number, hiddenSeconds: number): QueuedMessage[] {
    const now = this.clock.now();
    this.#redrive(queueArn);
    const taken = this.#kept(queueArn)
      .filter((message) => this.#isVisible(message))
      .slice(0, most);
    for (const message of taken) {
      message.receipt = {
        count: (message.receipt?.count ?? 0) + 1,
        first: message.receipt?.first ?? now,
        handle: Buffer.from(`${message.messageId}:${randomUUID()}`).toString('base64'),
        hiddenUntil: new Date(now.getTime() + hiddenSeconds * 1000),
      };
    }
    return taken;
  }

  /** When the next hidden message of a queue is to be seen again. */
  nextVisible(queueArn: string): Date | undefined {
    const hidden = this.#kept(queueArn).filter((message) => !this.#isVisible(message));
    const [next] = hidden
      .flatMap(({ receipt }) => receipt?.hiddenUntil ?? [])
      .sort((a, b) => a.getTime() - b.getTime());
    return next;
  }

  /**
   * "If the message is received more than maxReceiveCount times, it is moved": its age and its count go on there, as
   * localstack/localstack has recorded, tests/aws/services/sqs/test_sqs.snapshot.json, test_dead_letter_queue_message_attributes.
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
   */
  #redrive(queueArn: string): void {
    const queue = this.find(queueArn);
    const redrive = queue && redriveOf(queue);
    const to = redrive && this.find(redrive.deadLetterTargetArn);
    if (!to) return;
    const often = this.#kept(queueArn).filter(
      (message) => this.#isVisible(message) && (message.receipt?.count ?? 0) >= redrive.maxReceiveCount,
    );
    for (const message of often) {
      message.queueArn = redrive.deadLetterTargetArn;
      message.cameFrom = queueArn;
    }
    if (often.length > 0) this.#tell(to);
  }

  #tell(queue: Block): void {
    for (const listener of this.#listeners) listener(text(queue, 'name'));
  }

  /** By the handle of the last receipt; of an older one, or of a message that is gone, nothing happens. */
  delete(queueArn: string, handle: string): void {
    this.#forget((message) => message.queueArn === queueArn && message.receipt?.handle === handle);
  }

  purge(queueArn: string): void {
    this.#forget((message) => message.queueArn === queueArn);
  }

  /** Of a queue, without those whose retention has passed, which are gone. */
  #kept(queueArn: string): QueuedMessage[] {
    const queue = this.find(queueArn);
    const oldest = this.clock.now().getTime() - (queue ? retentionOf(queue) * 1000 : 0);
    this.#forget((message) => message.queueArn === queueArn && message.sentAt.getTime() < oldest);
    return this.messages.filter((message) => message.queueArn === queueArn);
  }

  #isVisible = ({ receipt }: QueuedMessage): boolean => !receipt || receipt.hiddenUntil <= this.clock.now();

  #forget(goes: (message: QueuedMessage) => boolean): void {
    const kept = this.messages.filter((message) => !goes(message));
    if (kept.length < this.messages.length) this.messages.splice(0, this.messages.length, ...kept);
  }
}
