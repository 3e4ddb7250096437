import { blocksOfType } from '../../../terraform/query';
import { checkedOperations } from '../requests/check';
import { type QuickOperation } from '../endpoint/protocols';
import { type Call, type Operation } from '../shared/call';
import { AwsError, NotServed } from '../shared/errors';
import { firehoseTags } from '../shared/tag-operations';
import { type Delivery, DeliveryStream, type DeliveryHost, type StreamCounts } from './delivery-stream';
import { describeStream } from './describe-stream';
import { readStream } from './stream-configuration';
import { type Batch, readUsualBatch } from './usual-batch';

/** Records, and bytes of one and of all: https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
const most = { records: 500, record: 1000 * 1024, batch: 4 * 1024 * 1024 };

const requestRules = {
  service: 'firehose',
  served: {
    PutRecord: ['DeliveryStreamName', 'Record.Data'],
    PutRecordBatch: ['DeliveryStreamName', 'Records[].Data'],
    DescribeDeliveryStream: ['DeliveryStreamName', 'Limit', 'ExclusiveStartDestinationId'],
    ListDeliveryStreams: ['Limit', 'DeliveryStreamType', 'ExclusiveStartDeliveryStreamName'],
    ListTagsForDeliveryStream: ['DeliveryStreamName'],
  },
};

export interface FirehoseHost extends DeliveryHost {
  /** Hears of the records that each call brings. */
  readonly onIncoming?: (stream: string, records: number) => void;
}

/** Amazon Data Firehose: direct put, conversion to Parquet, delivery to S3. */
export class FirehoseService {
  readonly operations: Readonly<Record<string, Operation>>;
  /** The same of batches in the form that SDKs send. */
  readonly quick: Readonly<Record<string, QuickOperation>> = {
    PutRecordBatch: (body, call) => {
      const batch = readUsualBatch(body, most);
      const stream = batch && this.#streams.get(batch.stream);
      return stream && this.#putBatch(stream, batch, call);
    },
  };
  readonly #streams = new Map<string, DeliveryStream>();
  readonly #created: Date;
  readonly #listeners: ((delivery: Delivery) => void)[] = [];
  #records = 0;

  /** By their names. */
  streams(): ReadonlyMap<string, DeliveryStream> {
    return this.#streams;
  }

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
    this.operations = checkedOperations(requestRules, {
      ...firehoseTags(host.stack),
      PutRecord: async ({ DeliveryStreamName, Record }, call) => {
        const stream = this.#stream(DeliveryStreamName);
        call.require('firehose:PutRecord', stream.configuration.arn);
        const data = (Record as WireRecord).Data;
        await this.#keepPace(stream);
        stream.put(data);
        host.onIncoming?.(stream.configuration.name, 1);
        return { RecordId: this.#recordId(), Encrypted: false };
      },
      PutRecordBatch: async ({ DeliveryStreamName, Records }, call) => {
        const stream = this.#stream(DeliveryStreamName);
        call.require('firehose:PutRecordBatch', stream.configuration.arn);
        const all = Records as WireRecord[];
        let size = 0;
        for (const { Data } of all) size += sizeOf(Data);
        if (size > most.batch)
          throw new AwsError('InvalidArgumentException', `The request exceeds the limit of ${most.batch} bytes.`);
        await this.#keepPace(stream);
        const now = host.clock.now();
        for (const { Data } of all) stream.put(Data, now);
        host.onIncoming?.(stream.configuration.name, all.length);
        return {
          FailedPutCount: 0,
          Encrypted: false,
          RequestResponses: all.map(() => ({ RecordId: this.#recordId() })),
        };
      },
      DescribeDeliveryStream: async ({ DeliveryStreamName, ExclusiveStartDestinationId }, call) => {
        const stream = this.#stream(DeliveryStreamName);
        call.require('firehose:DescribeDeliveryStream', stream.configuration.arn);
        // "Currently, only one destination is supported".
        if (ExclusiveStartDestinationId !== undefined) {
          throw new NotServed(
            'InvalidArgumentException',
            'DescribeDeliveryStream with ExclusiveStartDestinationId',
            400,
          );
        }
        return { DeliveryStreamDescription: describeStream(stream.configuration, this.#created) };
      },
      ListDeliveryStreams: async ({ Limit, DeliveryStreamType, ExclusiveStartDeliveryStreamName }, call) => {
        call.require('firehose:ListDeliveryStreams', '*');
        const after = typeof ExclusiveStartDeliveryStreamName === 'string' ? ExclusiveStartDeliveryStreamName : '';
        const asked = DeliveryStreamType === undefined || DeliveryStreamType === 'DirectPut';
        const left = asked ? [...this.#streams.keys()].sort().filter((name) => name > after) : [];
        // https://docs.aws.amazon.com/firehose/latest/APIReference/API_ListDeliveryStreams.html: ten, in order of the alphabet
        const size = typeof Limit === 'number' ? Limit : 10;
        return { DeliveryStreamNames: left.slice(0, size), HasMoreDeliveryStreams: left.length > size };
      },
    });
  }

  onDelivery(listener: (delivery: Delivery) => void): void {
    this.#listeners.push(listener);
  }

  names(): string[] {
    return [...this.#streams.keys()];
  }

  counts(name: string): StreamCounts | undefined {
    return this.#streams.get(name)?.counts;
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
    const stream = this.#streams.get(String(name));
    if (stream) return stream;
    throw new AwsError(
      'ResourceNotFoundException',
      `Firehose ${String(name)} under account ${this.host.stack.accountId} not found.`,
    );
  }

  async #putBatch(stream: DeliveryStream, { bytes, ends }: Batch, call: Call): Promise<string> {
    call.require('firehose:PutRecordBatch', stream.configuration.arn);
    await this.#keepPace(stream);
    stream.putAll(bytes, ends, this.host.clock.now());
    this.host.onIncoming?.(stream.configuration.name, ends.length);
    const responses = ends.map(() => `{"RecordId":"${this.#recordId()}"}`);
    return `{"FailedPutCount":0,"Encrypted":false,"RequestResponses":[${responses.join(',')}]}`;
  }

  /** A sender that is faster than the conversion is held back, not buffered without end; its records are taken anyway. */
  async #keepPace(stream: DeliveryStream): Promise<void> {
    if (stream.isBehind) await stream.settled().catch(() => undefined);
  }

  #recordId(): string {
    const digits = String(++this.#records);
    return `${unnumbered.slice(0, -digits.length)}${digits}`;
  }
}

/** A record's id, but for its number. */
const unnumbered = `local-${'0'.repeat(20)}`;

interface WireRecord {
  /** Base64 over the wire; bytes from a caller within the process. */
  readonly Data: string | Uint8Array;
}

const sizeOf = (data: string | Uint8Array): number =>
  typeof data === 'string' ? Buffer.byteLength(data, 'base64') : data.length;
