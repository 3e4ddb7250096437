import { FileNames } from './file-names';
import { SortedKeys } from './key-order';
import { type DeleteMarker, type StoredObject, type Version } from './stored-object';
import { newVersionId, ordinalOf } from './version-id';

/** Undefined: it never was versioned. https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
export type Versioning = 'Enabled' | 'Suspended' | undefined;

/** What a bucket holds: of each key its versions, oldest first. */
export class Bucket {
  readonly names = new FileNames();
  readonly #versions = new Map<string, Version[]>();
  readonly #keys = new SortedKeys();
  #given = 0;

  constructor(
    readonly name: string,
    readonly versioning: Versioning,
    readonly created: Date,
  ) {}

  /** Of the next version. */
  nextId(): string {
    return this.versioning === 'Enabled' ? newVersionId(++this.#given) : 'null';
  }

  /** The newest version, be it a marker. */
  newest(key: string): Version | undefined {
    return this.#versions.get(key)?.at(-1);
  }

  current(key: string): StoredObject | undefined {
    const newest = this.newest(key);
    return newest?.isMarker ? undefined : newest;
  }

  version(key: string, id: string): Version | undefined {
    return this.#versions.get(key)?.find(({ versionId }) => versionId === id);
  }

  /** Newest first. */
  versions(key: string): readonly Version[] {
    return [...(this.#versions.get(key) ?? [])].reverse();
  }

  /** Keys that have a version, in S3's order. */
  keysUnder(prefix: string): readonly string[] {
    return this.#keys.under(prefix);
  }

  /** @returns the version that it replaces: the one without an id, by another */
  add(version: Version): Version | undefined {
    const replaced = version.versionId === 'null' ? this.remove(version.key, 'null') : undefined;
    const versions = this.#versions.get(version.key);
    if (versions) versions.push(version);
    else {
      this.#versions.set(version.key, [version]);
      this.#keys.add(version.key);
    }
    return replaced;
  }

  /** As `add`, of a version that was here before the account stood. */
  restore(version: Version): void {
    const ordinal = ordinalOf(version.versionId);
    if (ordinal > this.#given) this.#given = ordinal;
    this.add(version);
  }

  remove(key: string, id: string): Version | undefined {
    const versions = this.#versions.get(key) ?? [];
    const at = versions.findIndex(({ versionId }) => versionId === id);
    if (at === -1) return undefined;
    const [removed] = versions.splice(at, 1);
    if (versions.length === 0) {
      this.#versions.delete(key);
      this.#keys.remove(key);
    }
    return removed;
  }

  marker(key: string, lastModified: Date): DeleteMarker {
    return { isMarker: true, key, versionId: this.nextId(), lastModified };
  }
}
