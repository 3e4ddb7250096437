import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { counted } from '../../../scripts/text/words';
import { type Keeping, type KeptLine, type Restored } from '../service';
import { Fields, NewLines } from '../shared/kept-line';
import { type MultipartUploads } from './multipart/uploads';
import { type FileObjectStore } from './object-store';
import { type PartHead, StoredObject, type Version } from './store/stored-object';

/** Objects: their bytes lie in the store's folder, and all else of them in lines. */
export class KeptObjects implements Keeping {
  readonly #lines = new NewLines();
  #write: () => void = () => undefined;
  #isWhole = false;
  #isRestored = false;

  constructor(
    private readonly store: FileObjectStore,
    private readonly uploads: MultipartUploads,
  ) {
    store.onChange(({ bucket, added, removed, tagged }) => {
      if (removed) this.#lines.add({ ...placeOf(bucket, removed), is: 'removed' });
      if (added) this.#lines.add(this.#lineOf(bucket, added));
      if (tagged) this.#lines.add({ ...placeOf(bucket, tagged), is: 'tagged', tags: tagged.tags });
      // What a removed version has as its file goes next.
      this.#write();
    });
  }

  onChange(write: () => void): void {
    this.#write = write;
  }

  save(): readonly KeptLine[] {
    const fresh = this.#lines.take();
    const uploads = this.#uploadLines();
    if (this.#isWhole) return [...fresh, ...uploads];
    this.#isWhole = true;
    if (this.#isRestored) this.#removeParts();
    const all = this.store.buckets().flatMap((name) => {
      const bucket = this.store.bucket(name);
      return bucket
        .keysUnder('')
        .flatMap((key) => [...bucket.versions(key)].reverse().map((version) => this.#lineOf(name, version)));
    });
    return [...all, ...uploads];
  }

  restore(lines: Iterable<KeptLine>): Restored {
    const uploads = new Map<string, string>();
    for (const line of lines) this.#restoreLine(new Fields(line), uploads);
    const files = this.#takeFiles();
    this.#isRestored = true;
    const versions = this.#versions();
    const buckets = new Set(versions.map(({ bucket }) => bucket)).size;
    return {
      what: versions.length === 0 ? [] : [`${counted(versions.length, 'object')} in ${counted(buckets, 'bucket')}`],
      told: [
        ...[...uploads.values()].map((where) => `The upload in parts to ${where} was not completed, and is dropped.`),
        ...(files === 0
          ? []
          : [
              `${counted(files, 'file')} in ${this.store.folder} belong to no object (writes that were cut off), and are left.`,
            ]),
      ],
    };
  }

  readonly #toldUploads = new Set<string>();

  #uploadLines(): KeptLine[] {
    const open = this.uploads.all();
    const begun = open.filter(({ id }) => !this.#toldUploads.has(id));
    const ids = new Set(open.map(({ id }) => id));
    const ended = [...this.#toldUploads].filter((id) => !ids.has(id));
    for (const { id } of begun) this.#toldUploads.add(id);
    for (const id of ended) this.#toldUploads.delete(id);
    return [
      ...begun.map(({ id, bucket, key }) => ({ is: 'upload', upload: id, bucket, key })),
      ...ended.map((id) => ({ is: 'upload ended', upload: id })),
    ];
  }

  #lineOf(bucket: string, version: Version): KeptLine {
    const place = placeOf(bucket, version);
    if (version.isMarker) return { ...place, is: 'marker', at: version.lastModified };
    const { file, size, lastModified, headers, metadata, storageClass, tags, parts, known } = version;
    return {
      ...place,
      is: 'object',
      file: relative(this.store.folder, file).split(sep).join('/'),
      size,
      at: lastModified,
      headers,
      metadata,
      storageClass,
      tags,
      ...known,
      ...(parts ? { parts } : {}),
    };
  }

  #restoreLine(of: Fields, uploads: Map<string, string>): void {
    const is = of.one('is', ['object', 'marker', 'removed', 'tagged', 'upload', 'upload ended']);
    if (is === 'upload ended') return void uploads.delete(of.text('upload'));
    const [bucketName, key] = [of.text('bucket'), of.text('key')];
    if (is === 'upload') return void uploads.set(of.text('upload'), `s3://${bucketName}/${key}`);
    if (!this.store.buckets().includes(bucketName)) {
      throw new Error(
        `the bucket ${bucketName} is not in the stack any more, and holds ${key}: put it back, or give another folder`,
      );
    }
    const bucket = this.store.bucket(bucketName);
    const versionId = of.text('version');
    switch (is) {
      case 'object':
        return bucket.restore(this.#objectOf(of, bucketName, key, versionId));
      case 'marker':
        return bucket.restore({ isMarker: true, key, versionId, lastModified: of.date('at') });
      case 'removed':
        return void bucket.remove(key, versionId);
      case 'tagged': {
        const version = bucket.version(key, versionId);
        if (version && !version.isMarker) version.tags = of.object('tags');
      }
    }
  }

  #objectOf(of: Fields, bucket: string, key: string, versionId: string): StoredObject {
    const file = of.text('file');
    const segments = file.split('/');
    if (segments[0] !== bucket || segments.includes('..')) {
      throw new Error(`"file" is ${JSON.stringify(file)}: it must lie in ${bucket}/`);
    }
    return new StoredObject(
      key,
      versionId,
      join(this.store.folder, ...segments),
      of.number('size'),
      of.date('at'),
      of.object('headers'),
      of.object('metadata'),
      of.text('storageClass'),
      {
        tags: of.object('tags'),
        checksum: of.object('checksum'),
        ...(of.has('etag') ? { etag: of.text('etag') } : {}),
        ...(of.has('parts') ? { parts: of.list<PartHead>('parts') } : {}),
      },
    );
  }

  #versions(): { readonly bucket: string; readonly object: StoredObject }[] {
    return this.store.buckets().flatMap((name) => {
      const bucket = this.store.bucket(name);
      return bucket
        .keysUnder('')
        .flatMap((key) => bucket.versions(key))
        .flatMap((object) => (object.isMarker ? [] : [{ bucket: name, object }]));
    });
  }

  /** Each object's file must be there, whole. @returns how many others there are */
  #takeFiles(): number {
    const known = new Set<string>();
    for (const { bucket, object } of this.#versions()) {
      const size = statSync(object.file, { throwIfNoEntry: false })?.size;
      if (size !== object.size) {
        const found = size === undefined ? 'it is missing' : `it has ${size} bytes`;
        throw new UserError(
          `--keep: ${object.file}: ${found}, and must be the ${object.size} bytes of s3://${bucket}/${object.key}. ` +
            'Nothing was changed: put it back, or give another folder.',
        );
      }
      known.add(object.file);
    }
    let others = 0;
    for (const name of this.store.buckets()) {
      const folder = join(this.store.folder, name);
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        this.store.bucket(name).names.take(relative(folder, file).split(sep).join('/'));
        if (!known.has(file)) others += 1;
      }
    }
    return others;
  }

  /** Of uploads, and of what was being written: nothing leads to them, once all that is kept is taken back. */
  #removeParts(): void {
    const incoming = dirname(this.store.temporary('part'));
    for (const name of readdirSync(incoming)) rmSync(join(incoming, name), { force: true });
  }
}

const placeOf = (bucket: string, { key, versionId }: Version) => ({ bucket, key, version: versionId });
