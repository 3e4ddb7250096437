import { counted } from '../../../scripts/text/words';
import { type Keeping, type KeptLine, type Restored } from '../service';
import { Fields } from '../shared/kept-line';
import { type DeliveryStream } from './delivery-stream';
import { type FirehoseService } from './firehose';

/** How far a stream was told: the first record that was not told, and the first that was not delivered. */
interface Told {
  next: number;
  undelivered: number;
}

interface Record {
  readonly data: Uint8Array;
  readonly arrival: number;
}

interface Read {
  buffers: number;
  /** Of the first record that is not delivered. */
  first: number;
  records: Record[];
}

/**
 * Records that were taken and are not in S3 yet. Those whose delivery was cut off are delivered again: "at-least-once
 * semantics", https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html
 */
export class KeptRecords implements Keeping {
  readonly #told = new Map<string, Told>();
  #write: () => void = () => undefined;

  constructor(private readonly firehose: FirehoseService) {
    // Behind the delivery's own end, which takes its records out of the stream.
    firehose.onDelivery(() => void setImmediate(() => this.#write()));
  }

  onChange(write: () => void): void {
    this.#write = write;
  }

  save(): readonly KeptLine[] {
    return [...this.firehose.streams()].flatMap(([name, stream]) => this.#linesOf(name, stream));
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const all = new Map<string, Read>();
    for (const line of lines) {
      const of = new Fields(line);
      const name = of.text('stream');
      const known = all.get(name) ?? { buffers: 0, first: 0, records: [] };
      all.set(name, known);
      if (of.has('delivered')) dropDelivered(known, of.number('delivered'), of.number('buffers'));
      else known.records.push(...recordsOf(of));
    }
    let waiting = 0;
    for (const [name, { buffers, first, records }] of all) {
      const stream = this.firehose.streams().get(name);
      if (!stream && records.length > 0) {
        throw new Error(
          `the stream ${name} is not in the stack any more, and has ${counted(records.length, 'record')} to deliver: put it back, or give another folder`,
        );
      }
      stream?.restore({ buffers, records: first }, records);
      waiting += records.length;
    }
    return { what: waiting === 0 ? [] : [`${counted(waiting, 'record')} to be delivered`], told: [] };
  }

  #linesOf(name: string, stream: DeliveryStream): KeptLine[] {
    const told = this.#told.get(name) ?? { next: 0, undelivered: 0 };
    this.#told.set(name, told);
    const lines: KeptLine[] = [];
    const { firstUndelivered, sealed } = stream;
    if (firstUndelivered > told.undelivered) {
      told.undelivered = firstUndelivered;
      told.next = Math.max(told.next, firstUndelivered);
      lines.push({ stream: name, delivered: firstUndelivered, buffers: sealed.buffers });
    }
    const records = [...stream.undelivered(told.next)];
    if (records.length === 0) return lines;
    told.next += records.length;
    return [
      ...lines,
      {
        stream: name,
        records: records.map(({ data }) => data.toString('base64')),
        arrivals: records.map(({ arrival }) => arrival),
      },
    ];
  }
}

/** @param upTo the number of the first record that is not delivered */
function dropDelivered(read: Read, upTo: number, buffers: number): void {
  read.records.splice(0, Math.max(0, upTo - read.first));
  read.first = upTo;
  read.buffers = buffers;
}

function recordsOf(of: Fields): Record[] {
  const [records, arrivals] = [of.list<string>('records'), of.list<number>('arrivals')];
  if (records.length !== arrivals.length || !arrivals.every(Number.isFinite)) {
    throw new Error(
      `"arrivals" has ${arrivals.length} entries: it must have the moment of each of the ${records.length} records`,
    );
  }
  return records.map((data, index) => ({ data: Buffer.from(data, 'base64'), arrival: arrivals[index] ?? 0 }));
}
