import { blocksOfType } from '../../../terraform/query';
import { type Operation } from '../shared/call';
import { AwsError } from '../shared/errors';
import { type Delivery, DeliveryStream, type DeliveryHost } from './delivery-stream';
import { describeStream } from './describe-stream';
import { readStream } from './stream-configuration';

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
const recordLimit = 1000 * 1024;
const batchLimit = 4 * 1024 * 1024;
const batchCount = 500;

export interface FirehoseHost extends DeliveryHost {
  /** Hears of the records that each call brings. */
  readonly onIncoming?: (stream: string, records: number) => void;
}

/** Amazon Data Firehose: direct put, conversion to Parquet, delivery to S3. */
export class FirehoseService {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly #streams = new Map<string, DeliveryStream>();
  readonly #created: Date;
  readonly #listeners: ((delivery: Delivery) => void)[] = [];
  #records = 0;

  constructor(private readonly host: FirehoseHost) {
    this.#created = host.clock.now();
    const onDelivery = (delivery: Delivery) => {
      host.onDelivery?.(delivery);
      for (const listener of this.#listeners) listener(delivery);
    };
    for (const block of blocksOfType(host.stack, 'aws_kinesis_firehose_delivery_stream')) {
      const configuration = readStream(host.stack, block);
      this.#streams.set(configuration.name, new DeliveryStream(configuration, { ...host, onDelivery }));
    }
    this.operations = {
      PutRecord: async ({ DeliveryStreamName, Record }, call) => {
        const stream = this.#stream(DeliveryStreamName);
        call.require('firehose:PutRecord', stream.configuration.arn);
        const data = dataOf(Record, 'record');
        if (sizeOf(data) > recordLimit) throw tooLarge('record', recordLimit);
        await this.#keepPace(stream);
        stream.put(data);
        host.onIncoming?.(stream.configuration.name, 1);
        return { RecordId: this.#recordId(), Encrypted: false };
      },
      PutRecordBatch: async ({ DeliveryStreamName, Records }, call) => {
        const stream = this.#stream(DeliveryStreamName);
        call.require('firehose:PutRecordBatch', stream.configuration.arn);
        const records = Array.isArray(Records) ? (Records as unknown[]) : [];
        if (records.length === 0 || records.length > batchCount) {
          throw validation(
            `records' failed to satisfy constraint: Member must have length between 1 and ${batchCount}`,
          );
        }
        const all = records.map((record, index) => dataOf(record, `records.${index + 1}.member`));
        const sizes = all.map(sizeOf);
        if (sizes.some((size) => size > recordLimit)) throw tooLarge('record', recordLimit);
        if (sizes.reduce((sum, size) => sum + size, 0) > batchLimit) throw tooLarge('request', batchLimit);
        await this.#keepPace(stream);
        for (const data of all) stream.put(data);
        host.onIncoming?.(stream.configuration.name, all.length);
        return {
          FailedPutCount: 0,
          Encrypted: false,
          RequestResponses: all.map(() => ({ RecordId: this.#recordId() })),
        };
      },
      DescribeDeliveryStream: async ({ DeliveryStreamName }, call) => {
        const stream = this.#stream(DeliveryStreamName);
        call.require('firehose:DescribeDeliveryStream', stream.configuration.arn);
        return { DeliveryStreamDescription: describeStream(stream.configuration, this.#created) };
      },
      ListDeliveryStreams: async (_input, call) => {
        call.require('firehose:ListDeliveryStreams', '*');
        return { DeliveryStreamNames: [...this.#streams.keys()].sort(), HasMoreDeliveryStreams: false };
      },
    };
  }

  onDelivery(listener: (delivery: Delivery) => void): void {
    this.#listeners.push(listener);
  }

  names(): string[] {
    return [...this.#streams.keys()];
  }

  /** When the oldest record came that a stream has not delivered yet. */
  oldest(name: string): Date | undefined {
    return this.#streams.get(name)?.oldest;
  }

  /** Delivers what every stream has buffered. @throws what kept a delivery from succeeding; its records are kept */
  async flush(): Promise<void> {
    for (const stream of this.#streams.values()) await stream.flush();
  }

  #stream(name: unknown): DeliveryStream {
    if (typeof name !== 'string' || name === '') {
      throw validation(`deliveryStreamName' failed to satisfy constraint: Member must not be null`);
    }
    const stream = this.#streams.get(name);
    if (stream) return stream;
    throw new AwsError(
      'ResourceNotFoundException',
      `Firehose ${name} under account ${this.host.stack.accountId} not found.`,
    );
  }

  /** A sender that is faster than the conversion is held back, not buffered without end; its records are taken anyway. */
  async #keepPace(stream: DeliveryStream): Promise<void> {
    if (stream.isBehind) await stream.settled().catch(() => undefined);
  }

  #recordId(): string {
    return `local-${String(++this.#records).padStart(20, '0')}`;
  }
}

/** Base64 over the wire; bytes from a caller within the process. */
function dataOf(record: unknown, member: string): string | Uint8Array {
  const data = (record as { Data?: unknown } | undefined)?.Data;
  if (typeof data === 'string' || data instanceof Uint8Array) return data;
  throw validation(`${member}.data' failed to satisfy constraint: Member must not be null`);
}

const sizeOf = (data: string | Uint8Array): number =>
  typeof data === 'string' ? Buffer.byteLength(data, 'base64') : data.length;

const validation = (what: string): AwsError =>
  new AwsError('ValidationException', `1 validation error detected: Value at '${what}`);

const tooLarge = (what: string, limit: number): AwsError =>
  new AwsError('InvalidArgumentException', `The ${what} exceeds the limit of ${limit} bytes.`);
