import { randomUUID } from 'node:crypto';
import { sqs } from '../../../catalog/services/sqs';
import { blocksOfType, optionalText, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl, type Context } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { customerKeyArn } from '../kms/kms';

export interface QueuedMessage {
  readonly messageId: string;
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly sentAt: Date;
}

/** The stack's queues, as services send to them: what goes in stays, for a person to read. */
export class SqsService {
  readonly messages: QueuedMessage[] = [];
  readonly #listeners: ((queueName: string) => void)[] = [];

  constructor(
    private readonly stack: Stack,
    private readonly access: AccessControl,
    private readonly clock: Clock,
  ) {}

  /** By name. */
  queues(): string[] {
    return blocksOfType(this.stack, 'aws_sqs_queue').map((block) => text(block, 'name'));
  }

  visibleIn(queueName: string): number {
    return this.messages.filter(({ queueArn }) => queueArn.endsWith(`:${queueName}`)).length;
  }

  onSend(listener: (queueName: string) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * @param call made with the sender as its principal: a service, or a role that a service sends for
   * @param context what that service puts into its request
   * @throws AwsError when the queue's policy, or its key's, does not let the sender in
   */
  sendAs(
    call: Call,
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, string>> = {},
    context: Context = {},
  ): void {
    const queue = blocksOfType(this.stack, 'aws_sqs_queue').find((block) => text(block, 'arn') === queueArn);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    call.require('sqs:SendMessage', queueArn, context);
    const key = customerKeyArn(this.stack, optionalText(queue, 'kms_master_key_id'));
    if (key) {
      const page = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html';
      const onBehalf = callOnBehalf(this.access, call.principal, sqs.principal, page, call.requestId);
      onBehalf.require('kms:GenerateDataKey', key);
      onBehalf.require('kms:Decrypt', key);
    }
    this.messages.push({ messageId: randomUUID(), queueArn, body, attributes, sentAt: this.clock.now() });
    for (const listener of this.#listeners) listener(text(queue, 'name'));
  }
}
