import { type Asked, type S3 } from './asked';
import { objectArn } from '../s3-authorize';
import { type StoredObject, type Version } from '../store/stored-object';
import { isVersionId } from '../store/version-id';
import { invalidArgument, noSuchKey, S3Error } from './s3-error';

/** @throws S3Error InvalidArgument for what S3 never gives */
export function requireVersionId(id: string, argument = 'versionId'): string {
  if (id === '') throw invalidArgument('Version id cannot be the empty string', argument, id);
  if (!isVersionId(id)) throw invalidArgument('Invalid version id specified', argument, id);
  return id;
}

/** The version that a request names, if it names one. @throws S3Error InvalidArgument */
export function versionIdOf({ query }: Asked): string | undefined {
  const id = query.get('versionId');
  return id === null ? undefined : requireVersionId(id);
}

/** `s3:GetObject`, and `s3:GetObjectVersion` for a version that is named. */
export function requireObject(asked: Asked, action: `s3:${string}Object${string}`, id: string | undefined): void {
  asked.call.require(id === undefined ? action : versionAction(action), objectArn(asked.bucket, asked.key));
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export const versionAction = (action: string): string => action.replace('Object', 'ObjectVersion');

/**
 * The object that a request is of: the current one, or the version that it names.
 * @throws S3Error NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker that is named
 */
export function objectOf(s3: S3, asked: Asked, id: string | undefined): StoredObject {
  const found = versionOf(s3, asked, id);
  if (!found.isMarker) return found;
  const headers = markerHeaders(found);
  if (id === undefined) {
    requireKnowing(s3, asked);
    throw noSuchKey(asked.key, headers);
  }
  throw notAllowedOnMarker(asked.method, { ...headers, 'last-modified': found.lastModified.toUTCString() });
}

/**
 * The newest version, or the one that is named, be it a marker.
 * @throws S3Error NoSuchKey, NoSuchVersion; AccessDenied for who may not know of a key's absence
 */
export function versionOf(s3: S3, asked: Asked, id: string | undefined): Version {
  const { bucket, key } = asked;
  const versions = s3.store.bucket(bucket);
  const found = id === undefined ? versions.newest(key) : versions.version(key, id);
  if (found) return found;
  requireKnowing(s3, asked);
  if (id === undefined) throw noSuchKey(key);
  throw new S3Error('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key, VersionId: id });
}

function requireKnowing({ authorizer }: S3, { call, bucket }: Asked): void {
  if (!authorizer.mayKnowOfAbsence(call, bucket)) throw new S3Error('AccessDenied', 'Access Denied', 403);
}

export const notAllowedOnMarker = (method: string, headers: Readonly<Record<string, string>> = {}): S3Error =>
  new S3Error(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    405,
    { Method: method === 'HEAD' ? 'GET' : method, ResourceType: 'DeleteMarker' },
    { allow: 'DELETE', ...headers },
  );

const markerHeaders = ({ versionId }: Version): Readonly<Record<string, string>> => ({
  'x-amz-delete-marker': 'true',
  'x-amz-version-id': versionId,
});

/** Of a bucket that never was versioned, nothing. */
export function versionHeader(s3: S3, bucket: string, { versionId }: Version): Readonly<Record<string, string>> {
  return s3.store.bucket(bucket).versioning === undefined ? {} : { 'x-amz-version-id': versionId };
}
