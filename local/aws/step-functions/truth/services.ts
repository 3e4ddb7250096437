import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DynamoDBServiceException, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { NoSuchBucket } from '@aws-sdk/client-s3';
import { InvalidToken, StateMachineDoesNotExist } from '@aws-sdk/client-sfn';
import { InvalidParameterException, NotFoundException } from '@aws-sdk/client-sns';
import { type SendCommand } from '../sdk/send';

const $metadata = { httpStatusCode: 400, requestId: 'r' };
const at = new Date('2025-11-06T12:20:00Z');

type Input = Readonly<Record<string, unknown>>;
export type Operations = Readonly<Record<string, (input: Input) => object>>;

const noSuchToken = (): never => {
  throw new InvalidToken({ message: "Invalid Token: 'Invalid token'", $metadata });
};

interface Recording {
  /** What lay in the bucket. */
  readonly object?: string;
  /** What each event tells of its sender. */
  readonly from: readonly string[];
  /** Another machine that it starts, in place of one that does nothing. */
  readonly nested?: Operations | undefined;
  /** Hears of each message to the topic and the queue. */
  onMessage(message: string): void;
}

/**
 * What the services of a recorded machine did, as their clients have it: a table, a bucket, a topic, a queue, a bus and
 * another machine.
 */
export function services({ object = '', from, nested = {}, onMessage }: Recording): SendCommand {
  let item: Record<string, unknown> = {};
  const tables: Operations = {
    PutItem: ({ TableName, Item }) => {
      if (Item === undefined) {
        const message =
          "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null";
        throw new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, $metadata });
      }
      if (String(TableName).startsWith('/')) {
        const message = `1 validation error detected: Value '${String(TableName)}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+`;
        throw new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, $metadata });
      }
      if (String(TableName).startsWith('no_such')) {
        throw new ResourceNotFoundException({ message: 'Requested resource not found', $metadata });
      }
      item = Item as Record<string, unknown>;
      return {};
    },
    GetItem: () => ({ Item: item }),
    Query: () => ({ Count: 1, Items: [item], ScannedCount: 1 }),
    DeleteItem: () => ((item = {}), {}),
    UpdateItem: ({ ExpressionAttributeValues: values }) => {
      const changed = { S: (values as Record<string, unknown>)[':r'] };
      item = { ...item, ...changed };
      return { Attributes: changed };
    },
  };
  const bucket: Operations = {
    ListObjects: () => {
      const message = 'The specified bucket does not exist';
      throw new NoSuchBucket({ message, $metadata: { ...$metadata, httpStatusCode: 404, extendedRequestId: 'e' } });
    },
    GetObject: () => ({
      AcceptRanges: 'bytes',
      Body: { transformToString: async () => object },
      ContentLength: object.length,
      ContentType: 'binary/octet-stream',
      ETag: tag(object),
      LastModified: at,
      Metadata: {},
      ServerSideEncryption: 'AES256',
    }),
    // Both are of the bytes that were sent.
    PutObject: ({ Body, ContentType }) => ({
      ETag: ContentType === 'text/plain; charset=UTF-8' ? tag(String(Body)) : 'sent as something else',
      ChecksumCRC32: Buffer.from(crc32(String(Body)).toString(16).padStart(8, '0'), 'hex').toString('base64'),
      ChecksumType: 'FULL_OBJECT',
      ServerSideEncryption: 'AES256',
    }),
  };
  const machines: Operations = {
    SendTaskSuccess: noSuchToken,
    SendTaskFailure: noSuchToken,
    StartExecution: ({ stateMachineArn, input }) => {
      if (String(stateMachineArn).includes('NoSuchArn')) {
        const message = `State Machine Does Not Exist: '${String(stateMachineArn)}'`;
        throw new StateMachineDoesNotExist({ message, $metadata });
      }
      if (input !== undefined && typeof JSON.parse(String(input)) !== 'object')
        throw new Error(`Sent was ${String(input)}`);
      return { executionArn: `${String(stateMachineArn)}:run`, startDate: at };
    },
    ...nested,
  };
  const topic: Operations = {
    Publish: ({ TopicArn, Message, MessageGroupId }) => {
      if (typeof Message !== 'string') throw new Error('A message is a text.');
      if (TopicArn === 'none') {
        const gone = new NotFoundException({
          message: 'Topic does not exist',
          $metadata: { ...$metadata, httpStatusCode: 404 },
        });
        throw Object.assign(gone, { Code: 'NotFound' });
      }
      const isFifo = String(TopicArn).endsWith('.fifo');
      if (isFifo && MessageGroupId === undefined) {
        const message = 'Invalid parameter: The MessageGroupId parameter is required for FIFO topics';
        throw Object.assign(new InvalidParameterException({ message, $metadata }), { Code: 'InvalidParameter' });
      }
      onMessage(Message);
      return { MessageId: 'm', ...(isFifo ? { SequenceNumber: '1' } : {}) };
    },
  };
  const queue: Operations = {
    SendMessage: ({ MessageBody, MessageAttributes }) => {
      if (typeof MessageBody !== 'string') throw new Error('A message is a text.');
      onMessage(MessageBody);
      return { MD5OfMessageBody: 'b', MessageId: 'm', ...(MessageAttributes ? { MD5OfMessageAttributes: 'a' } : {}) };
    },
  };
  const bus: Operations = {
    PutEvents: ({ Entries }) => {
      const entries = (Entries as Input[]).map(({ Detail, Source, Resources }) => {
        const told = (Resources as readonly string[]).slice(-2);
        if (told.join() !== from.join()) throw new Error(`An event tells of ${told.join()}.`);
        if (Source === undefined) {
          const ErrorMessage = 'Parameter Source is not valid. Reason: Source is a required argument.';
          return { ErrorCode: 'InvalidArgument', ErrorMessage };
        }
        if (String(Detail).startsWith('{')) return { EventId: 'e' };
        return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
      });
      return { Entries: entries, FailedEntryCount: entries.filter((entry) => 'ErrorCode' in entry).length };
    },
  };
  const all: Readonly<Record<string, Operations>> = {
    dynamodb: tables,
    'event-bridge': bus,
    s3: bucket,
    sns: topic,
    sqs: queue,
    'step-functions': machines,
  };
  return async ({ name }, _client, operation, input) => {
    const answer = all[name]?.[operation];
    if (!answer) throw new Error(`No service did ${name}:${operation}.`);
    return { output: { ...answer(input as Input), $metadata: { ...$metadata, httpStatusCode: 200 } }, headers: {} };
  };
}

const tag = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;
