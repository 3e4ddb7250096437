import { closeSync, openSync, writevSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Pieces, piecesOf } from '../../shared/pieces';

/** Up to this size a file is written at once: handing it to another thread takes longer. */
const atOnce = 1024 * 1024;

/** Writes a file that is not there yet. */
export async function writePieces(file: string, bytes: Uint8Array | Pieces): Promise<void> {
  const pieces = [...piecesOf(bytes)];
  if (bytes.length > atOnce) return writeApart(file, pieces);
  const to = openSync(file, 'wx');
  try {
    for (let left = after(pieces, 0); left.length > 0; left = after(left, writevSync(to, left)));
  } finally {
    closeSync(to);
  }
}

async function writeApart(file: string, pieces: readonly Uint8Array[]): Promise<void> {
  const to = await open(file, 'wx');
  try {
    for (let left = after(pieces, 0); left.length > 0;) left = after(left, (await to.writev(left)).bytesWritten);
  } finally {
    await to.close();
  }
}

/** What is left of them behind so many bytes: a disk may take less than it is given. */
function after(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  const left: Uint8Array[] = [];
  let skipped = written;
  for (const piece of pieces) {
    if (skipped < piece.length) left.push(skipped === 0 ? piece : piece.subarray(skipped));
    skipped = Math.max(0, skipped - piece.length);
  }
  return left;
}
