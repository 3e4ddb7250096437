import { type SentEvent, type SentEvents } from './event';
import { merged } from './line-run';
import { readWhole } from './spool';

/** A record, and the line of the file that it stands on (the first is 1). */
export interface LineEvent extends SentEvent {
  readonly line: number;
  readonly bytes: Buffer;
}

/** Lines in order, from `begin` to `end` of where they are kept. */
export interface KeptRun {
  readonly begin: number;
  readonly end: number;
  /** They arrive at another moment than their heads say. */
  readonly isUndated: boolean;
}

/** Where the lines of a file are kept, for whoever goes through them: another thread too, as descriptors are the process's. */
export interface KeptLines {
  readonly length: number;
  /** When the last of each day arrives, day by day. */
  readonly lastOfDays: readonly Date[];
  /** When those of undated runs arrive: milliseconds since the epoch. */
  readonly undated: number;
  /** A descriptor of a file, and the runs in it. */
  readonly file: number | undefined;
  readonly inFile: readonly KeptRun[];
  readonly inMemory: readonly (KeptRun & { readonly bytes: Uint8Array })[];
}

/** Lines that are kept, in order of arrival. */
export class KeptEvents implements SentEvents, Iterable<LineEvent> {
  constructor(private readonly kept: KeptLines) {}

  get length(): number {
    return this.kept.length;
  }

  get lastOfDays(): readonly Date[] {
    return this.kept.lastOfDays;
  }

  *[Symbol.iterator](): Iterator<LineEvent> {
    const { file, inFile, inMemory, undated } = this.kept;
    const runs = [
      ...inFile.map((run) => ({
        ...run,
        read: (position: number, length: number) => readWhole(file, position, length),
      })),
      ...inMemory.map(({ bytes, ...run }) => {
        const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        return { ...run, read: (position: number, length: number) => all.subarray(position, position + length) };
      }),
    ];
    for (const { arrival, line, bytes } of merged(runs, undated)) yield new KeptLine(line, new Date(arrival), bytes);
  }
}

/** Most are sent as the bytes that they are, without a text of each. */
class KeptLine implements LineEvent {
  constructor(
    readonly line: number,
    readonly arrival: Date,
    readonly bytes: Buffer,
  ) {}

  get data(): string {
    return this.bytes.toString();
  }
}
