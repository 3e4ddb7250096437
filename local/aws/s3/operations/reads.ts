import { type Answer } from '../../endpoint/wire-error';
import { NotServed } from '../../shared/errors';
import { quoted } from '../requests/answers';
import { type Asked, header, type S3, type S3Operation } from '../requests/asked';
import { headerOf } from '../checksums/algorithms';
import { checkRead } from '../requests/conditions';
import { isArchived, keptHeaders, overrides } from '../requests/kept';
import { partOf, type PartRange, type Range, rangeOf } from '../requests/range';
import { invalidArgument, S3Error } from '../requests/s3-error';
import { objectOf, requireObject, versionHeader, versionIdOf } from '../requests/version';
import { type StoredObject } from '../store/stored-object';

const understood = {
  query: [...overrides, 'partNumber', 'versionId'],
  headers: ['if-match', 'if-modified-since', 'if-none-match', 'if-unmodified-since', 'range', 'x-amz-checksum-mode'],
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html, …/API_HeadObject.html */
export const reads: readonly S3Operation[] = [
  {
    name: 'GetObject',
    method: 'GET',
    on: 'object',
    ...understood,
    run: read,
  },
  {
    name: 'HeadObject',
    method: 'HEAD',
    on: 'object',
    ...understood,
    run: read,
  },
];

function read(s3: S3, asked: Asked): Answer {
  const { bucket, query, call } = asked;
  const headOnly = asked.method === 'HEAD';
  const id = versionIdOf(asked);
  requireObject(asked, 's3:GetObject', id);
  const object = objectOf(s3, asked, id);
  checkRead(asked.headers, object, s3.clock.now());
  s3.authorizer.requireKey(call, bucket, 'kms:Decrypt');
  if (!headOnly && isArchived(object.storageClass)) throw archived(object);
  const part = partOf(query.get('partNumber'), header(asked, 'range'), object);
  const range = part ?? rangeOf(header(asked, 'range'), object.size);
  const whole = { start: 0, end: object.size - 1 };
  const { start, end } = range ?? whole;
  const headers = {
    'x-amz-request-id': call.requestId,
    ...headersOf(s3, asked, object),
    ...overridden(query, range !== undefined),
    ...checksumHeaders(asked, object, range, part),
    ...(part && object.parts ? { 'x-amz-mp-parts-count': String(object.parts.length) } : {}),
    'content-length': String(end - start + 1),
    ...(range && object.size > 0 ? { 'content-range': `bytes ${start}-${end}/${object.size}` } : {}),
  };
  return {
    status: range && object.size > 0 ? 206 : 200,
    headers,
    body: headOnly ? '' : { file: object.file, start, end },
  };
}

/** What an object tells of itself. */
function headersOf(s3: S3, asked: Asked, object: StoredObject): Record<string, string> {
  const tags = Object.keys(object.tags).length;
  return {
    ...object.headers,
    etag: quoted(object.etag),
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
    ...s3.authorizer.encryptionHeaders(asked.bucket),
    ...versionHeader(s3, asked.bucket, object),
    ...(object.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': object.storageClass }),
    // To whoever may read them: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    ...(tags > 0 && s3.authorizer.mayReadTags(asked.call, asked.bucket, asked.key)
      ? { 'x-amz-tagging-count': String(tags) }
      : {}),
    ...Object.fromEntries(Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value])),
  };
}

/**
 * Of the whole object, or of a part that has its own: a range of bytes has none. Recorded in localstack/localstack
 * tests/aws/services/s3/test_s3_api.py test_get_object_range, test_s3.py test_get_object_part_checksum
 */
function checksumHeaders(
  asked: Asked,
  object: StoredObject,
  range: Range | undefined,
  part: PartRange | undefined,
): Record<string, string> {
  if (header(asked, 'x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED') return {};
  const whole = !range || (range.start === 0 && range.end === object.size - 1);
  const { type } = object.checksumKind;
  const told = part && object.parts ? object.parts[part.number - 1]?.checksum : whole ? object.checksum : undefined;
  // Of one of several parts it is told where the object's is made of theirs.
  if (!told || (!whole && type === 'FULL_OBJECT')) return {};
  return { [headerOf(told.algorithm)]: told.value, 'x-amz-checksum-type': type };
}

/** How a reader wants to be told, by a link for instance. @throws S3Error InvalidArgument; NotServed for nothing at all */
function overridden(query: URLSearchParams, ranged: boolean): Record<string, string> {
  if (query.size === 0) return {};
  return Object.fromEntries(
    keptHeaders.flatMap((name): [string, string][] => {
      const value = query.get(`response-${name}`);
      if (value === null) return [];
      // "only in a successful response, that is, when the HTTP status code 200 OK is returned": of 206 nothing is recorded.
      if (ranged) throw new NotServed('NotImplemented', `response-${name} of some bytes of an object`, 501);
      // Whether it blanks the header or leaves it, no page says.
      if (value === '') throw new NotServed('NotImplemented', `An empty response-${name}`, 501);
      // Recorded in localstack/localstack tests/aws/services/s3/test_s3.py test_get_response_overrides_unicode_metadata_with_sig_s3
      if (/[^\u0000-\u00FF]/.test(value)) {
        throw invalidArgument('Header value cannot be represented using ISO-8859-1.', `response-${name}`, value);
      }
      // A line's end would be the next header's start.
      if (/[\u0000-\u0008\u000A-\u001F\u007F]/.test(value)) {
        throw invalidArgument('Header value cannot hold control characters.', `response-${name}`, value);
      }
      return [[name, value]];
    }),
  );
}

const archived = ({ storageClass }: StoredObject): S3Error =>
  new S3Error('InvalidObjectState', "The operation is not valid for the object's storage class", 403, {
    StorageClass: storageClass,
  });
