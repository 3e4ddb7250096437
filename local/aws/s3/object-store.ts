import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsError } from '../shared/errors';
import { type Pieces } from '../shared/pieces';
import { type Checksum, checksumOf, md5Of } from './checksums/algorithms';
import { noSuchBucket, noSuchKey } from './requests/s3-error';
import { Bucket, type Versioning } from './store/bucket';
import { writePieces } from './store/write-pieces';
import {
  addedChecksum,
  type ChecksumKind,
  type ObjectHead,
  type PartHead,
  StoredObject,
  type Tags,
  type Version,
} from './store/stored-object';

export type { ObjectHead } from './store/stored-object';

export interface PutOptions {
  readonly contentType?: string;
  /** `content-type`, `cache-control` and their kin. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly storageClass?: string;
  readonly tags?: Tags;
  /** Of the bytes; they are not held against it here. */
  readonly checksum?: Checksum | ChecksumKind;
  /** Of an object that was uploaded in parts, and those. */
  readonly etag?: string;
  readonly parts?: readonly PartHead[];
  /** Throws when what is there now forbids the write: asked in the same step as it is replaced. */
  readonly condition?: Condition;
  readonly lastModified?: Date;
}

/** @param newest the key's newest version, if it has any */
export type Condition = (newest: Version | undefined) => void;

/** Bytes in memory, or a finished file that the store takes over (it is moved, and must be on the same disk or copyable). */
export type ObjectBody = Uint8Array | Pieces | { readonly file: string };

/** The buckets of an account: objects are files below `s3/<bucket>/`, so that DuckDB reads them in place. */
export interface ObjectStore {
  /** The folder under which every object lies. */
  readonly folder: string;
  createBucket(bucket: string, versioning?: Versioning, created?: Date): void;
  buckets(): string[];
  put(bucket: string, key: string, body: ObjectBody, options?: PutOptions): Promise<ObjectHead>;
  /** Throws NoSuchKey. */
  get(bucket: string, key: string): Promise<Buffer>;
  head(bucket: string, key: string): ObjectHead | undefined;
  /** Keys in S3's order (UTF-8 bytes). Throws NoSuchBucket. */
  list(bucket: string, prefix: string): string[];
  /** The object's file, which never changes: a later version has another. Throws NoSuchKey. */
  path(bucket: string, key: string): string;
  /** A fresh path on the same disk, for a file to be handed to `put`. */
  temporary(extension: string): string;
}

/** Thrown when nothing more can be written; what was being written is gone, what was there before is whole. */
export class DiskFull extends AwsError {
  constructor(folder: string) {
    // 507: the SDK does not retry it, unlike 500 and 503.
    super('InsufficientStorage', `The disk that holds ${folder} is full: free some space, then run this again.`, 507);
  }
}

/** What happened to a bucket's versions. */
export interface Change {
  readonly bucket: string;
  readonly key: string;
  readonly added?: Version;
  /** Its file is still there. */
  readonly removed?: Version;
  /** Its tags are others now. */
  readonly tagged?: StoredObject;
}

export class FileObjectStore implements ObjectStore {
  readonly #buckets = new Map<string, Bucket>();
  /** Folders that were made. */
  readonly #folders = new Set<string>();
  readonly #incoming: string;
  readonly #listeners: ((change: Change) => void)[] = [];

  /** `folder` is made when missing; the store has what is put into it, and nothing else that lies there. */
  constructor(readonly folder: string) {
    this.#incoming = join(dirname(folder), 's3-incoming');
    mkdirSync(folder, { recursive: true });
    mkdirSync(this.#incoming, { recursive: true });
  }

  /** Hears of each change, before anything follows from it. */
  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  createBucket(bucket: string, versioning?: Versioning, created = new Date(0)): void {
    if (this.#buckets.has(bucket)) return;
    mkdirSync(join(this.folder, bucket), { recursive: true });
    this.#buckets.set(bucket, new Bucket(bucket, versioning, created));
  }

  buckets(): string[] {
    return [...this.#buckets.keys()].sort();
  }

  /** @throws AwsError NoSuchBucket */
  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  async put(bucketName: string, key: string, body: ObjectBody, options: PutOptions = {}): Promise<StoredObject> {
    const bucket = this.bucket(bucketName);
    options.condition?.(bucket.newest(key));
    const file = join(this.folder, bucketName, bucket.names.claim(key));
    let handed = 'file' in body ? body.file : undefined;
    try {
      await this.#makeFolder(dirname(file));
      if ('file' in body) handed = await this.#onOurDisk(body.file);
      else await writePieces(file, body);
      const size = 'file' in body ? (await stat(handed ?? file)).size : body.length;
      const object = objectOf(bucket, key, file, size, body, options);
      // Two writers may have passed the first check: decision and claim are one step, without an await between them.
      options.condition?.(bucket.newest(key));
      if (handed !== undefined) renameSync(handed, file);
      const replaced = bucket.add(object);
      this.#tell({ bucket: bucketName, key, added: object, ...(replaced ? { removed: replaced } : {}) });
      if (replaced && !replaced.isMarker) await rm(replaced.file, { force: true });
      return object;
    } catch (error) {
      await rm(handed ?? file, { force: true });
      throw this.#explain(error);
    }
  }

  async get(bucket: string, key: string): Promise<Buffer> {
    return readFile(this.path(bucket, key));
  }

  head(bucket: string, key: string): StoredObject | undefined {
    return this.bucket(bucket).current(key);
  }

  /** What S3 does at a DELETE without a version. @returns the marker that it left, of a versioned bucket */
  async delete(bucketName: string, key: string, now = new Date(), condition?: Condition): Promise<Version | undefined> {
    const bucket = this.bucket(bucketName);
    condition?.(bucket.newest(key));
    if (bucket.versioning === undefined) {
      await this.deleteVersion(bucketName, key, 'null');
      return undefined;
    }
    const marker = bucket.marker(key, now);
    const replaced = bucket.add(marker);
    this.#tell({ bucket: bucketName, key, added: marker, ...(replaced ? { removed: replaced } : {}) });
    if (replaced && !replaced.isMarker) await rm(replaced.file, { force: true });
    return marker;
  }

  /** For good. @returns it, if it was there */
  async deleteVersion(bucket: string, key: string, id: string): Promise<Version | undefined> {
    const removed = this.bucket(bucket).remove(key, id);
    if (removed) this.#tell({ bucket, key, removed });
    if (removed && !removed.isMarker) await rm(removed.file, { force: true });
    return removed;
  }

  tag(bucket: string, object: StoredObject, tags: Tags): void {
    object.tags = tags;
    this.#tell({ bucket, key: object.key, tagged: object });
  }

  list(bucketName: string, prefix: string): string[] {
    const bucket = this.bucket(bucketName);
    return bucket.keysUnder(prefix).filter((key) => bucket.current(key));
  }

  path(bucket: string, key: string): string {
    const object = this.head(bucket, key);
    if (!object) throw noSuchKey(key);
    return object.file;
  }

  temporary(extension: string): string {
    return join(this.#incoming, `${randomUUID()}.${extension}`);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    this.#folders.add(folder);
  }

  /** A file that can be renamed into the store: itself, or a copy when it lies on another disk. */
  async #onOurDisk(file: string): Promise<string> {
    if (dirname(file) === this.#incoming) return file;
    const ours = this.temporary('part');
    try {
      await rename(file, ours);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      await copyFile(file, ours);
      await rm(file, { force: true });
    }
    return ours;
  }

  #explain(error: unknown): unknown {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOSPC' || code === 'EDQUOT' ? new DiskFull(this.folder) : error;
  }
}

function objectOf(
  bucket: Bucket,
  key: string,
  file: string,
  size: number,
  body: ObjectBody,
  { contentType = 'binary/octet-stream', headers, metadata = {}, storageClass = 'STANDARD', ...options }: PutOptions,
): StoredObject {
  const { lastModified = new Date(), tags, checksum, parts } = options;
  const etag = options.etag ?? ('file' in body ? undefined : md5Of(body).toString('hex'));
  const type = { 'content-type': contentType, ...headers };
  return new StoredObject(key, bucket.nextId(), file, size, lastModified, type, metadata, storageClass, {
    ...(etag === undefined ? {} : { etag }),
    ...(tags ? { tags } : {}),
    ...('file' in body ? (checksum ? { checksum } : {}) : { checksum: whole(body, checksum) }),
    ...(parts ? { parts } : {}),
  });
}

/** Made while the bytes are at hand: a PUT's answer tells it, and it would read them back. */
function whole(body: Uint8Array | Pieces, known: Checksum | ChecksumKind = addedChecksum): Checksum {
  return 'value' in known ? known : { ...known, value: checksumOf(known.algorithm, body) };
}

/** True for the error that Node or DuckDB gives when the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof DiskFull) return true;
  const { code, message = '' } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device|disk quota exceeded/i.test(message);
}
