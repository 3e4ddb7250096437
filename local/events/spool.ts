import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../scripts/user-error';

/** There is no room, or no such folder: nothing is wrong with what was to be kept. */
export class NotKept extends UserError {}

/**
 * Bytes in a file that has no name any more once it is open: nobody else opens it, and nothing is left of it however the
 * process ends.
 */
export class Spool {
  #file: number | undefined;
  #length = 0;

  constructor(private readonly folder = tmpdir()) {}

  /** @returns where they begin. @throws NotKept */
  append(bytes: Uint8Array): number {
    try {
      return this.#append(bytes);
    } catch (error) {
      throw new NotKept(
        `it can't be kept in the temporary folder until it is sent (${(error as Error).message}). Set TMPDIR to a folder that has room for it`,
        { cause: error },
      );
    }
  }

  #append(bytes: Uint8Array): number {
    this.#file ??= openNameless(this.folder);
    const begin = this.#length;
    for (let done = 0; done < bytes.length;)
      done += writeSync(this.#file, bytes, done, bytes.length - done, begin + done);
    this.#length += bytes.length;
    return begin;
  }

  read(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafeSlow(length);
    for (let done = 0; done < length;) {
      const read = this.#file === undefined ? 0 : readSync(this.#file, bytes, done, length - done, position + done);
      if (read === 0) throw new Error('What was kept in a temporary file is no longer there.');
      done += read;
    }
    return bytes;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }
}

function openNameless(below: string): number {
  const folder = mkdtempSync(join(below, 'events-'));
  try {
    return openSync(join(folder, 'spool'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
