import { type IncomingHttpHeaders } from 'node:http';
import { type Condition } from '../object-store';
import { type ObjectHead } from '../store/stored-object';
import { quoted } from './answers';
import { header } from './asked';
import { noSuchKey, S3Error } from './s3-error';

export const preconditionFailed = (condition: string): S3Error =>
  new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412, {
    Condition: condition,
  });

/**
 * What a reader asks of an object. In the order in which S3 looks: recorded in localstack/localstack
 * tests/aws/services/s3/test_s3.py test_s3_get_object_preconditions; https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2
 * @throws S3Error 304 or 412
 */
export function checkRead(headers: IncomingHttpHeaders, head: ObjectHead, now: Date): void {
  const failed = failedOf(headers, '', head, now);
  if (failed === undefined) return;
  if (failed === 'If-Match' || failed === 'If-Unmodified-Since') throw preconditionFailed(failed);
  throw new S3Error(
    'NotModified',
    'Not Modified',
    304,
    {},
    {
      etag: quoted(head.etag),
      'last-modified': head.lastModified.toUTCString(),
    },
  );
}

/** The same of the object that is copied, by `x-amz-copy-source-if-*`: whatever fails is 412. */
export function checkCopySource(headers: IncomingHttpHeaders, head: ObjectHead, now: Date): void {
  const failed = failedOf(headers, 'x-amz-copy-source-', head, now);
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
}

function failedOf(
  headers: IncomingHttpHeaders,
  prefix: string,
  { etag, lastModified }: ObjectHead,
  now: Date,
): string | undefined {
  const of = (name: string): string | undefined => header({ headers }, `${prefix}${name}`);
  const [match, noneMatch] = [of('if-match'), of('if-none-match')];
  const unmodifiedSince = secondsOf(of('if-unmodified-since'));
  const modifiedSince = secondsOf(of('if-modified-since'));
  const modified = Math.floor(lastModified.getTime() / 1000);
  if (match !== undefined && !matches(match, etag)) return 'If-Match';
  if (match === undefined && unmodifiedSince !== undefined && modified > unmodifiedSince) return 'If-Unmodified-Since';
  if (noneMatch !== undefined && matches(noneMatch, etag)) return 'If-None-Match';
  if (noneMatch !== undefined || modifiedSince === undefined) return undefined;
  // One that lies ahead says nothing.
  const lies = modifiedSince > Math.floor(now.getTime() / 1000);
  return !lies && modified <= modifiedSince ? 'If-Modified-Since' : undefined;
}

/** Quotes may be left out. */
const matches = (asked: string, etag: string): boolean =>
  asked.split(',').some((one) => one.trim() === '*' || one.trim().replaceAll('"', '') === etag);

/** A time that can't be read says nothing, as RFC 9110 13.1.3 has it. */
function secondsOf(text: string | undefined): number | undefined {
  const time = text === undefined ? NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/** What a writer asks of what is there. */
export interface WriteCondition {
  readonly name: 'If-Match' | 'If-None-Match';
  readonly check: Condition;
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html; recorded in localstack/localstack
 * tests/aws/services/s3/test_s3_api.py TestS3ObjectWritePrecondition
 * @throws S3Error NotImplemented for values that S3 does not take here
 */
export function writeConditionOf(headers: IncomingHttpHeaders, key: string): WriteCondition | undefined {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (match !== undefined && noneMatch !== undefined) {
    throw notImplemented('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  }
  if (noneMatch !== undefined) {
    if (noneMatch !== '*') throw notImplemented('If-None-Match', notTaken('If-None-Match'));
    const check: Condition = (newest) => {
      if (newest && !newest.isMarker) throw preconditionFailed('If-None-Match');
    };
    return { name: 'If-None-Match', check };
  }
  if (match === undefined) return undefined;
  if (match === '*') throw notImplemented('If-Match', notTaken('If-Match'));
  return { name: 'If-Match', check: etagMatches(match, key) };
}

/** Of a DELETE, which takes `*` too: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html */
export function deleteConditionOf(match: string | undefined, key: string): Condition | undefined {
  if (match === undefined) return undefined;
  if (match !== '*') return etagMatches(match, key);
  return (newest) => {
    if (!newest || newest.isMarker) throw preconditionFailed('If-Match');
  };
}

const etagMatches =
  (match: string, key: string): Condition =>
  (newest) => {
    if (!newest || newest.isMarker) throw noSuchKey(key);
    if (!matches(match, newest.etag)) throw preconditionFailed('If-Match');
  };

const notTaken = (name: string): string => `We don't accept the provided value of ${name} header for this API`;

const notImplemented = (name: string, additionalMessage: string): S3Error =>
  new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', 501, {
    Header: name,
    additionalMessage,
  });
