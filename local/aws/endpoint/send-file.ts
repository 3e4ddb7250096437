import { closeSync, openSync, readSync } from 'node:fs';
import { type ServerResponse } from 'node:http';
import { AwsError } from '../shared/errors';
import { type Answer } from './wire-error';

type FileBody = Extract<Answer['body'], { readonly file: string }>;

/** Bytes that are read and sent at once: to read them here takes less time than to have another thread do so. */
const pieceSize = 256 * 1024;
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
    this.#piece = spare.pop() ?? Buffer.allocUnsafeSlow(pieceSize);
    try {
      this.#first = this.#read();
    } catch (error) {
      closeSync(this.#opened);
      throw error;
    }
  }

  /** Sends the next when one is on its way: no more than a piece of it is in memory. The status is out by then. */
  sendTo(response: ServerResponse): void {
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
        if (this.#at <= this.body.end) return void response.write(bytes, next);
        response.end(bytes, () => {
          end();
          if (spare.length < mostSpare) spare.push(this.#piece);
        });
      } catch {
        // A connection that breaks off is how a client learns of it.
        response.destroy();
      }
    };
    next();
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
