import { type Readable } from 'node:stream';
import { UserError } from '../../scripts/user-error';
import { dayOf, startOfDay } from './period';
import { momentOf, otherUnit, timestampIn } from './arrival';
import { notNdjson } from './not-ndjson';
import { LineEvents } from './line-events';
import { linesOf } from './open-file';

/** A line that could not be used, and why. */
export interface LineProblem {
  readonly line: number;
  readonly why: string;
}

export interface EventFile {
  readonly events: LineEvents;
  /** Lines that are not sent, or mean another moment than they say to the stream. What Firehose can't convert is sent, too. */
  readonly problems: readonly LineProblem[];
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_Record.html: before base64 */
const largestRecord = 1000 * 1024;

export interface ReadOptions {
  /** What the user typed, for errors; the path when absent. */
  readonly typed?: string;
  /** Where records arrive that stand before the first timestamp: the report's first day. */
  readonly startDate?: string;
  readonly stdin?: Readable;
  readonly today?: Date;
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
      throw new UserError(`${typed}: ${whyUnread(error)}, or - for stdin.`, { cause: error });
    },
  );
  if (events.length === 0 && problems.length === 0)
    throw new UserError(`${typed}: ${path === '-' ? 'stdin' : 'the file'} ${NO_EVENTS}`);
  return { events, problems };
}

export const NO_EVENTS = 'holds no events. Give one JSON object a line, for example {"id":"1","userId":"1"}.';

/** The same of lines that come from wherever. @throws what kept them from coming, or a UserError for what is no NDJSON */
export async function eventsOf(lines: AsyncIterable<string>, options: ReadOptions = {}): Promise<EventFile> {
  const events = new LineEvents();
  const problems: LineProblem[] = [];
  let line = 0;
  let firstLine: string | undefined;
  let arrival: Date | undefined;
  for await (const data of lines) {
    line += 1;
    if (data.trim() === '') continue;
    if (firstLine === undefined || events.length === 1) {
      const kind = firstLine === undefined ? notNdjson(data, undefined) : notNdjson(firstLine, data);
      if (kind !== undefined) throw new UserError(kind);
      firstLine ??= data;
    }
    const size = data.length > largestRecord / 3 ? Buffer.byteLength(data) : 0;
    if (size > largestRecord) {
      problems.push({ line, why: `${size} bytes: Firehose takes records of up to ${largestRecord}; not sent` });
      continue;
    }
    const timestamp = timestampIn(data);
    const told = otherUnit(timestamp);
    if (told !== undefined) problems.push({ line, why: told });
    else arrival = momentOf(timestamp) ?? arrival;
    events.add(line, data, arrival);
  }
  return { events: events.settle(firstArrival(events.known, options)), problems };
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
