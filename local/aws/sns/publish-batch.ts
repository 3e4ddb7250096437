import { AwsError } from '../shared/errors';
import { LARGEST_MESSAGE, type Message, type MessageRequest, readMessage } from './message';

export interface BatchEntry extends MessageRequest {
  readonly Id: string;
}

/**
 * A batch is taken whole or not at all. Words: localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json; the
 * code for an empty one is the model's.
 * @throws AwsError
 */
export function readBatch(entries: readonly BatchEntry[]): { readonly id: string; readonly message: Message }[] {
  if (entries.length === 0) throw new AwsError('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > 10) {
    throw new AwsError('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  }
  for (const { Id } of entries) checkId(Id);
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  const read = entries.map((entry) => ({ id: entry.Id, message: readMessage(entry) }));
  if (read.reduce((sum, { message }) => sum + message.size, 0) > LARGEST_MESSAGE) {
    throw new AwsError('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
  }
  return read;
}

function checkId(id: string): void {
  const start = 'The Id of a batch entry in the batch request';
  if (id.length > 80) throw new AwsError('InvalidBatchEntryId', `${start} is too long: ${id}`);
  if (!/^[A-Za-z0-9_-]+$/.test(id)) {
    throw new AwsError('InvalidBatchEntryId', `${start} contains an impermissible character: ${id}`);
  }
}
