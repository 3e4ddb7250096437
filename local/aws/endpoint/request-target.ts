import { AwsError } from '../shared/errors';

/** What a request's first line asks for, as its sender wrote it: a path is a name here, and `..` in it a name's part. */
export interface RequestTarget {
  /** Still percent-encoded, nothing taken out or put in. */
  readonly path: string;
  readonly query: URLSearchParams;
}

/**
 * @throws AwsError InvalidURI for another form than a path, for one that can't be decoded, and for one that climbs above its bucket: "When parsed
 * left-to-right, at any point the cumulative count of relative path segments must not exceed the number of non-relative
 * path elements encountered" https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
export function readTarget(url: string): RequestTarget {
  const at = url.indexOf('?');
  const path = at === -1 ? url : url.slice(0, at);
  if (!path.startsWith('/') || !isEncoded(path) || ((path.includes('.') || path.includes('%2')) && climbs(path))) {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
  return { path, query: new URLSearchParams(at === -1 ? '' : url.slice(at + 1)) };
}

/** Whether each `%` begins a byte, and the bytes are UTF-8: services read names out of it. */
function isEncoded(path: string): boolean {
  try {
    return !path.includes('%') || decodeURIComponent(path) !== undefined;
  } catch {
    return false;
  }
}

/** Whether `..` leads out of the first part, which is a bucket where the parts are a key. */
function climbs(path: string): boolean {
  const [, bucket = '', ...parts] = path.replaceAll(/%2E/gi, '.').replaceAll(/%2F/gi, '/').split('/');
  if (bucket === '.' || bucket === '..') return true;
  let depth = 0;
  return parts.some((part) => {
    if (part === '..') depth -= 1;
    else if (part !== '.' && part !== '') depth += 1;
    return depth < 0;
  });
}
