import { Readable } from 'node:stream';
import { blocksOfType, text } from '../../../terraform/query';
import { type Stack } from '../../../terraform/stack';
import { readStream } from '../../aws/firehose/stream-configuration';
import { unreadTimestamp } from '../../events/arrival';
import { linesOf } from '../../events/open-file';
import { type LineProblem } from '../../events/line-reader';
import { eventsOf, NO_EVENTS, whyUnread } from '../../events/read-file';
import { type StackNames } from '../running/stack-names';

/** Why a record can't be converted; nothing where it can. */
export type Unconvertible = (data: string) => string | undefined;

interface Of {
  readonly account: { readonly stack: Stack };
  readonly names: Pick<StackNames, 'stream' | 'eventsBucket' | 'errorsPrefix'>;
}

/** Says what becomes of a record that the stream takes all the same and can't read: by the code that converts it there. */
export function unconvertible({ account: { stack }, names }: Of): Unconvertible {
  const streams = blocksOfType(stack, 'aws_kinesis_firehose_delivery_stream');
  const block = streams.find((one) => text(one, 'name') === names.stream);
  const deserialize = block && readStream(stack, block).deserialize;
  return (data) => {
    try {
      deserialize?.rows(Buffer.from(data));
      return undefined;
    } catch (error) {
      const why = unreadTimestamp(data) ?? (error as Error).message;
      return `${why.replace(/\.$/, '')}; it will lie under s3://${names.eventsBucket}/${names.errorsPrefix}`;
    }
  };
}

/** A file as `npm start -- --events FILE` reads it, and all that is wrong with its lines. @returns why it can't be read */
export async function readSentFile(given: File, why: Unconvertible) {
  const bytes = Buffer.from(await given.arrayBuffer());
  const read = await eventsOf(linesOf('-', Readable.from([bytes]))).catch((error: unknown) => whyUnread(error));
  if (typeof read === 'string') return `${given.name}: ${read}.`;
  if (read.events.length + read.problems.length === 0) return `${given.name} ${NO_EVENTS}`;
  const unread: LineProblem[] = [];
  for (const { line, data } of read.events) {
    const found = why(data);
    if (found !== undefined) unread.push({ line, why: found });
  }
  const problems = [...read.problems, ...unread].sort((one, other) => one.line - other.line);
  return { events: read.events, problems };
}
