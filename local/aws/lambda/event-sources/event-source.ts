import { lambda } from '../../../../catalog/services/lambda';
import { text } from '../../../../terraform/query';
import { type AccessControl } from '../../shared/access-control';
import { type Call, callOnBehalf } from '../../shared/call';
import { type Clock } from '../../shared/clock';
import { AwsError } from '../../shared/errors';
import { type QueuedMessage } from '../../sqs/message';
import { visibilityOf } from '../../sqs/queue';
import { type SqsService } from '../../sqs/sqs';
import { type Invocation, largestPayload } from '../function';
import { failuresIn } from './batch-failures';
import { type Mapping } from './mapping';
import { recordOf } from './record';

export interface EventSourceHost {
  readonly region: string;
  readonly access: AccessControl;
  readonly clock: Clock;
  readonly sqs: SqsService;
  /** As Lambda itself, which needs no permission of a function's policy. */
  invoke(functionArn: string, payload: string): Promise<Invocation>;
  /** Hears of work that goes on beside. */
  onWork(work: Promise<void>): void;
}

export const SQS_PAGE = 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html';
/** Of one request, as ReceiveMessage takes them. */
const MOST = 10;
/** Bytes of an event beyond which no further request's messages are sure to fit. */
const FULL = largestPayload / 8;

/**
 * Takes messages out of a queue with the rights of the function's role and hands them to the function. What it succeeds on
 * is deleted; what it fails on shows itself again once its visibility timeout has passed.
 * https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export class EventSource {
  readonly #call: Call;
  readonly #arn: string;
  readonly #ignore: () => void;
  #work: Promise<void> | undefined;
  #again = false;
  #closed = false;
  #cancel: () => void = () => undefined;
  /** A batch that waits to be full. */
  #gathers = false;

  constructor(
    private readonly mapping: Mapping,
    private readonly host: EventSourceHost,
  ) {
    const { queue, configuration } = mapping;
    this.#arn = text(queue, 'arn');
    const role = { kind: 'role', arn: configuration.roleArn } as const;
    this.#call = callOnBehalf(host.access, role, lambda.principal, SQS_PAGE);
    // It is asked for as the mapping is made: a first request is made then.
    host.sqs.requireKey(queue, this.#call, 'kms:Decrypt');
    const name = text(queue, 'name');
    this.#ignore = mapping.enabled ? host.sqs.onSend((sent) => void (sent === name && this.#wake())) : () => undefined;
  }

  /** Takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#ignore();
    this.#cancel();
    await this.#work;
  }

  #wake(): void {
    const { sqs, clock } = this.host;
    const { window, batchSize } = this.mapping;
    if (window === 0 || sqs.counts(this.#arn).visible >= batchSize) return this.host.onWork(this.#take());
    if (this.#gathers) return;
    this.#gathers = true;
    this.#at(new Date(clock.now().getTime() + window * 1000));
  }

  #at(moment: Date): void {
    this.#cancel();
    this.#cancel = this.host.clock.schedule(moment, () => this.#take());
  }

  /** One at a time: who comes meanwhile has it look again. */
  #take(): Promise<void> {
    this.#again = true;
    this.#work ??= this.#takeAll().finally(() => (this.#work = undefined));
    return this.#work;
  }

  async #takeAll(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = this.#gathers = false;
      this.#cancel();
      for (let batch = this.#receive(); batch.length > 0 && !this.#closed; batch = this.#receive()) {
        await this.#process(batch);
      }
    }
    const next = this.host.sqs.nextVisible(this.#arn);
    if (next && !this.#closed) this.#at(next);
  }

  #receive(): QueuedMessage[] {
    const { queue, batchSize } = this.mapping;
    this.#call.require('sqs:ReceiveMessage', this.#arn);
    const batch: QueuedMessage[] = [];
    let size = 0;
    while (batch.length < batchSize && size < FULL) {
      const most = Math.min(MOST, batchSize - batch.length);
      const some = this.host.sqs.receive(this.#arn, most, visibilityOf(queue));
      batch.push(...some);
      size += some.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
      if (some.length < most) break;
    }
    return batch;
  }

  async #process(batch: readonly QueuedMessage[]): Promise<void> {
    const { mapping, host } = this;
    const handles = new Map(batch.map(({ messageId, receipt }) => [messageId, receipt?.handle ?? '']));
    const Records = batch.map((message) => recordOf(message, mapping, host.region));
    const failed = await this.#failed(JSON.stringify({ Records }), [...handles.keys()]);
    const done = [...handles].filter(([id]) => !failed.includes(id));
    if (done.length > 0) this.#call.require('sqs:DeleteMessage', this.#arn);
    for (const [, handle] of done) host.sqs.delete(this.#arn, handle);
  }

  async #failed(payload: string, ids: readonly string[]): Promise<readonly string[]> {
    try {
      const invocation = await this.host.invoke(this.mapping.configuration.arn, payload);
      if (invocation.error) return ids;
      return this.mapping.reportsItems ? failuresIn(invocation.payload, ids) : [];
    } catch (error) {
      // A function that could not be run: Lambda tries again.
      if (error instanceof AwsError) return ids;
      throw error;
    }
  }
}
