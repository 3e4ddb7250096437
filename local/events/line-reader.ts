import { UsualRecord } from '../aws/firehose/usual-record';
import { UserError } from '../../scripts/user-error';
import { momentOf, otherUnit, timestampIn, usualMoment } from './arrival';
import { LineEvents } from './line-events';
import { notNdjson } from './not-ndjson';
import { lineFeed } from './open-file';

/** A line that could not be used, and why. */
export interface LineProblem {
  readonly line: number;
  readonly why: string;
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_Record.html: before base64 */
const largestRecord = 1000 * 1024;
const carriageReturn = 0x0d;

/** A record's keys `timestamp`, the one that counts first. */
const keys = (key: string): number => (key === 'timestamp' ? 0 : key.toLowerCase() === 'timestamp' ? 1 : -1);

/** Reads lines, a record each: a record arrives at its own timestamp, one without arrives with the record before it. */
export class LineReader {
  readonly events: LineEvents;
  readonly problems: LineProblem[] = [];
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  readonly #usual = new UsualRecord(['string', 'string'], keys);
  #line = 0;
  #firstLine: string | undefined;
  #arrival: number | undefined;

  /** @param folder where they are kept; the temporary one when absent */
  constructor(folder?: string) {
    this.events = new LineEvents(folder);
  }

  /** Whole lines, in UTF-8. @throws UserError for what is no NDJSON */
  take(bytes: Buffer): void {
    for (let from = 0, next = 0; from < bytes.length; from = next) {
      const feed = bytes.indexOf(lineFeed, from);
      next = feed < 0 ? bytes.length : feed + 1;
      const to = feed < 0 ? next : feed > from && bytes[feed - 1] === carriageReturn ? feed - 1 : feed;
      this.#line += 1;
      if (!this.#takeUsual(bytes, from, to)) this.#takeAny(this.#decoder.decode(bytes.subarray(from, to)));
    }
  }

  /** What needs no second look, without making a text or an object of it. @returns whether it was such a line */
  #takeUsual(bytes: Buffer, from: number, to: number): boolean {
    // The first two tell whether it is NDJSON.
    if (this.events.length < 2 || to - from > largestRecord || !this.#usual.read(bytes, from, to)) return false;
    const { begins, ends } = this.#usual;
    const key = (begins[0] ?? -1) >= 0 ? 0 : 1;
    const begin = begins[key] ?? -1;
    if (begin >= 0) this.#arrival = usualMoment(bytes, begin, ends[key] ?? begin) ?? this.#arrival;
    this.events.add(this.#line, bytes, from, to, this.#arrival);
    return true;
  }

  #takeAny(data: string): void {
    if (data.trim() === '') return;
    if (this.#firstLine === undefined || this.events.length === 1) {
      const kind = this.#firstLine === undefined ? notNdjson(data, undefined) : notNdjson(this.#firstLine, data);
      if (kind !== undefined) throw new UserError(kind);
      this.#firstLine ??= data;
    }
    const bytes = Buffer.from(data);
    if (bytes.length > largestRecord) {
      const why = `${bytes.length} bytes: Firehose takes records of up to ${largestRecord}; not sent`;
      this.problems.push({ line: this.#line, why });
      return;
    }
    const timestamp = timestampIn(data);
    const told = otherUnit(timestamp);
    if (told !== undefined) this.problems.push({ line: this.#line, why: told });
    else this.#arrival = momentOf(timestamp)?.getTime() ?? this.#arrival;
    this.events.add(this.#line, bytes, 0, bytes.length, this.#arrival);
  }
}
