import { createHash } from 'node:crypto';
import { firehose } from '../../../catalog/services/firehose';
import { type Stack } from '../../../terraform/stack';
import { type AccessControl } from '../shared/access-control';
import { type Call, callOnBehalf } from '../shared/call';
import { type Clock } from '../shared/clock';
import { type ObjectStore } from '../s3/object-store';
import { assume } from '../shared/service-role';
import { bucketArn, objectArn, S3Authorizer } from '../s3/s3-authorize';
import { convert } from './convert';
import { evaluatePrefix, formatTime } from './prefix';
import { RecordBuffer } from './record-buffer';
import { Retries } from './retries';
import { type StreamConfiguration } from './stream-configuration';

const service = firehose.principal;
const page = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3';
const gluePage = 'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-glue';

export interface DeliveryHost {
  readonly stack: Stack;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly store: ObjectStore;
  /** Takes a line of the stream's error log. */
  readonly log?: (group: string, stream: string, message: string) => void;
  readonly onDelivery?: (delivery: Delivery) => void;
  /** Hears of each try that came to nothing. */
  readonly onFailure?: (stream: string) => void;
}

/** What one flush of the buffer wrote. */
export interface Delivery {
  readonly stream: string;
  readonly records: number;
  readonly rows: number;
  readonly failed: number;
  /** When the oldest of the records came. */
  readonly oldest: Date;
  readonly at: Date;
  /** Keys of the objects. */
  readonly objects: readonly string[];
  /** Milliseconds of real time. */
  readonly duration: number;
}

/** Of a stream, since it stands. */
export interface StreamCounts {
  /** Records that came, and those of them that are not in S3 yet. */
  readonly accepted: number;
  readonly buffered: number;
  /** What became of the others: rows of the table, and records that could not be converted. */
  readonly rows: number;
  readonly failed: number;
}

/** A buffer that takes no more: the how manieth, and after how many records of the stream. */
interface Sealed {
  readonly buffer: RecordBuffer;
  readonly number: number;
  readonly before: number;
}

/** One delivery stream: buffers, converts and delivers with the rights of its role. */
export class DeliveryStream {
  #buffer = new RecordBuffer();
  /** Buffers whose delivery failed, or is under way: their records are kept until they are in S3. */
  readonly #undelivered: Sealed[] = [];
  #sealed = 0;
  /** Records in sealed buffers, ever. */
  #records = 0;
  /** Of these, those of an account that this one goes on from. */
  #earlier = 0;
  readonly #delivered = { rows: 0, failed: 0 };
  #cancelTimer: (() => void) | undefined;
  #delivering: Promise<void> = Promise.resolve();
  #retries = new Retries();

  constructor(
    readonly configuration: StreamConfiguration,
    private readonly host: DeliveryHost,
  ) {}

  /** Returns when the record is buffered: delivery follows by size or time. `data`: base64 or bytes. */
  put(data: string | Uint8Array, now = this.host.clock.now()): void {
    if (this.#buffer.count === 0) this.#startTimer(now);
    this.#buffer.add(data, now.getTime());
    if (this.#buffer.bytes < this.configuration.bufferingSize) return;
    this.#seal();
    // Started now, so that a full buffer does not wait for its interval; a failure shows at the next flush.
    void this.settled().catch(() => undefined);
  }

  /** The same of records that lie end to end in `bytes`, at whose `ends` they end. */
  putAll(bytes: Uint8Array, ends: readonly number[], now: Date): void {
    if (ends.length === 0) return;
    if (this.#buffer.bytes + bytes.length >= this.configuration.bufferingSize) {
      // The buffer may be full before the last of them.
      ends.forEach((end, index) => this.put(bytes.subarray(ends[index - 1] ?? 0, end), now));
      return;
    }
    if (this.#buffer.count === 0) this.#startTimer(now);
    this.#buffer.addAll(bytes, ends, now.getTime());
  }

  get counts(): StreamCounts {
    const buffered = this.#undelivered.reduce((sum, { buffer }) => sum + buffer.count, this.#buffer.count);
    return { accepted: this.#records - this.#earlier + this.#buffer.count, buffered, ...this.#delivered };
  }

  /** How far the stream is: how many buffers it has sealed, and how many records those had. */
  get sealed(): { readonly buffers: number; readonly records: number } {
    return { buffers: this.#sealed, records: this.#records };
  }

  /** The number of the first record that is not in S3; of records, ever. */
  get firstUndelivered(): number {
    return this.#undelivered[0]?.before ?? this.#records;
  }

  /** Records from that number on that are not in S3, with when each came. */
  *undelivered(from: number): Generator<{ readonly data: Buffer; readonly arrival: number }> {
    const open = { buffer: this.#buffer, before: this.#records };
    for (const { buffer, before } of [...this.#undelivered, open]) {
      for (let index = Math.max(0, from - before); index < buffer.count; index += 1) {
        yield { data: buffer.data(index), arrival: buffer.arrival(index) };
      }
    }
  }

  /** Goes on where it was before the account stood, with what it had taken and not delivered. */
  restore(
    sealed: { readonly buffers: number; readonly records: number },
    records: readonly { readonly data: Uint8Array; readonly arrival: number }[],
  ): void {
    this.#sealed = sealed.buffers;
    this.#records = sealed.records;
    this.#earlier = sealed.records;
    for (const { data, arrival } of records) this.#buffer.add(data, arrival);
    if (records.length > 0) this.#startTimer(this.host.clock.now());
  }

  /** When the oldest record came that is not in S3 yet. */
  get oldest(): Date | undefined {
    const first = this.#undelivered[0]?.buffer ?? this.#buffer;
    return first.count === 0 ? undefined : new Date(first.oldest);
  }

  /** True when the buffer is full and waits for delivery: a caller that outruns it should wait for `settled`. */
  get isBehind(): boolean {
    return this.#undelivered.length > 1;
  }

  /** Delivers what was buffered until now. @throws what kept a delivery from succeeding; the records are kept */
  async flush(): Promise<void> {
    this.#seal();
    await this.settled();
  }

  /** Returns when no sealed buffer waits. @throws as `flush` */
  settled(): Promise<void> {
    this.#delivering = this.#delivering.catch(() => undefined).then(() => this.#deliverAll());
    return this.#delivering;
  }

  #startTimer(now: Date): void {
    const due = new Date(now.getTime() + this.configuration.bufferingInterval * 1000);
    this.#cancelTimer = this.host.clock.schedule(due, () => this.flush());
  }

  #seal(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#buffer.count === 0) return;
    this.#undelivered.push({ buffer: this.#buffer, number: ++this.#sealed, before: this.#records });
    this.#records += this.#buffer.count;
    this.#buffer = new RecordBuffer();
  }

  async #deliverAll(): Promise<void> {
    for (let next = this.#undelivered[0]; next; next = this.#undelivered[0]) {
      try {
        await this.#deliver(next);
      } catch (error) {
        this.host.onFailure?.(this.configuration.name);
        // A failure shows at the next flush, and not in the wait that happens to run the retry.
        this.#retries.next(this.host.clock, () => this.settled().catch(() => undefined));
        throw error;
      }
      this.#undelivered.shift();
      this.#retries.end();
    }
  }

  async #deliver({ buffer, number, before }: Sealed): Promise<void> {
    const start = performance.now();
    const { configuration, host } = this;
    const { store, stack } = host;
    const role = this.#callAs(configuration.roleArn, page);
    this.#readSchema();
    this.#requireBucket(role);
    const { table } = configuration;
    const conversion = await convert(buffer, {
      columns: table.columns,
      deserialize: configuration.deserialize,
      table: {
        catalogId: stack.accountId,
        databaseName: table.database,
        tableName: table.name,
        region: stack.region,
        versionId: 'LATEST',
      },
      store,
      now: host.clock.now().getTime(),
      before,
    });
    const time = new Date(buffer.oldest);
    const objects: string[] = [];
    if (conversion.parquet) {
      const { file, digest } = conversion.parquet;
      const key = `${evaluatePrefix(configuration.prefix, { time, randomString: randomString(digest) })}${this.#objectName(time, digest, number)}.parquet`;
      await this.#putObject(role, key, { file });
      objects.push(key);
    }
    if (conversion.errors) {
      const { body, digest, first, count } = conversion.errors;
      const values = { time, errorOutputType: 'format-conversion-failed', randomString: randomString(digest) };
      const key = `${evaluatePrefix(configuration.errorPrefix, values)}${this.#objectName(time, digest, number)}`;
      await this.#putObject(role, key, body);
      objects.push(key);
      this.#logErrors(first.code, `${first.message} (${count} records, see s3://${configuration.bucket}/${key})`);
    }
    this.#delivered.rows += conversion.rows;
    this.#delivered.failed += conversion.errors?.count ?? 0;
    host.onDelivery?.({
      stream: configuration.name,
      records: buffer.count,
      rows: conversion.rows,
      failed: conversion.errors?.count ?? 0,
      oldest: time,
      at: host.clock.now(),
      objects,
      duration: performance.now() - start,
    });
  }

  async #putObject(role: Call, key: string, body: Uint8Array | { readonly file: string }): Promise<void> {
    const { bucket } = this.configuration;
    for (const action of ['s3:PutObject', 's3:GetObject', 's3:AbortMultipartUpload']) {
      role.require(action, objectArn(bucket, key));
    }
    new S3Authorizer(this.host.stack, this.host.access).requireKey(role, bucket, 'kms:GenerateDataKey');
    await this.host.store.put(bucket, key, body, { lastModified: this.host.clock.now() });
  }

  /** Firehose reads the schema before it converts, and Glue checks the table with all its ancestors. */
  #readSchema(): void {
    const { table, schemaRoleArn } = this.configuration;
    const start = `arn:aws:glue:${this.host.stack.region}:${this.host.stack.accountId}`;
    const arns = [
      `${start}:catalog`,
      `${start}:database/${table.database}`,
      `${start}:table/${table.database}/${table.name}`,
    ];
    const role = this.#callAs(schemaRoleArn, gluePage);
    for (const action of ['glue:GetTable', 'glue:GetTableVersion', 'glue:GetTableVersions']) role.require(action, arns);
  }

  #requireBucket(role: Call): void {
    const bucket = bucketArn(this.configuration.bucket);
    for (const action of ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads']) {
      role.require(action, bucket);
    }
  }

  /** A role without the right to log loses the log line, not the data: the refusal is kept. */
  #logErrors(code: string, message: string): void {
    const { errorLog, roleArn, arn } = this.configuration;
    if (!errorLog) return;
    const { region, accountId } = this.host.stack;
    try {
      this.#callAs(
        roleArn,
        'https://docs.aws.amazon.com/firehose/latest/dev/monitoring-with-cloudwatch-logs.html',
      ).require(
        'logs:PutLogEvents',
        `arn:aws:logs:${region}:${accountId}:log-group:${errorLog.group}:log-stream:${errorLog.stream}`,
      );
    } catch {
      return;
    }
    this.host.log?.(
      errorLog.group,
      errorLog.stream,
      JSON.stringify({ deliveryStreamARN: arn, errorCode: code, message }),
    );
  }

  #callAs(roleArn: string, cite: string): Call {
    const { access, stack } = this.host;
    const principal = assume(access, {
      roleArn,
      service,
      sourceArn: this.configuration.arn,
      accountId: stack.accountId,
    });
    return callOnBehalf(access, principal, service, cite);
  }

  /** https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html */
  #objectName(time: Date, digest: string, number: number): string {
    return `${this.configuration.name}-1-${formatTime(time, 'yyyy-MM-dd-HH-mm-ss')}-${uuidOf(`${number} ${digest}`)}`;
  }
}

/**
 * A UUID that the same buffer of the stream always gets, so that two runs write the same keys, and a second try the same
 * object; another buffer of the same content gets another.
 */
function uuidOf(buffer: string): string {
  const hex = createHash('sha256').update(buffer).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

const randomString =
  (digest: string) =>
  (place: number): string =>
    createHash('sha256').update(`${place} ${digest}`).digest('hex').slice(0, 11);
