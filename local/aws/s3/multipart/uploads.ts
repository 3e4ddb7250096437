import { randomBytes } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { type Algorithm, type Checksum, type ChecksumType, digestOf, md5Of } from '../checksums/algorithms';
import { type Pieces } from '../../shared/pieces';
import { DiskFull, isDiskFull, type FileObjectStore, type PutOptions } from '../object-store';
import { S3Error } from '../requests/s3-error';
import { writePieces } from '../store/write-pieces';

export interface Part {
  readonly number: number;
  readonly file: string;
  readonly size: number;
  /** Hexadecimal, without quotes. */
  readonly etag: string;
  /** By the upload's algorithm, if it has one. */
  readonly checksum?: Checksum;
  readonly lastModified: Date;
}

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly options: PutOptions;
  readonly initiated: Date;
  /** ARN */
  readonly initiator: string;
  /** What its creator asked for; S3 makes a CRC64NVME of the whole when it asked for none. */
  readonly checksum?: { readonly algorithm: Algorithm; readonly type: ChecksumType };
  readonly parts: Map<number, Part>;
  /** The key was written or removed since. */
  touched: boolean;
}

/** Uploads in parts: each part is a file until all are joined, and only the whole object ever has a key. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();

  constructor(private readonly store: FileObjectStore) {
    store.onChange(({ bucket, key, tagged }) => {
      if (tagged) return;
      for (const upload of this.#uploads.values()) {
        if (upload.bucket === bucket && upload.key === key) upload.touched = true;
      }
    });
  }

  create(upload: Omit<Upload, 'id' | 'parts' | 'touched'>): Upload {
    // Letters of S3's ids; nothing is known of them but that they are long, and no two alike.
    const id = randomBytes(48).toString('base64url').replaceAll('-', '.');
    const created = { ...upload, id, parts: new Map<number, Part>(), touched: false };
    this.#uploads.set(id, created);
    return created;
  }

  /** @throws S3Error NoSuchUpload, for another key's too */
  find(bucket: string, key: string, id: string): Upload {
    const upload = this.#uploads.get(id);
    if (upload?.bucket === bucket && upload.key === key) return upload;
    throw new S3Error(
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
      404,
      { UploadId: id },
    );
  }

  /** All that are in progress. */
  all(): Upload[] {
    return [...this.#uploads.values()];
  }

  /** By key, and those of one key in the order in which they were begun. */
  of(bucket: string): Upload[] {
    return [...this.#uploads.values()].filter((upload) => upload.bucket === bucket);
  }

  async add(upload: Upload, number: number, bytes: Pieces, lastModified: Date, checksum?: Checksum): Promise<Part> {
    const file = this.store.temporary('part');
    const etag = md5Of(bytes).toString('hex');
    await this.#orNothing(file, () => writePieces(file, bytes));
    const part = { number, file, size: bytes.length, etag, lastModified, ...(checksum ? { checksum } : {}) };
    const replaced = upload.parts.get(number);
    upload.parts.set(number, part);
    if (replaced) await rm(replaced.file, { force: true });
    // It was ended meanwhile: nobody will ask for the part.
    if (!this.#uploads.has(upload.id)) await rm(file, { force: true });
    return part;
  }

  /** @returns a file of all the parts' bytes, and its checksum */
  async join(parts: readonly Part[], algorithm: Algorithm): Promise<{ readonly file: string; readonly value: string }> {
    const file = this.store.temporary('whole');
    const digest = digestOf(algorithm);
    await this.#orNothing(file, async () => {
      await writeFile(file, '');
      for (const part of parts) {
        const bytes = await readFile(part.file);
        digest.update(bytes);
        await appendFile(file, bytes);
      }
    });
    return { file, value: digest.value() };
  }

  async end({ id, parts }: Upload): Promise<void> {
    this.#uploads.delete(id);
    for (const { file } of parts.values()) await rm(file, { force: true });
  }

  async #orNothing(file: string, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      await rm(file, { force: true });
      throw isDiskFull(error) ? new DiskFull(this.store.folder) : error;
    }
  }
}
