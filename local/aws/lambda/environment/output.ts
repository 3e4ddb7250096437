import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

/**
 * What a process writes to its descriptors 1 and 2: a file, since what was written to it before a result was sent, or
 * before the process was killed, is there, in order.
 */
export class Output {
  /** For the process. */
  readonly descriptor: number;
  readonly #reading: number;
  readonly #decoder = new StringDecoder('utf8');
  #at = 0;
  #rest = '';
  #isClosed = false;

  constructor(file: string) {
    this.descriptor = openSync(file, 'a');
    this.#reading = openSync(file, 'r');
  }

  /** The lines that were written since. @param all a last one without its end, too */
  read(all: boolean): string {
    if (this.#isClosed) return '';
    const size = fstatSync(this.#reading).size;
    const bytes = Buffer.alloc(Math.max(0, size - this.#at));
    const length = bytes.length === 0 ? 0 : readSync(this.#reading, bytes, 0, bytes.length, this.#at);
    this.#at += length;
    const text = this.#rest + this.#decoder.write(bytes.subarray(0, length));
    const end = all ? text.length : text.lastIndexOf('\n') + 1;
    this.#rest = text.slice(end);
    return text.slice(0, end);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    closeSync(this.descriptor);
    closeSync(this.#reading);
  }
}
