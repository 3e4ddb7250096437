import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { isFields } from '../../../scripts/text/is-fields';
import { type KeptLine } from '../../aws/service';
import { reasonOf } from '../../../scripts/text/words';
import { fault } from './fault';

/** Of what a service's lines begin with. */
const VERSION = 1;
const piece = 1 << 20;

/** A service's lines, as they were read. */
export class Journal {
  /** Of the line that was read last; the first is 1. */
  line = 0;
  /** The last line was cut off: it is passed over. */
  isTorn = false;

  constructor(
    readonly file: string,
    private readonly service: string,
  ) {}

  /** @throws UserError for a line that is no JSON object, or a first line that is none of the service's */
  *lines(): Generator<KeptLine> {
    this.line = 0;
    for (const text of this.#texts()) {
      this.line += 1;
      const line = this.#parsed(text);
      if (this.line > 1) yield line;
      else if (line['kept'] !== this.service || line['version'] !== VERSION) {
        throw this.fault(`it must be {"kept":"${this.service}","version":${VERSION}}`);
      }
    }
    if (this.line === 0) throw this.fault('it is empty');
  }

  fault(what: string): Error {
    return fault(`${this.file}, line ${this.line}`, what);
  }

  #parsed(text: string): KeptLine {
    try {
      const line: unknown = JSON.parse(text);
      if (isFields(line)) return line;
    } catch (error) {
      throw this.fault(`it is no JSON (${reasonOf(error)})`);
    }
    throw this.fault('it is no object of JSON');
  }

  *#texts(): Generator<string> {
    const from = openSync(this.file, 'r');
    try {
      const chunk = Buffer.allocUnsafe(piece);
      let rest: Buffer[] = [];
      for (let size = readSync(from, chunk); size > 0; size = readSync(from, chunk)) {
        let start = 0;
        for (let end = chunk.indexOf(10); end !== -1 && end < size; end = chunk.indexOf(10, start)) {
          yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
          rest = [];
          start = end + 1;
        }
        if (start < size) rest.push(Buffer.from(chunk.subarray(start, size)));
      }
      this.isTorn = rest.length > 0;
    } finally {
      closeSync(from);
    }
  }
}

/** Where a service's lines go. */
export class JournalWriter {
  readonly #to: number;

  /** @param flag `ax` for a file that is not there yet */
  private constructor(file: string, flag: 'a' | 'ax') {
    this.#to = openSync(file, flag);
  }

  /** Writes a new file. */
  static begin(file: string, service: string, lines: readonly KeptLine[]): void {
    const writer = new JournalWriter(file, 'ax');
    writer.write([{ kept: service, version: VERSION }, ...lines]);
    writer.close();
  }

  /** Goes on with one. */
  static open(file: string): JournalWriter {
    return new JournalWriter(file, 'a');
  }

  write(lines: readonly KeptLine[]): void {
    if (lines.length === 0) return;
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (let at = 0; at < bytes.length;) at += writeSync(this.#to, bytes, at);
  }

  close(): void {
    closeSync(this.#to);
  }
}
