import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { DynamoDBServiceException, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { NoSuchBucket } from '@aws-sdk/client-s3';
import { InvalidToken } from '@aws-sdk/client-sfn';
import { type SendCommand } from '../sdk/sdk-task';

const $metadata = { httpStatusCode: 400, requestId: 'r' };
const at = new Date('2025-11-06T12:20:00Z');

type Input = Readonly<Record<string, unknown>>;
type Operations = Readonly<Record<string, (input: Input) => object>>;

const noSuchToken = (): never => {
  throw new InvalidToken({ message: "Invalid Token: 'Invalid token'", $metadata });
};

/**
 * What the services of a recorded machine did, as their clients have it: a table, a bucket and another machine.
 * @param object what lay in the bucket
 */
export function services(object = ''): SendCommand {
  let item: Record<string, unknown> = {};
  const tables: Operations = {
    PutItem: ({ TableName, Item }) => {
      if (Item === undefined) {
        const message =
          "1 validation error detected: Value null at 'item' failed to satisfy constraint: Member must not be null";
        throw new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, $metadata });
      }
      if (String(TableName).startsWith('no_such')) {
        throw new ResourceNotFoundException({ message: 'Requested resource not found', $metadata });
      }
      item = Item as Record<string, unknown>;
      return {};
    },
    GetItem: () => ({ Item: item }),
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
      if (input !== undefined && typeof JSON.parse(String(input)) !== 'object')
        throw new Error(`Sent was ${String(input)}`);
      return { executionArn: `${String(stateMachineArn)}:run`, startDate: at };
    },
  };
  const all: Readonly<Record<string, Operations>> = { dynamodb: tables, s3: bucket, 'step-functions': machines };
  return async ({ name }, _client, operation, input) => {
    const answer = all[name]?.[operation];
    if (!answer) throw new Error(`No service did ${name}:${operation}.`);
    return answer(input as Input);
  };
}

const tag = (text: string): string => `"${createHash('md5').update(text).digest('hex')}"`;
