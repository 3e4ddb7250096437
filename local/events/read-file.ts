import { createReadStream } from 'node:fs';
import { type Readable } from 'node:stream';
import { UserError } from '../../scripts/user-error';
import { dayOf, startOfDay } from './period';
import { timestampOf } from './arrival';
import { type SentEvent } from './event';
import { byArrival } from './generate';

/** A record, and the line of the file that it stands on (the first is 1). */
export interface LineEvent extends SentEvent {
  readonly line: number;
}

/** A line that could not be used, and why. */
export interface LineProblem {
  readonly line: number;
  readonly why: string;
}

export interface EventFile {
  /** In order of arrival. */
  readonly events: readonly LineEvent[];
  /** Lines that can't be sent at all. What Firehose can't convert is sent, and found again under the error prefix. */
  readonly unsent: readonly LineProblem[];
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
 * Reads an NDJSON file, or stdin for `-`: a record a line, blank lines skipped. A record arrives at its own timestamp;
 * one without arrives with the record before it.
 * @throws UserError when there is nothing to read
 */
export async function readEvents(path: string, options: ReadOptions = {}): Promise<EventFile> {
  const events: { line: number; data: string; arrival: Date | undefined }[] = [];
  const unsent: LineProblem[] = [];
  const source = path === '-' ? (options.stdin ?? process.stdin) : createReadStream(path);
  let line = 0;
  let arrival: Date | undefined;
  try {
    for await (const data of lines(source)) {
      line += 1;
      if (data.trim() === '') continue;
      const size = data.length > largestRecord / 3 ? Buffer.byteLength(data) : 0;
      if (size > largestRecord) {
        unsent.push({ line, why: `${size} bytes: Firehose takes records of up to ${largestRecord}; not sent` });
        continue;
      }
      arrival = timestampOf(data) ?? arrival;
      events.push({ line, data, arrival });
    }
  } catch (error) {
    throw unreadable(options.typed ?? path, error);
  }
  if (events.length === 0 && unsent.length === 0) {
    throw new UserError(
      `--events ${options.typed ?? path}: ${path === '-' ? 'stdin' : 'the file'} holds no events. Give one JSON object a line, for example {"id":"1","userId":"1"}.`,
    );
  }
  const first = firstArrival(events.find((event) => event.arrival)?.arrival, options);
  return { events: byArrival(events.map((event) => ({ ...event, arrival: event.arrival ?? first }))), unsent };
}

function firstArrival(known: Date | undefined, { startDate, today = new Date() }: ReadOptions): Date {
  const start = startOfDay(startDate ?? dayOf(known ?? today));
  return known && known < start ? known : start;
}

/** Split at line feeds alone: JSON strings may hold U+2028, where readline would split too. */
async function* lines(source: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of source as AsyncIterable<Buffer>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield part.endsWith('\r') ? part.slice(0, -1) : part;
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path',
  EISDIR: 'that is a folder. Give the path of a file',
  EACCES: 'you may not read that file. Change its permissions',
  EPERM: 'you may not read that file. Change its permissions',
};

function unreadable(path: string, error: unknown): UserError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = reasons[code] ?? `it can't be read (${message}). Give the path of an NDJSON file`;
  return new UserError(`--events ${path}: ${reason}, or - for stdin.`, { cause: error });
}
