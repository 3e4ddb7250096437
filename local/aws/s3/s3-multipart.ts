import { createHash, randomUUID } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { fromXml } from '../endpoint/xml';
import { AwsError } from '../shared/errors';
import { DiskFull, isDiskFull, type ObjectHead, type ObjectStore, type PutOptions } from './object-store';

interface Part {
  readonly file: string;
  readonly etag: string;
}

interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly options: PutOptions;
  readonly parts: Map<number, Part>;
}

/** Uploads in parts: each part is a file until all are joined, and only the whole object ever has a key. */
export class MultipartUploads {
  readonly #uploads = new Map<string, Upload>();

  constructor(private readonly store: ObjectStore) {}

  create(bucket: string, key: string, options: PutOptions): string {
    const id = randomUUID();
    this.#uploads.set(id, { bucket, key, options, parts: new Map() });
    return id;
  }

  /** @returns the part's ETag, without quotes */
  async part(id: string, number: number, bytes: Buffer): Promise<string> {
    const { parts } = this.#find(id);
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new AwsError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
    }
    const part = { file: this.store.temporary('part'), etag: createHash('md5').update(bytes).digest('hex') };
    await this.#orNothing(part.file, () => writeFile(part.file, bytes));
    const replaced = parts.get(number);
    parts.set(number, part);
    if (replaced) await rm(replaced.file, { force: true });
    return part.etag;
  }

  /** @param body the list of parts, in XML */
  async complete(id: string, body: Buffer, options: PutOptions): Promise<ObjectHead> {
    const upload = this.#find(id);
    const whole = this.store.temporary('whole');
    const parts = named(body).map(({ number, etag }) => {
      const part = upload.parts.get(number);
      if (!part || part.etag !== etag) {
        throw new AwsError('InvalidPart', 'One or more of the specified parts could not be found.');
      }
      return part;
    });
    await this.#orNothing(whole, async () => {
      await writeFile(whole, '');
      for (const { file } of parts) await appendFile(whole, await readFile(file));
    });
    const head = await this.store.put(upload.bucket, upload.key, { file: whole }, { ...upload.options, ...options });
    await this.abort(id);
    return head;
  }

  async abort(id: string): Promise<void> {
    const { parts } = this.#find(id);
    this.#uploads.delete(id);
    for (const { file } of parts.values()) await rm(file, { force: true });
  }

  #find(id: string): Upload {
    const upload = this.#uploads.get(id);
    if (!upload) {
      throw new AwsError('NoSuchUpload', 'The specified upload does not exist. The upload ID may be invalid.', 404);
    }
    return upload;
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

/** `<CompleteMultipartUpload><Part><PartNumber/><ETag/></Part>…` */
function named(body: Buffer): { number: number; etag: string }[] {
  const root = fromXml(body.toString('utf8')) as { CompleteMultipartUpload?: { Part?: unknown } };
  const parts = [root.CompleteMultipartUpload?.Part ?? []].flat() as { PartNumber?: string; ETag?: string }[];
  const read = parts.map(({ PartNumber, ETag }) => ({
    number: Number(PartNumber),
    etag: String(ETag).replaceAll(/"|&quot;/g, ''),
  }));
  if (read.length === 0) throw new AwsError('MalformedXML', 'The XML you provided was not well-formed: no Part');
  const ordered = read.every((part, index) => index === 0 || part.number > (read[index - 1]?.number ?? 0));
  if (!ordered) throw new AwsError('InvalidPartOrder', 'The list of parts was not in ascending order.');
  return read;
}
