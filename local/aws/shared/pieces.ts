/** Bytes in the pieces in which they came. To join them takes as long as to read them: it is done for who asks. */
export class Pieces implements Iterable<Buffer> {
  readonly length: number;
  #pieces: readonly Buffer[];

  constructor(pieces: readonly Buffer[]) {
    this.#pieces = pieces;
    this.length = pieces.reduce((sum, { length }) => sum + length, 0);
  }

  get whole(): Buffer {
    if (this.#pieces.length !== 1) this.#pieces = [Buffer.concat(this.#pieces, this.length)];
    return this.#pieces[0] ?? Buffer.alloc(0);
  }

  [Symbol.iterator](): Iterator<Buffer> {
    return this.#pieces[Symbol.iterator]();
  }
}

/** Of bytes that may be in pieces or whole. */
export const piecesOf = (bytes: Uint8Array | Pieces): Iterable<Uint8Array> =>
  bytes instanceof Uint8Array ? [bytes] : bytes;
