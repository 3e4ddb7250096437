import { closeSync, openSync, readSync } from 'node:fs';
import { type ServerResponse } from 'node:http';
import { AwsError } from '../shared/errors';
import { type Answer } from './wire-error';

type FileBody = Extract<Answer['body'], { readonly file: string }>;

/** Bytes that are read and sent at once: to read them here takes less time than to have another thread do so. */
const pieceSize = 256 * 1024;
/** Up to this size, memory of its own costs less than to keep count of it. */
const small = 4096;
/** Pieces whose bytes are sent: memory that is used again costs a third of what fresh memory does. */
const spare: Buffer[] = [];
const mostSpare = 16;

/**
 * A file that an answer sends. It is opened before anything else can happen: what is told of it is of these bytes, whoever
 * overwrites or deletes it meanwhile.
 */
export class FileToSend {
  readonly #opened: number;
  readonly #piece: Buffer;
  #at: number;
  #first: Buffer | undefined;

  /** Reads what it sends first. @throws AwsError for one that is gone; Error for one that can't be read */
  constructor(private readonly body: FileBody) {
    this.#opened = open(body);
    this.#at = body.start;
    const length = body.end - body.start + 1;
    this.#piece = length <= small ? Buffer.allocUnsafe(length) : (spare.pop() ?? Buffer.allocUnsafeSlow(pieceSize));
    let whole = true;
    try {
      this.#first = this.#read();
      whole = this.#isRead;
    } finally {
      if (whole) closeSync(this.#opened);
    }
  }

  /** Sends the next when one is on its way: no more than a piece of it is in memory. The status is out by then. */
  sendTo(response: ServerResponse): void {
    if (this.#isRead) return void response.end(this.#first, () => this.#spare());
    let open = true;
    const end = (): void => {
      if (open) closeSync(this.#opened);
      open = false;
    };
    // Of a client that goes away, the file is closed too.
    response.on('close', end);
    const next = (error?: Error | null): void => {
      if (error || !open) return end();
      try {
        const bytes = this.#first ?? this.#read();
        this.#first = undefined;
        if (!this.#isRead) return void response.write(bytes, next);
        response.end(bytes, () => {
          end();
          this.#spare();
        });
      } catch {
        // A connection that breaks off is how a client learns of it.
        response.destroy();
      }
    };
    next();
  }

  get #isRead(): boolean {
    return this.#at > this.body.end;
  }

  #spare(): void {
    if (this.#piece.length === pieceSize && spare.length < mostSpare) spare.push(this.#piece);
  }

  #read(): Buffer {
    const size = Math.min(pieceSize, this.body.end + 1 - this.#at);
    if (readSync(this.#opened, this.#piece, 0, size, this.#at) !== size) {
      throw new Error(`${this.body.file} is shorter than it was`);
    }
    this.#at += size;
    return this.#piece.subarray(0, size);
  }
}

/** Only objects are files: one that is gone by now was deleted a moment before it was asked for. */
function open({ file }: FileBody): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { cause: error });
  }
}
