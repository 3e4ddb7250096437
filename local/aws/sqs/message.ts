import { createHash } from 'node:crypto';
import { type Principal } from '../../../policies/iam/authorize';
import { type MessageAttributes } from '../shared/message-attributes';
import { userIdOf } from '../shared/unique-id';
import { attributesDigest } from './message-attributes';

export interface QueuedMessage {
  readonly messageId: string;
  queueArn: string;
  /** The queue that gave it up, once it lies in that one's dead-letter queue. */
  cameFrom?: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly sentAt: Date;
  readonly sender: Principal;
  /** Absent: nobody has received it yet. */
  receipt?: Receipt;
}

interface Receipt {
  readonly count: number;
  readonly first: Date;
  /** Of the last time: "you must use the most recent". */
  readonly handle: string;
  readonly hiddenUntil: Date;
}

/** Of the system, by the names that ReceiveMessage asks for them with. */
const system: Readonly<Record<string, (message: QueuedMessage) => string | undefined>> = {
  SenderId: ({ sender }) => userIdOf(sender),
  SentTimestamp: ({ sentAt }) => String(sentAt.getTime()),
  ApproximateReceiveCount: ({ receipt }) => receipt && String(receipt.count),
  ApproximateFirstReceiveTimestamp: ({ receipt }) => receipt && String(receipt.first.getTime()),
  DeadLetterQueueSourceArn: ({ cameFrom }) => cameFrom,
};

/** Those that are there of no message here: of FIFO queues and of tracing. */
const ABSENT = ['AWSTraceHeader', 'MessageDeduplicationId', 'MessageGroupId', 'SequenceNumber'];

export const isSystemAttribute = (name: string): boolean =>
  name === 'All' || Object.hasOwn(system, name) || ABSENT.includes(name);

/** What is asked for of a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html */
export function received(
  message: QueuedMessage,
  { systemNames, names }: { readonly systemNames: readonly string[]; readonly names: readonly string[] },
): object {
  const attributes = Object.entries(system).flatMap(([name, of]): [string, string][] => {
    const value = systemNames.includes('All') || systemNames.includes(name) ? of(message) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  const own = Object.entries(message.attributes).filter(([name]) => isNamed(name, names));
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receipt?.handle,
    MD5OfBody: bodyDigest(message.body),
    Body: message.body,
    ...(attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {}),
    ...(own.length > 0
      ? {
          MessageAttributes: Object.fromEntries(own),
          MD5OfMessageAttributes: attributesDigest(Object.fromEntries(own)),
        }
      : {}),
  };
}

export const bodyDigest = (body: string): string => createHash('md5').update(body).digest('hex');

/** `All`, `.*`, `prefix.*` or a name. */
const isNamed = (name: string, asked: readonly string[]): boolean =>
  asked.some((one) => one === 'All' || (one.endsWith('.*') ? name.startsWith(one.slice(0, -2)) : one === name));
