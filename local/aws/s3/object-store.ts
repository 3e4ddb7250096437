import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsError } from '../shared/errors';

/** What S3 keeps beside an object's bytes. */
export interface ObjectHead {
  readonly key: string;
  /** bytes */
  readonly size: number;
  /** Hexadecimal, without quotes: the MD5 of the bytes, or of key and size for an object moved in as a file. */
  readonly etag: string;
  readonly lastModified: Date;
  readonly contentType: string;
  /** How a browser is to show the object, and who may keep it; absent when they were not given. */
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  /** `x-amz-meta-*`, names in lower case without the prefix. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface PutOptions {
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly cacheControl?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  /** S3's `If-None-Match: *`: refuse with PreconditionFailed when the key exists. */
  readonly onlyIfAbsent?: boolean;
  /** S3's `If-Match`, an ETag without quotes: refuse with PreconditionFailed when the key holds other bytes. */
  readonly onlyIfEtag?: string;
  readonly lastModified?: Date;
}

/** Bytes in memory, or a finished file that the store takes over (it is moved, and must be on the same disk or copyable). */
export type ObjectBody = Uint8Array | { readonly file: string };

/** The buckets of an account: objects are files `s3/<bucket>/<key>`, so that DuckDB reads them in place. */
export interface ObjectStore {
  /** The folder under which every object lies. */
  readonly folder: string;
  createBucket(bucket: string): void;
  buckets(): string[];
  put(bucket: string, key: string, body: ObjectBody, options?: PutOptions): Promise<ObjectHead>;
  /** Throws NoSuchKey. */
  get(bucket: string, key: string): Promise<Buffer>;
  head(bucket: string, key: string): ObjectHead | undefined;
  delete(bucket: string, key: string): Promise<void>;
  /** Keys in S3's order (UTF-8 bytes). Throws NoSuchBucket. */
  list(bucket: string, prefix: string): string[];
  /** The object's file, whether or not it exists. */
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

export class FileObjectStore implements ObjectStore {
  private readonly heads = new Map<string, Map<string, ObjectHead>>();
  private readonly incoming: string;

  /** `folder` is made when missing; buckets and objects that it already holds are found again. */
  constructor(readonly folder: string) {
    this.incoming = join(dirname(folder), 's3-incoming');
    mkdirSync(folder, { recursive: true });
    mkdirSync(this.incoming, { recursive: true });
    for (const bucket of readdirSync(folder)) this.createBucket(bucket);
  }

  createBucket(bucket: string): void {
    if (this.heads.has(bucket)) return;
    const root = join(this.folder, bucket);
    mkdirSync(root, { recursive: true });
    const heads = new Map<string, ObjectHead>();
    for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const key = keyOf(file.slice(root.length + 1));
      const { size, mtime } = statSync(file);
      heads.set(key, headOf(key, size, mtime, undefined, {}));
    }
    this.heads.set(bucket, heads);
  }

  buckets(): string[] {
    return [...this.heads.keys()].sort();
  }

  async put(bucket: string, key: string, body: ObjectBody, options: PutOptions = {}): Promise<ObjectHead> {
    const heads = this.bucket(bucket);
    const target = this.path(bucket, key);
    const conditionsHold = (): void => {
      if (options.onlyIfEtag !== undefined && !heads.has(key)) throw noSuchKey();
      const otherBytes = options.onlyIfEtag !== undefined && heads.get(key)?.etag !== options.onlyIfEtag;
      if (otherBytes || (options.onlyIfAbsent && heads.has(key))) {
        throw new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);
      }
    };
    conditionsHold();
    const bytes = body instanceof Uint8Array ? body : undefined;
    let written = body instanceof Uint8Array ? this.temporary('part') : body.file;
    try {
      if (bytes) await writeFile(written, bytes);
      else written = await this.onOurDisk(written);
      const { size } = await stat(written);
      await mkdir(dirname(target), { recursive: true });
      // Two writers may have passed the first check: decision and claim are one step, without an await between them.
      conditionsHold();
      renameSync(written, target);
      const head = headOf(key, size, options.lastModified ?? new Date(), bytes, options);
      heads.set(key, head);
      return head;
    } catch (error) {
      await rm(written, { force: true });
      throw this.explain(error, bucket, key);
    }
  }

  async get(bucket: string, key: string): Promise<Buffer> {
    if (!this.bucket(bucket).has(key)) throw noSuchKey();
    return readFile(this.path(bucket, key));
  }

  head(bucket: string, key: string): ObjectHead | undefined {
    return this.bucket(bucket).get(key);
  }

  async delete(bucket: string, key: string): Promise<void> {
    this.bucket(bucket).delete(key);
    await rm(this.path(bucket, key), { force: true });
  }

  list(bucket: string, prefix: string): string[] {
    const keys = [...this.bucket(bucket).keys()].filter((key) => key.startsWith(prefix));
    return keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  path(bucket: string, key: string): string {
    return join(this.folder, bucket, ...key.split('/').map(segment));
  }

  temporary(extension: string): string {
    return join(this.incoming, `${randomUUID()}.${extension}`);
  }

  private bucket(bucket: string): Map<string, ObjectHead> {
    const heads = this.heads.get(bucket);
    if (!heads) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    return heads;
  }

  /** A file that can be renamed into the store: itself, or a copy when it lies on another disk. */
  private async onOurDisk(file: string): Promise<string> {
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

  private explain(error: unknown, bucket: string, key: string): unknown {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') return new DiskFull(this.folder);
    if (code === 'ENAMETOOLONG') return new AwsError('KeyTooLongError', 'Your key is too long');
    if (code === 'ENOTDIR' || code === 'EISDIR' || code === 'EEXIST' || code === 'ENOTEMPTY') {
      return new AwsError(
        'NotImplemented',
        `s3://${bucket}/${key}: here objects are files, so a key cannot also be the folder of another key.`,
        501,
      );
    }
    return error;
  }
}

export function noSuchKey(): AwsError {
  return new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
}

/** True for the error that Node or DuckDB gives when the disk is full. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof DiskFull) return true;
  const { code, message = '' } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || /no space left on device|disk quota exceeded/i.test(message);
}

function headOf(
  key: string,
  size: number,
  lastModified: Date,
  bytes: Uint8Array | undefined,
  options: PutOptions,
): ObjectHead {
  return {
    key,
    size,
    etag: createHash('md5')
      .update(bytes ?? `${key}\n${size}`)
      .digest('hex'),
    lastModified,
    contentType: options.contentType ?? 'application/octet-stream',
    ...(options.contentDisposition === undefined ? {} : { contentDisposition: options.contentDisposition }),
    ...(options.cacheControl === undefined ? {} : { cacheControl: options.cacheControl }),
    metadata: options.metadata ?? {},
  };
}

/**
 * A key's part as a file name: what a file system reads specially, and DuckDB's wildcards, are percent-encoded.
 * An empty part becomes a lone `%`.
 */
function segment(part: string): string {
  if (part === '') return '%';
  if (part === '.' || part === '..') return part.replaceAll('.', '%2E');
  return part.replaceAll(
    /[%*?[\]\\\u0000-\u001F]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}

function keyOf(file: string): string {
  return file
    .split('/')
    .map((part) =>
      part === '%'
        ? ''
        : part.replaceAll(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    )
    .join('/');
}
