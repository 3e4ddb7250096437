import { type Answer } from '../../endpoint/wire-error';
import { empty, quoted } from '../requests/answers';
import { type Asked, header, type S3, type S3Operation } from '../requests/asked';
import { bodyHeaders, bodyOf } from '../requests/body';
import { type Checksum, checksumOf, headerOf } from '../checksums/algorithms';
import { writeConditionOf } from '../requests/conditions';
import { keptHeaders, keptOf } from '../requests/kept';
import { versionHeader } from '../requests/version';
import { objectArn } from '../s3-authorize';
import { type StoredObject } from '../store/stored-object';
import { aclHeaders, checkAcl } from './acl';

/** What a write may say of its object. */
export const objectHeaders = [
  ...keptHeaders,
  ...aclHeaders,
  'x-amz-meta-*',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-storage-class',
  'x-amz-tagging',
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const writes: readonly S3Operation[] = [
  {
    name: 'PutObject',
    method: 'PUT',
    on: 'object',
    // Of an upload in parts, and of a copy: here S3 does not read it.
    headers: [...objectHeaders, ...bodyHeaders, 'if-match', 'if-none-match', 'x-amz-checksum-algorithm'],
    run: putObject,
  },
];

async function putObject(s3: S3, asked: Asked): Promise<Answer> {
  const { bucket, key } = asked;
  requireWrite(s3, asked);
  const condition = writeConditionOf(asked.headers, key);
  const { bytes, checksum: sent } = bodyOf(asked);
  // Made of the bytes while they are in memory: the store would read them back.
  const checksum: Checksum = sent ?? {
    algorithm: 'CRC64NVME',
    type: 'FULL_OBJECT',
    value: checksumOf('CRC64NVME', bytes),
  };
  const object = await s3.store.put(bucket, key, bytes, {
    ...keptOf(asked.headers),
    checksum,
    ...(condition ? { condition: condition.check } : {}),
    lastModified: s3.clock.now(),
  });
  return empty(asked, 200, {
    etag: quoted(object.etag),
    ...checksumHeaders(checksum),
    ...s3.authorizer.encryptionHeaders(bucket),
    ...idOfNew(s3, bucket, object),
  });
}

/** What a new object takes of its writer. @throws AccessDenied; S3Error for what is not as the bucket has it */
export function requireWrite(s3: S3, asked: Asked): void {
  const arn = objectArn(asked.bucket, asked.key);
  const names = [
    'x-amz-server-side-encryption',
    'x-amz-server-side-encryption-aws-kms-key-id',
    'x-amz-acl',
    'x-amz-storage-class',
  ];
  const context = Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = header(asked, name);
      return value === undefined ? [] : [[`s3:${name}`, value]];
    }),
  );
  asked.call.require('s3:PutObject', arn, context);
  // An If-Match tells of the object that is there, so S3 asks for the right to read it:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
  if (header(asked, 'if-match') !== undefined) asked.call.require('s3:GetObject', arn);
  if (header(asked, 'x-amz-tagging') !== undefined) asked.call.require('s3:PutObjectTagging', arn);
  if (aclHeaders.some((name) => header(asked, name) !== undefined)) {
    asked.call.require('s3:PutObjectAcl', arn, context);
    checkAcl(s3, asked);
  }
  s3.authorizer.checkEncryption(asked.bucket, asked.headers);
  s3.authorizer.requireKey(asked.call, asked.bucket, 'kms:GenerateDataKey');
}

const checksumHeaders = ({ algorithm, value, type }: Checksum): Record<string, string> => ({
  [headerOf(algorithm)]: value,
  'x-amz-checksum-type': type,
});

/** A suspended bucket's answer to a write names no version: localstack/localstack test_s3_api.py test_put_object_on_suspended_bucket */
export const idOfNew = (s3: S3, bucket: string, object: StoredObject): Readonly<Record<string, string>> =>
  object.versionId === 'null' ? {} : versionHeader(s3, bucket, object);
