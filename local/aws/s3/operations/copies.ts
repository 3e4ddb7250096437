import { constants } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { type Answer } from '../../endpoint/wire-error';
import { NotServed } from '../../shared/errors';
import { type ChecksumType } from '../checksums/algorithms';
import { type PutOptions } from '../object-store';
import { quoted, timeOf, xml } from '../requests/answers';
import { type Asked, header, type S3, type S3Operation } from '../requests/asked';
import { checkCopySource, writeConditionOf } from '../requests/conditions';
import { algorithmOf, checksumElement } from '../requests/checksum-headers';
import { isArchived, keptOf, metadataOf } from '../requests/kept';
import { invalidArgument, invalidRequest, S3Error } from '../requests/s3-error';
import { checkOwner } from '../requests/owner';
import { objectOf, requireObject, requireVersionId, versionHeader, versionOf } from '../requests/version';
import { objectArn } from '../s3-authorize';
import { type StoredObject } from '../store/stored-object';
import { objectHeaders, requireWrite } from './writes';

export const sourceHeaders = [
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-unmodified-since',
  'x-amz-source-expected-bucket-owner',
];

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copies: readonly S3Operation[] = [
  {
    name: 'CopyObject',
    method: 'PUT',
    on: 'object',
    byHeader: 'x-amz-copy-source',
    headers: [
      ...objectHeaders,
      ...sourceHeaders,
      'if-match',
      'if-none-match',
      'x-amz-checksum-algorithm',
      'x-amz-metadata-directive',
      'x-amz-tagging-directive',
    ],
    run: copyObject,
  },
];

async function copyObject(s3: S3, asked: Asked): Promise<Answer> {
  const { bucket, key, headers } = asked;
  const source = sourceOf(s3, asked);
  requireWrite(s3, asked);
  const condition = writeConditionOf(headers, key);
  const options = optionsOf(asked, source.object);
  if (source.bucket === bucket && source.key === key && !source.named) requireChange(s3, asked);
  const algorithm = algorithmOf(headers) ?? source.object.checksumKind.algorithm;
  const kind = { algorithm, type: 'FULL_OBJECT' as ChecksumType };
  const { checksumKind } = source.object;
  const same = checksumKind.algorithm === algorithm && checksumKind.type === 'FULL_OBJECT';
  const file = s3.store.temporary('copy');
  await copyFile(source.object.file, file, constants.COPYFILE_FICLONE);
  const object = await s3.store.put(
    bucket,
    key,
    { file },
    {
      ...options,
      checksum: same ? source.object.checksum : kind,
      // Of an object that came whole, the same MD5.
      ...(source.object.parts ? {} : { etag: source.object.etag }),
      ...(condition ? { condition: condition.check } : {}),
      lastModified: s3.clock.now(),
    },
  );
  return xml(
    asked,
    'CopyObjectResult',
    { LastModified: timeOf(object.lastModified), ETag: quoted(object.etag), ...checksumElement(object.checksum) },
    { ...source.headers, ...versionHeader(s3, bucket, object), ...s3.authorizer.encryptionHeaders(bucket) },
  );
}

interface Source {
  readonly bucket: string;
  readonly key: string;
  /** By its version. */
  readonly named: boolean;
  readonly object: StoredObject;
  readonly headers: Readonly<Record<string, string>>;
}

/** The object that is copied, which the caller must be let to read. @throws AccessDenied, S3Error */
export function sourceOf(s3: S3, asked: Asked): Source {
  const { bucket, key, id } = sourceIn(header(asked, 'x-amz-copy-source') ?? '');
  checkOwner(s3.stack, header(asked, 'x-amz-source-expected-bucket-owner'));
  const at: Asked = { ...asked, bucket, key };
  s3.store.bucket(bucket);
  requireObject(at, 's3:GetObject', id);
  if (id !== undefined && versionOf(s3, at, id).isMarker) {
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  const object = objectOf(s3, at, id);
  checkCopySource(asked.headers, object, s3.clock.now());
  if (isArchived(object.storageClass)) {
    const words =
      'The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier.';
    throw new S3Error('ObjectNotInActiveTierError', words, 403);
  }
  if (Object.keys(object.tags).length > 0 && asked.headers['x-amz-tagging-directive'] !== 'REPLACE' && !isPart(asked)) {
    requireObject(at, 's3:GetObjectTagging', id);
    asked.call.require('s3:PutObjectTagging', objectArn(asked.bucket, asked.key));
  }
  s3.authorizer.requireKey(asked.call, bucket, 'kms:Decrypt');
  const headers = object.versionId === 'null' ? {} : { 'x-amz-copy-source-version-id': object.versionId };
  return { bucket, key, named: id !== undefined, object, headers };
}

const isPart = ({ query }: Asked): boolean => query.has('uploadId');

/** `bucket/key?versionId=…`, percent-encoded, with or without a slash before it. */
function sourceIn(text: string): { readonly bucket: string; readonly key: string; readonly id?: string } {
  if (text.startsWith('arn:')) throw new NotServed('NotImplemented', `The copy source ${text}`, 501);
  const [path = '', version] = text.split('?versionId=').map(decodedSource);
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(path) ?? [];
  if (bucket === '' || key === '') {
    throw invalidArgument('Invalid copy source object key', 'x-amz-copy-source', 'x-amz-copy-source');
  }
  return { bucket, key, ...(version === undefined ? {} : { id: requireVersionId(version) }) };
}

function decodedSource(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidArgument('Invalid copy source encoding', 'x-amz-copy-source', text);
  }
}

function optionsOf({ headers }: Asked, source: StoredObject): PutOptions {
  const replaces = (name: string): boolean => {
    const directive = headers[name];
    if (directive !== undefined && directive !== 'COPY' && directive !== 'REPLACE') {
      const what = name === 'x-amz-metadata-directive' ? 'metadata' : 'tagging';
      throw invalidArgument(`Unknown ${what} directive.`, name, String(directive));
    }
    return directive === 'REPLACE';
  };
  const kept = keptOf(headers);
  const metadata = replaces('x-amz-metadata-directive') ? metadataOf(headers) : source;
  return {
    ...kept,
    headers: metadata.headers,
    metadata: metadata.metadata,
    tags: replaces('x-amz-tagging-directive') ? (kept.tags ?? {}) : source.tags,
  };
}

/** A copy of an object to itself must change something; a bucket's own encryption, if it says it, counts as one. */
function requireChange({ authorizer }: S3, { bucket, headers }: Asked): void {
  const changes =
    headers['x-amz-metadata-directive'] === 'REPLACE' ||
    headers['x-amz-storage-class'] !== undefined ||
    headers['x-amz-server-side-encryption'] !== undefined ||
    authorizer.saysEncryption(bucket);
  if (changes) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
