import { type Answer } from '../../endpoint/wire-error';
import { empty, xml } from '../requests/answers';
import { type Asked, type S3, type S3Operation } from '../requests/asked';
import { bodyHeaders, bodyOf } from '../requests/body';
import { tagSetOf, tagsOfBody } from '../requests/tagging';
import { notAllowedOnMarker, requireObject, versionHeader, versionIdOf, versionOf } from '../requests/version';
import { type StoredObject } from '../store/stored-object';

const common = { on: 'object', by: { tagging: true }, query: ['versionId'] } as const;

/** Tags stand beside the object, whose bytes they leave alone. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html */
export const tagging: readonly S3Operation[] = [
  {
    name: 'GetObjectTagging',
    method: 'GET',
    ...common,
    run: (s3, asked) => {
      const object = taggedOf(s3, asked, 's3:GetObjectTagging');
      return xml(asked, 'Tagging', tagSetOf(object.tags), versionHeader(s3, asked.bucket, object));
    },
  },
  {
    name: 'PutObjectTagging',
    method: 'PUT',
    ...common,
    headers: bodyHeaders,
    run: putObjectTagging,
  },
  {
    name: 'DeleteObjectTagging',
    method: 'DELETE',
    ...common,
    run: (s3, asked) => {
      const object = taggedOf(s3, asked, 's3:DeleteObjectTagging');
      s3.store.tag(asked.bucket, object, {});
      return empty(asked, 204, versionHeader(s3, asked.bucket, object));
    },
  },
];

function putObjectTagging(s3: S3, asked: Asked): Answer {
  const object = taggedOf(s3, asked, 's3:PutObjectTagging');
  s3.store.tag(asked.bucket, object, tagsOfBody(bodyOf(asked).bytes.whole));
  return empty(asked, 200, versionHeader(s3, asked.bucket, object));
}

/** A marker can't be tagged, the current one neither: localstack/localstack test_s3_api.py test_object_tagging_versioned */
function taggedOf(s3: S3, asked: Asked, action: `s3:${string}ObjectTagging`): StoredObject {
  const id = versionIdOf(asked);
  requireObject(asked, action, id);
  const found = versionOf(s3, asked, id);
  if (found.isMarker) throw notAllowedOnMarker(asked.method, { 'x-amz-delete-marker': 'true' });
  return found;
}
