import { type FirehoseClient, PutRecordBatchCommand, type PutRecordBatchCommandOutput } from '@aws-sdk/client-firehose';
import { type Clock } from '../../aws/shared/clock';
import { type SentEvent, type SentEvents } from '../../events/event';
import { byDay } from './by-day';

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
const recordsPerBatch = 500;
const bytesPerBatch = 4 * 1024 * 1024;

/** Enough that the endpoint never waits for the sender. */
const batchesInFlight = 4;
const attempts = 4;

/** https://aws.amazon.com/firehose/pricing/ */
const billingStep = 5 * 1024;

export interface Sending {
  readonly client: FirehoseClient;
  readonly stream: string;
  /** Goes on to when they happened. Absent: they all happen now. */
  readonly clock?: Clock;
  /** Called after each batch, with the number of records sent so far. */
  readonly onSent?: (count: number) => void;
}

export interface Sent {
  readonly records: number;
  readonly batches: number;
  /** What Firehose bills: each record rounded up to the next 5 KB. */
  readonly billedBytes: number;
}

/**
 * Sends events in order of arrival, as a producer would. The clock goes from day to day: a day's events are sent
 * together, once the last of them has happened, so that a month takes 31 flushes of the stream's buffer and not 40,000.
 * The day is what counts: it is an event's partition, and its date when it has none of its own.
 * @throws the SDK's error, or when records are refused again and again
 */
export async function sendEvents(
  events: Iterable<SentEvent> & Pick<SentEvents, 'lastOfDays'>,
  { client, stream, clock, onSent }: Sending,
): Promise<Sent> {
  let [records, batches, billedBytes] = [0, 0, 0];
  for (const day of byDay(events)) {
    await clock?.advanceTo(day.last);
    const queue = inBatches(day.events);
    const worker = async () => {
      for (const batch of queue) {
        await put(client, stream, batch);
        records += batch.length;
        batches += 1;
        for (const data of batch) billedBytes += Math.ceil(data.length / billingStep) * billingStep;
        onSent?.(records);
      }
    };
    await Promise.all(Array.from({ length: batchesInFlight }, worker));
  }
  return { records, batches, billedBytes };
}

function* inBatches(events: Iterable<SentEvent>): Generator<Uint8Array[]> {
  let [batch, size]: [Uint8Array[], number] = [[], 0];
  for (const event of events) {
    const data = event.bytes ?? Buffer.from(event.data);
    if (batch.length === recordsPerBatch || (batch.length > 0 && size + data.length > bytesPerBatch)) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(data);
    size += data.length;
  }
  if (batch.length > 0) yield batch;
}

/** A batch can be taken in part: what was refused is sent again, as the API's page asks of its callers. */
async function put(client: FirehoseClient, stream: string, batch: readonly Uint8Array[]): Promise<void> {
  let left = batch;
  for (let attempt = 1; ; attempt += 1) {
    const answer: PutRecordBatchCommandOutput = await client.send(
      new PutRecordBatchCommand({ DeliveryStreamName: stream, Records: left.map((Data) => ({ Data })) }),
    );
    if (!answer.FailedPutCount) return;
    const refused = answer.RequestResponses?.map(
      ({ ErrorCode, ErrorMessage }) => ErrorCode && `${ErrorCode}: ${ErrorMessage}`,
    );
    left = left.filter((_, index) => refused?.[index]);
    if (attempt === attempts) {
      throw new Error(`${left.length} records were refused ${attempts} times. The first: ${refused?.find(Boolean)}`);
    }
  }
}
