import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type HistoryEvent } from '../history';

/** An execution that was recorded on AWS, transcribed from LocalStack's validated snapshots (see README.md here). */
export interface Recorded {
  /** File and test below tests/aws/services/stepfunctions/v2 of localstack/localstack. */
  readonly test: string;
  /** What the functions of the machine did: `<f1>`, `<f2>`. */
  readonly functions?: readonly string[];
  /** What lay in its bucket. */
  readonly object?: string;
  /** The machine that it started an execution of. */
  readonly nested?: Readonly<Record<string, unknown>>;
  /** What whoever was told a task's token did; without it nobody was. */
  readonly answer?: TokenAnswer;
  readonly machine: Readonly<Record<string, unknown>>;
  /** JSON text. */
  readonly input: string;
  /** Type, previousEventId (null where the order was left out) and details of each event; none of one that we refuse. */
  readonly events: readonly RecordedEvent[];
}

export interface TokenAnswer {
  /** Heartbeats before. */
  readonly beats?: number;
  /** JSON text; `Message` is that of the message, `body` the whole of it. */
  readonly output?: string;
  /** In place of an output. */
  readonly failure?: { readonly error?: string; readonly cause?: string };
}

export type RecordedEvent = readonly [
  type: string,
  previous: number | null,
  details?: Readonly<Record<string, unknown>>,
];

/** A Choice's comparison of a variable with a value, and whether it held. */
export interface Comparison {
  readonly test: string;
  readonly operator: string;
  readonly variable: unknown;
  readonly value: unknown;
  readonly holds: boolean;
}

/** The variables that each state of a machine reads; none where the answer told of none. */
export interface References {
  readonly test: string;
  readonly machine: Readonly<Record<string, unknown>>;
  readonly references: Readonly<Record<string, readonly string[]>>;
}

export function readLines<Row>(file: string): Row[] {
  const lines = readFileSync(join(__dirname, file), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Row);
}

/** The events as the recording has them, for comparison. */
export function transcribe(events: readonly HistoryEvent[]): RecordedEvent[] {
  return events.map(({ type, previousEventId, id: _id, timestamp: _timestamp, ...rest }) => {
    const [details] = Object.values(rest) as Record<string, unknown>[];
    if (!details) return [type, previousEventId];
    const { inputDetails: _input, outputDetails: _output, assignedVariablesDetails: _assigned, ...said } = details;
    return [type, previousEventId, said];
  });
}

/** What differs, or undefined. Within a Parallel the recording has no order. */
export function difference(expected: readonly RecordedEvent[], found: readonly RecordedEvent[]): string | undefined {
  const [wanted, seen] = [expected.map(([type]) => type), found.map(([type]) => type)];
  const isOrdered = expected.every(([, previous]) => previous !== null);
  if (!isOrdered) return differenceUnordered(expected, found);
  if (!isDeepStrictEqual(wanted, seen)) return `events ${seen.join(' ')}\n    on AWS ${wanted.join(' ')}`;
  const at = expected.findIndex((event, index) => !isAlike(event, found[index]));
  return at === -1
    ? undefined
    : `event ${at + 1}: ${JSON.stringify(found[at])}\n    on AWS ${JSON.stringify(expected[at])}`;
}

function differenceUnordered(expected: readonly RecordedEvent[], found: readonly RecordedEvent[]): string | undefined {
  // The recordings' own sorting lost the event before the end of a Parallel.
  const lost = ['ParallelStateSucceeded', 'ParallelStateFailed', 'ParallelStateExited'];
  const left = [...found];
  for (const event of expected) {
    const at = left.findIndex((one) => {
      const [type, previous, ...details] = one;
      return isAlike(event, [type, event[1] === null ? null : previous, ...details]);
    });
    if (at === -1) return `no event ${JSON.stringify(event)}\n    among ${JSON.stringify(left)}`;
    left.splice(at, 1);
  }
  const more = left.filter(([type]) => !lost.includes(type));
  return more.length === 0 ? undefined : `more events: ${JSON.stringify(more)}`;
}

/** `<any>` stands for what was masked when it was recorded; JSON texts were read as what they say. */
function isAlike(expected: unknown, found: unknown): boolean {
  if (typeof expected === 'string') {
    if (expected === '<any>') return true;
    if (typeof found !== 'string') return false;
    if (expected === found || masked(expected).test(found)) return true;
    const list = parsed(expected);
    return Array.isArray(list) && isAlike(list, parsed(found));
  }
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, found);
  const value = typeof found === 'string' ? parsed(found) : found;
  if (Array.isArray(expected)) {
    return (
      Array.isArray(value) && value.length === expected.length && expected.every((one, at) => isAlike(one, value[at]))
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(expected);
  const added = addedSince(expected).filter((name) => name in value).length;
  return (
    Object.keys(value).length === entries.length + added &&
    entries.every(([name, one]) => isAlike(one, (value as Record<string, unknown>)[name]))
  );
}

/** Before November 2023 neither the context object nor an execution told of redrives. */
function addedSince(expected: object): readonly string[] {
  if ('RedriveCount' in expected) return [];
  if ('RoleArn' in expected) return ['RedriveCount'];
  return 'InputDetails' in expected ? ['RedriveCount', 'RedriveStatus', 'RedriveStatusReason'] : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const masked = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('<any>')
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
      .join('[^]*')}$`,
  );
