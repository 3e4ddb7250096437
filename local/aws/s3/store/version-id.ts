import { createHash, randomBytes } from 'node:crypto';

/**
 * 32 characters, as S3's: of chance, and of when it was given; the last eight are made of the others, so that an id that
 * nobody gave is known as none.
 */
export function newVersionId(ordinal: number): string {
  const bytes = chance();
  bytes.writeUIntBE(ordinal, 12, 6);
  const start = lettersOf(bytes);
  return `${start}${sealOf(start)}`;
}

/** To ask for it once for many takes a small part of the time. */
let drawn = Buffer.alloc(0);

function chance(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(18 * 256);
  const bytes = drawn.subarray(0, 18);
  drawn = drawn.subarray(18);
  return bytes;
}

/** Larger for one that was given later; of `null`, none. */
export const ordinalOf = (id: string): number =>
  id === 'null'
    ? NaN
    : Buffer.from(id.slice(16, 24).replaceAll('.', '+').replaceAll('_', '/'), 'base64').readUIntBE(0, 6);

/** Whether it may be one, of whatever object. `null` is that of objects from before the bucket was versioned. */
export const isVersionId = (text: string): boolean =>
  text === 'null' || (text.length === 32 && sealOf(text.slice(0, 24)) === text.slice(24));

const sealOf = (start: string): string => lettersOf(createHash('sha256').update(start).digest().subarray(0, 6));

const lettersOf = (bytes: Buffer): string => bytes.toString('base64').replaceAll('+', '.').replaceAll('/', '_');
