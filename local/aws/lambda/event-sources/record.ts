import { text } from '../../../../terraform/query';
import { type QueuedMessage, received } from '../../sqs/message';
import { type MessageAttribute } from '../../shared/message-attributes';
import { type Mapping } from './mapping';

interface Received {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody: string;
  readonly Attributes: object;
  readonly MessageAttributes?: Readonly<Record<string, MessageAttribute>>;
  readonly MD5OfMessageAttributes?: string;
}

/**
 * A message as a function gets it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html; the order of its members and what
 * stands for no attributes (null, where there is a batching window) as localstack/localstack has recorded,
 * tests/aws/services/lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json.
 */
export function recordOf(message: QueuedMessage, { queue, window }: Mapping, region: string): object {
  const { MessageAttributes = {}, MD5OfMessageAttributes, ...one } = received(message, ALL) as Received;
  return {
    messageId: one.MessageId,
    receiptHandle: one.ReceiptHandle,
    body: one.Body,
    attributes: one.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        {
          ...(BinaryValue === undefined ? { stringValue: StringValue } : { binaryValue: BinaryValue }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    ...(MD5OfMessageAttributes !== undefined || window > 0
      ? { md5OfMessageAttributes: MD5OfMessageAttributes ?? null }
      : {}),
    md5OfBody: one.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: text(queue, 'arn'),
    awsRegion: region,
  };
}

const ALL = { systemNames: ['All'], names: ['All'] };
