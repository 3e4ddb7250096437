import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { type Answer } from '../../endpoint/wire-error';
import { callerArn } from '../../shared/access-control';
import { Pieces } from '../../shared/pieces';
import { checksumOf, headerOf } from '../checksums/algorithms';
import { checkDigest, checksumOfParts, checkWhole, etagOf, partsOf } from '../multipart/complete';
import { type Upload } from '../multipart/uploads';
import { empty, quoted, timeOf, xml } from '../requests/answers';
import { type Asked, type S3, type S3Operation } from '../requests/asked';
import { bodyHeaders, bodyOf } from '../requests/body';
import { checksumElement, checksumValue, uploadChecksum } from '../requests/checksum-headers';
import { type WriteCondition, writeConditionOf } from '../requests/conditions';
import { keptOf } from '../requests/kept';
import { copyRangeOf, partNumber, type Range } from '../requests/range';
import { invalidRequest, S3Error } from '../requests/s3-error';
import { objectArn } from '../s3-authorize';
import { sourceHeaders, sourceOf } from './copies';
import { idOfNew, objectHeaders, requireWrite } from './writes';

const part = { method: 'PUT', on: 'object', by: { partNumber: true, uploadId: true } } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html */
export const multipart: readonly S3Operation[] = [
  {
    name: 'CreateMultipartUpload',
    method: 'POST',
    on: 'object',
    by: { uploads: true },
    headers: [...objectHeaders, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
    run: create,
  },
  {
    name: 'UploadPart',
    ...part,
    headers: [...bodyHeaders, 'content-encoding'],
    run: uploadPart,
  },
  {
    name: 'UploadPartCopy',
    ...part,
    byHeader: 'x-amz-copy-source',
    headers: [...sourceHeaders, 'x-amz-copy-source-range'],
    run: uploadPartCopy,
  },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    by: { uploadId: true },
    headers: [...bodyHeaders, 'if-match', 'if-none-match', 'x-amz-checksum-type', 'x-amz-mp-object-size'],
    run: complete,
  },
  {
    name: 'AbortMultipartUpload',
    method: 'DELETE',
    on: 'object',
    by: { uploadId: true },
    run: abort,
  },
];

export const uploadOf = ({ uploads }: S3, { bucket, key, query }: Asked): Upload =>
  uploads.find(bucket, key, query.get('uploadId') ?? '');

function create(s3: S3, asked: Asked): Answer {
  const { bucket, key, call } = asked;
  requireWrite(s3, asked);
  const checksum = uploadChecksum(asked.headers);
  const { id } = s3.uploads.create({
    bucket,
    key,
    options: keptOf(asked.headers),
    initiated: s3.clock.now(),
    initiator: callerArn(call.principal),
    ...(checksum ? { checksum } : {}),
  });
  return xml(
    asked,
    'InitiateMultipartUploadResult',
    { Bucket: bucket, Key: key, UploadId: id },
    {
      ...s3.authorizer.encryptionHeaders(bucket),
      ...(checksum ? { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type } : {}),
    },
  );
}

async function uploadPart(s3: S3, asked: Asked): Promise<Answer> {
  asked.call.require('s3:PutObject', objectArn(asked.bucket, asked.key));
  const number = partNumber(asked.query.get('partNumber') ?? '');
  const upload = uploadOf(s3, asked);
  const { bytes, checksum: sent } = bodyOf(asked);
  if (sent && upload.checksum && sent.algorithm !== upload.checksum.algorithm) {
    const [expected, actual] = [upload.checksum.algorithm, sent.algorithm].map((one) => one.toLowerCase());
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
    );
  }
  const checksum = upload.checksum && {
    ...upload.checksum,
    value: sent?.value ?? checksumOf(upload.checksum.algorithm, bytes),
  };
  const { etag } = await s3.uploads.add(upload, number, bytes, s3.clock.now(), checksum);
  const told = checksum ?? sent;
  return empty(asked, 200, {
    etag: quoted(etag),
    ...(told ? { [headerOf(told.algorithm)]: told.value } : {}),
    ...s3.authorizer.encryptionHeaders(asked.bucket),
  });
}

async function uploadPartCopy(s3: S3, asked: Asked): Promise<Answer> {
  asked.call.require('s3:PutObject', objectArn(asked.bucket, asked.key));
  const number = partNumber(asked.query.get('partNumber') ?? '');
  const upload = uploadOf(s3, asked);
  const { object, headers } = sourceOf(s3, asked);
  const bytes = new Pieces([
    await bytesIn(object.file, copyRangeOf(asked.headers['x-amz-copy-source-range'], object.size)),
  ]);
  const checksum = upload.checksum && { ...upload.checksum, value: checksumOf(upload.checksum.algorithm, bytes) };
  const added = await s3.uploads.add(upload, number, bytes, s3.clock.now(), checksum);
  return xml(
    asked,
    'CopyPartResult',
    { LastModified: timeOf(added.lastModified), ETag: quoted(added.etag), ...checksumValue(checksum) },
    { ...headers, ...s3.authorizer.encryptionHeaders(asked.bucket) },
  );
}

/** Of an empty file, none: a stream has no range for that. */
const bytesIn = async (file: string, { start, end }: Range): Promise<Buffer> =>
  end < start ? Buffer.alloc(0) : buffer(createReadStream(file, { start, end }));

async function complete(s3: S3, asked: Asked): Promise<Answer> {
  const { bucket, key, call, headers } = asked;
  call.require('s3:PutObject', objectArn(bucket, key));
  if (headers['if-match'] !== undefined) call.require('s3:GetObject', objectArn(bucket, key));
  s3.authorizer.requireKey(call, bucket, 'kms:Decrypt');
  const upload = uploadOf(s3, asked);
  const condition = conditionOf(writeConditionOf(headers, key), upload);
  const parts = partsOf(upload, asked.body.whole);
  checkWhole(upload, parts, headers);
  condition?.(s3.store.bucket(bucket).newest(key));
  const { file, value } = await s3.uploads.join(parts, upload.checksum?.algorithm ?? 'CRC64NVME');
  const checksum = checksumOfParts(upload, parts, value);
  try {
    checkDigest(upload, checksum, headers);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
  const object = await s3.store.put(
    bucket,
    key,
    { file },
    {
      ...upload.options,
      checksum,
      etag: etagOf(parts),
      parts: parts.map(({ size, ...one }, at) => ({
        number: at + 1,
        size,
        ...(one.checksum ? { checksum: one.checksum } : {}),
      })),
      ...(condition ? { condition } : {}),
      lastModified: s3.clock.now(),
    },
  );
  await s3.uploads.end(upload);
  return xml(
    asked,
    'CompleteMultipartUploadResult',
    {
      Location: `http://${headers.host ?? ''}/${bucket}/${encodeURIComponent(key).replaceAll('%2F', '/')}`,
      Bucket: bucket,
      Key: key,
      ETag: quoted(object.etag),
      ...checksumElement(checksum),
    },
    { ...s3.authorizer.encryptionHeaders(bucket), ...idOfNew(s3, bucket, object) },
  );
}

/**
 * What was written or removed since the upload began is a conflict, even where the condition holds: recorded in
 * localstack/localstack tests/aws/services/s3/test_s3_api.py test_multipart_if_match_with_put and …_with_delete
 */
function conditionOf(condition: WriteCondition | undefined, upload: Upload): WriteCondition['check'] | undefined {
  if (!condition) return undefined;
  return (newest) => {
    condition.check(newest);
    if (!upload.touched) return;
    throw new S3Error(
      'ConditionalRequestConflict',
      'The conditional request cannot succeed due to a conflicting operation against this resource.',
      409,
      { Condition: condition.name, Key: upload.key },
    );
  };
}

async function abort(s3: S3, asked: Asked): Promise<Answer> {
  asked.call.require('s3:AbortMultipartUpload', objectArn(asked.bucket, asked.key));
  await s3.uploads.end(uploadOf(s3, asked));
  return empty(asked, 204);
}
