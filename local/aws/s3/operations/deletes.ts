import { type Answer } from '../../endpoint/wire-error';
import { type Xml } from '../../endpoint/xml';
import { AwsError, NotServed } from '../../shared/errors';
import { empty, xml } from '../requests/answers';
import { type Asked, header, type S3, type S3Operation } from '../requests/asked';
import { bodyHeaders, bodyOf } from '../requests/body';
import { deleteConditionOf } from '../requests/conditions';
import { malformedXml, S3Error } from '../requests/s3-error';
import { versionAction, versionIdOf } from '../requests/version';
import { elementOf, elementsOf, only, textOf } from '../requests/xml-body';
import { objectArn } from '../s3-authorize';
import { type Version } from '../store/stored-object';
import { isVersionId } from '../store/version-id';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html, …/API_DeleteObjects.html */
export const deletes: readonly S3Operation[] = [
  {
    name: 'DeleteObject',
    method: 'DELETE',
    on: 'object',
    query: ['versionId'],
    headers: ['if-match'],
    run: deleteObject,
  },
  {
    name: 'DeleteObjects',
    method: 'POST',
    on: 'bucket',
    by: { delete: true },
    headers: bodyHeaders,
    run: deleteObjects,
  },
];

async function deleteObject(s3: S3, asked: Asked): Promise<Answer> {
  const removed = await remove(s3, asked, asked.key, versionIdOf(asked), header(asked, 'if-match'));
  return empty(asked, 204, {
    ...(removed.marker ? { 'x-amz-delete-marker': 'true' } : {}),
    ...(removed.id === undefined ? {} : { 'x-amz-version-id': removed.id }),
  });
}

interface Removed {
  /** A marker was left, or one was removed. */
  readonly marker: boolean;
  /** Of that version. */
  readonly id?: string;
}

async function remove(
  s3: S3,
  { call, bucket }: Asked,
  key: string,
  id: string | undefined,
  match: string | undefined,
): Promise<Removed> {
  const arn = objectArn(bucket, key);
  call.require(id === undefined ? 's3:DeleteObject' : versionAction('s3:DeleteObject'), arn);
  // An ETag tells of the object: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
  if (match !== undefined && match !== '*') call.require('s3:GetObject', arn);
  const condition = deleteConditionOf(match, key);
  if (id === undefined) {
    const marker = await s3.store.delete(bucket, key, s3.clock.now(), condition);
    return marker ? { marker: true, id: marker.versionId } : { marker: false };
  }
  condition?.(s3.store.bucket(bucket).newest(key));
  const removed: Version | undefined = await s3.store.deleteVersion(bucket, key, id);
  return { marker: removed?.isMarker ?? false, id };
}

/** S3's bound. */
const most = 1000;

async function deleteObjects(s3: S3, asked: Asked): Promise<Answer> {
  const body = bodyOf(asked);
  if (!body.checksum && asked.headers['content-md5'] === undefined) {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
    throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const root = elementOf(body.bytes.whole, 'Delete');
  only(root, ['Object', 'Quiet']);
  const quiet = textOf(root, 'Quiet')?.trim() === 'true';
  const objects = elementsOf(root, 'Object');
  if (objects.length === 0 || objects.length > most) throw malformedXml();
  const named = objects.map((object) => {
    for (const name of ['LastModifiedTime', 'Size']) {
      if (name in object) throw new NotServed('NotImplemented', `DeleteObjects with an Object's ${name}`, 501);
    }
    only(object, ['Key', 'VersionId', 'ETag']);
    const key = textOf(object, 'Key');
    if (key === undefined || key === '') throw malformedXml();
    return { key, id: textOf(object, 'VersionId'), match: textOf(object, 'ETag') };
  });
  const Deleted: Xml[] = [];
  const failed: Xml[] = [];
  for (const { key, id, match } of named) {
    const version = id === undefined || id === '' ? {} : { VersionId: id };
    try {
      // Of an id that S3 never gave it says here that there is none: localstack/localstack test_s3_api.py test_delete_objects
      if (version.VersionId !== undefined && !isVersionId(version.VersionId)) throw noSuchVersion();
      const removed = await remove(s3, asked, key, version.VersionId, match);
      const marker = removed.marker ? { DeleteMarker: true, DeleteMarkerVersionId: removed.id } : {};
      Deleted.push({ Key: key, ...version, ...marker });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({ Key: key, ...version, Code: error.code, Message: error.message });
    }
  }
  return xml(asked, 'DeleteResult', { ...(quiet ? {} : { Deleted }), Error: failed });
}

const noSuchVersion = (): S3Error => new S3Error('NoSuchVersion', 'The specified version does not exist.', 404);
