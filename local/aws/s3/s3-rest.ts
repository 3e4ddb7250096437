import { AwsError } from '../shared/errors';

/** What a path-style request is about. `key` is absent for the bucket itself, `bucket` for the list of buckets. */
export interface Target {
  readonly bucket?: string;
  readonly key?: string;
}

/** `/bucket/some%20key` */
export function targetOf(path: string): Target {
  const [, bucket = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  try {
    return {
      ...(bucket === '' ? {} : { bucket: decodeURIComponent(bucket) }),
      ...(key === '' ? {} : { key: decodeURIComponent(key) }),
    };
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/** Both ends included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * `bytes=0-99`, `bytes=100-` or `bytes=-100`; a header of another form is ignored, as S3 does.
 * @throws AwsError InvalidRange when no byte of the object lies in it
 */
export function rangeOf(header: string | undefined, size: number): Range | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (start >= size || start > end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
}

/** A page of a listing, with everything below a delimiter folded into one prefix. */
export interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last key or prefix of the page, when there is more. */
  readonly next?: string;
}

/** @param keys in S3's order, all under `prefix` */
export function pageOf(
  keys: readonly string[],
  { prefix, delimiter, after, limit }: { prefix: string; delimiter: string; after: string; limit: number },
): Page {
  const page = { keys: [] as string[], prefixes: [] as string[] };
  let last = after;
  for (const key of keys) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const entry = cut === -1 ? key : key.slice(0, cut + delimiter.length);
    if (entry === last || !isAfter(entry, after)) continue;
    if (page.keys.length + page.prefixes.length >= limit) return limit === 0 ? page : { ...page, next: last };
    (cut === -1 ? page.keys : page.prefixes).push(entry);
    last = entry;
  }
  return page;
}

const isAfter = (a: string, b: string): boolean => Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0;
