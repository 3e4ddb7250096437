import { S3Error } from './s3-error';

/** What a path-style request is about. `key` is absent for the bucket itself, `bucket` for the list of buckets. */
export interface Target {
  readonly bucket?: string;
  readonly key?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const longestKey = 1024;

/**
 * `/bucket/some%20key`. A key is what follows, whatever it is: `.` and `..` are letters of it, not a way.
 * @throws S3Error for what is no UTF-8, and for a key that is too long
 */
export function targetOf(path: string): Target {
  const [, bucket = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(path) ?? [];
  const target = {
    ...(bucket === '' ? {} : { bucket: decoded(bucket) }),
    ...(key === '' ? {} : { key: decoded(key) }),
  };
  const size = Buffer.byteLength(target.key ?? '');
  if (size > longestKey) {
    const fields = { Size: String(size), MaxSizeAllowed: String(longestKey) };
    throw new S3Error('KeyTooLongError', 'Your key is too long', 400, fields);
  }
  return target;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.", 400, { URI: text });
  }
}
