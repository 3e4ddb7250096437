import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Pieces, piecesOf } from '../../shared/pieces';
import { crc32c, crc64nvme, type Register64 } from './crc';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
/** Those of the service's model that are not made here. */
export const laterAlgorithms: readonly string[] = ['SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128'];
export type Algorithm = (typeof algorithms)[number];

/** Of the object's bytes, or of its parts' checksums. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

export interface Checksum {
  readonly algorithm: Algorithm;
  readonly type: ChecksumType;
  /** Base64; of a composite one with `-N`, the number of parts. */
  readonly value: string;
}

/** A checksum that is made piece by piece. */
export interface Digest {
  update(bytes: Uint8Array): void;
  /** Base64 */
  value(): string;
}

export function digestOf(algorithm: Algorithm): Digest {
  switch (algorithm) {
    case 'CRC32':
      return crcOf32((bytes, register) => crc32(bytes, register));
    case 'CRC32C':
      return crcOf32(crc32c);
    case 'CRC64NVME': {
      let register: Register64 = [0, 0];
      return {
        update: (bytes) => void (register = crc64nvme(bytes, register)),
        value: () => {
          const bytes = Buffer.alloc(8);
          bytes.writeUInt32BE(register[0]);
          bytes.writeUInt32BE(register[1], 4);
          return bytes.toString('base64');
        },
      };
    }
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm);
      return { update: (bytes) => void hash.update(bytes), value: () => hash.digest('base64') };
    }
  }
}

function crcOf32(step: (bytes: Uint8Array, register: number) => number): Digest {
  let register = 0;
  return {
    update: (bytes) => void (register = step(bytes, register)),
    value: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(register);
      return bytes.toString('base64');
    },
  };
}

export function checksumOf(algorithm: Algorithm, bytes: Uint8Array | Pieces): string {
  const digest = digestOf(algorithm);
  for (const piece of piecesOf(bytes)) digest.update(piece);
  return digest.value();
}

export function md5Of(bytes: Uint8Array | Pieces): Buffer {
  const hash = createHash('md5');
  for (const piece of piecesOf(bytes)) hash.update(piece);
  return hash.digest();
}

/** Bytes, not base64 characters: what a checksum of this algorithm must decode to. */
export const lengthOf: Readonly<Record<Algorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** The header that carries one. */
export const headerOf = (algorithm: Algorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;
