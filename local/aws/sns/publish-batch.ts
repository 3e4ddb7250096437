import { AwsError } from '../shared/errors';
import { LARGEST_MESSAGE, type Message, type MessageRequest, ownFault, readMessage, sizeOf } from './message';
import { checkAttributes } from './message-attributes';

export interface BatchEntry extends MessageRequest {
  readonly Id: string;
}

/** An entry of a batch: it fails alone for its text or subject. */
export type ReadEntry = { readonly id: string } & ({ readonly message: Message } | { readonly fault: AwsError });

/**
 * A batch is refused whole for whatever else is wrong with one of its entries: localstack/localstack,
 * tests/aws/services/sns/test_sns.snapshot.json, and radkawar/stackd at 9dc356f, testdata/aws/sns/admission.json; the code
 * for an empty one is the model's.
 * @throws AwsError
 */
export function readBatch(entries: readonly BatchEntry[]): ReadEntry[] {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  for (const { Id } of entries) checkId(Id);
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  const read = entries.map(readEntry);
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > LARGEST_MESSAGE) {
    throw new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
  }
  return read;
}

function readEntry(entry: BatchEntry): ReadEntry {
  const fault = ownFault(entry);
  if (!fault) return { id: entry.Id, message: readMessage(entry) };
  checkAttributes(entry.MessageAttributes ?? {});
  return { id: entry.Id, fault };
}

function checkId(id: string): void {
  const start = 'The Id of a batch entry in the batch request';
  if (id.length > 80) throw new AwsError('InvalidBatchEntryId', `${start} is too long: ${id}`);
  if (!/^[A-Za-z0-9_-]+$/.test(id)) {
    throw new AwsError('InvalidBatchEntryId', `${start} contains an impermissible character: ${id}`);
  }
}
