import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type Checksum, digestOf } from '../checksums/algorithms';

/** A part of an object that was uploaded in parts. */
export interface PartHead {
  readonly number: number;
  /** bytes */
  readonly size: number;
  /** Of its bytes, if the upload said which. */
  readonly checksum?: Checksum;
}

/** A checksum that is made when somebody asks. */
export type ChecksumKind = Omit<Checksum, 'value'>;

/** What S3 adds to an object that came with none. */
export const addedChecksum: ChecksumKind = { algorithm: 'CRC64NVME', type: 'FULL_OBJECT' };

export type Tags = Readonly<Record<string, string>>;

/** What S3 keeps beside an object's bytes. */
export interface ObjectHead {
  readonly key: string;
  /** `null` where the bucket was not versioned at the time. */
  readonly versionId: string;
  /** bytes */
  readonly size: number;
  /** Without quotes: the MD5 of the bytes, or that of the parts' MD5s with `-N`, their number. */
  readonly etag: string;
  readonly lastModified: Date;
  /** `content-type`, `cache-control` and their kin, as they are told again. */
  readonly headers: Readonly<Record<string, string>>;
  /** `x-amz-meta-*`, names in lower case without the prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly storageClass: string;
  readonly tags: Tags;
  /** In their order; absent for an object that came whole. */
  readonly parts?: readonly PartHead[];
  /** Without its value, which takes the bytes: what S3 adds to an object that came with none is CRC64NVME. */
  readonly checksumKind: ChecksumKind;
  readonly checksum: Checksum;
}

/** A version of an object: its bytes are a file that never changes. */
export class StoredObject implements ObjectHead {
  readonly isMarker = false;
  tags: Tags;
  readonly checksumKind: ChecksumKind;
  #etag: string | undefined;
  #checksum: Checksum | undefined;

  constructor(
    readonly key: string,
    readonly versionId: string,
    readonly file: string,
    readonly size: number,
    readonly lastModified: Date,
    readonly headers: Readonly<Record<string, string>>,
    readonly metadata: Readonly<Record<string, string>>,
    readonly storageClass: string,
    known: { tags?: Tags; etag?: string; checksum?: Checksum | ChecksumKind; parts?: readonly PartHead[] },
  ) {
    this.tags = known.tags ?? {};
    this.#etag = known.etag;
    if (known.checksum && 'value' in known.checksum) this.#checksum = known.checksum;
    this.checksumKind = known.checksum ?? addedChecksum;
    if (known.parts) this.parts = known.parts;
  }

  readonly parts?: readonly PartHead[];

  /** What of it needs no reading of the bytes. */
  get known(): { readonly etag?: string; readonly checksum: Checksum | ChecksumKind } {
    return {
      ...(this.#etag === undefined ? {} : { etag: this.#etag }),
      checksum: this.#checksum ?? this.checksumKind,
    };
  }

  /** Of a file that was handed over, made when somebody asks. */
  get etag(): string {
    if (this.#etag === undefined) {
      const hash = createHash('md5');
      eachPiece(this.file, (piece) => void hash.update(piece));
      this.#etag = hash.digest('hex');
    }
    return this.#etag;
  }

  get checksum(): Checksum {
    if (!this.#checksum) {
      const digest = digestOf(this.checksumKind.algorithm);
      eachPiece(this.file, (piece) => digest.update(piece));
      this.#checksum = { ...this.checksumKind, value: digest.value() };
    }
    return this.#checksum;
  }
}

/** What a DELETE leaves in a versioned bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html */
export interface DeleteMarker {
  readonly isMarker: true;
  readonly key: string;
  readonly versionId: string;
  readonly lastModified: Date;
}

export type Version = StoredObject | DeleteMarker;

function eachPiece(file: string, take: (piece: Uint8Array) => void): void {
  const piece = Buffer.allocUnsafe(1 << 20);
  const from = openSync(file, 'r');
  try {
    for (let size = readSync(from, piece); size > 0; size = readSync(from, piece)) take(piece.subarray(0, size));
  } finally {
    closeSync(from);
  }
}
