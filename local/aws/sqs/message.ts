import { createHash } from 'node:crypto';
import { type Principal } from '../../../policies/iam/authorize';
import { userIdOf } from '../shared/unique-id';

export interface QueuedMessage {
  readonly messageId: string;
  readonly queueArn: string;
  readonly body: string;
  /** Of the message, each a string. */
  readonly attributes: Readonly<Record<string, string>>;
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
};

/** Those that are there of no message here: of FIFO queues, of tracing and of redriving. */
const ABSENT = [
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
  'MessageDeduplicationId',
  'MessageGroupId',
  'SequenceNumber',
];

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
    MD5OfBody: createHash('md5').update(message.body).digest('hex'),
    Body: message.body,
    ...(attributes.length > 0 ? { Attributes: Object.fromEntries(attributes) } : {}),
    ...(own.length > 0
      ? {
          MessageAttributes: Object.fromEntries(
            own.map(([name, value]) => [name, { StringValue: value, DataType: 'String' }]),
          ),
          MD5OfMessageAttributes: attributesDigest(own),
        }
      : {}),
  };
}

/** `All`, `.*`, `prefix.*` or a name. */
const isNamed = (name: string, asked: readonly string[]): boolean =>
  asked.some((one) => one === 'All' || (one.endsWith('.*') ? name.startsWith(one.slice(0, -2)) : one === name));

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
function attributesDigest(attributes: readonly (readonly [name: string, value: string])[]): string {
  const digest = createHash('md5');
  const add = (text: string): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(Buffer.byteLength(text));
    digest.update(length).update(text);
  };
  for (const [name, value] of [...attributes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(name);
    add('String');
    // 1 is for a string, 2 for bytes.
    digest.update(Uint8Array.of(1));
    add(value);
  }
  return digest.digest('hex');
}
