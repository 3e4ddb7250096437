import { type Readable } from 'node:stream';
import { UserError } from '../../scripts/user-error';
import { dayOf, startOfDay } from './period';
import { type LineEvents } from './line-events';
import { type LineProblem, LineReader } from './line-reader';
import { linesOf } from './open-file';
import { NotKept } from './spool';

export interface EventFile {
  readonly events: LineEvents;
  /** Lines that are not sent, or mean another moment than they say to the stream. What Firehose can't convert is sent, too. */
  readonly problems: readonly LineProblem[];
}

export interface ReadOptions {
  /** What the user typed, for errors; the path when absent. */
  readonly typed?: string;
  /** Where records arrive that stand before the first timestamp: the report's first day. */
  readonly startDate?: string;
  readonly stdin?: Readable;
  readonly today?: Date;
  /** Where lines are kept until they are sent; the temporary folder when absent. */
  readonly folder?: string;
}

/**
 * Reads an NDJSON file, packed by gzip or not, or stdin for `-`: a record a line, blank lines skipped. A record arrives at its own timestamp;
 * one without arrives with the record before it.
 * @throws UserError when there is nothing to read
 */
export async function readEvents(path: string, options: ReadOptions = {}): Promise<EventFile> {
  const typed = `--events ${options.typed ?? path}`;
  const { events, problems } = await eventsOf(linesOf(path, options.stdin ?? process.stdin), options).catch(
    (error: unknown) => {
      const remedy = error instanceof NotKept ? '' : ', or - for stdin';
      throw new UserError(`${typed}: ${whyUnread(error)}${remedy}.`, { cause: error });
    },
  );
  if (events.length === 0 && problems.length === 0)
    throw new UserError(`${typed}: ${path === '-' ? 'stdin' : 'the file'} ${NO_EVENTS}`);
  return { events, problems };
}

export const NO_EVENTS = 'holds no events. Give one JSON object a line, for example {"id":"1","userId":"1"}.';

/** The same of lines that come from wherever. @throws what kept them from coming, or a UserError for what is no NDJSON */
export async function eventsOf(lines: AsyncIterable<Buffer>, options: ReadOptions = {}): Promise<EventFile> {
  const reading = new LineReader(options.folder);
  const { events, problems } = reading;
  try {
    for await (const bytes of lines) reading.take(bytes);
    return { events: events.settle(firstArrival(events.known, options)), problems };
  } catch (error) {
    events.close();
    throw error;
  }
}

function firstArrival(known: Date | undefined, { startDate, today = new Date() }: ReadOptions): Date {
  const start = startOfDay(startDate ?? dayOf(known ?? today));
  return known && known < start ? known : start;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path',
  EISDIR: 'that is a folder. Give the path of a file',
  EACCES: 'you may not read that file. Change its permissions',
  EPERM: 'you may not read that file. Change its permissions',
};

/** Why no events came of it, without the end of the sentence. */
export function whyUnread(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof UserError) return message;
  return reasons[code] ?? `it can't be read (${message}). Give the path of an NDJSON file`;
}
