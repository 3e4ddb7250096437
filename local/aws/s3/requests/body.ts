import { type IncomingHttpHeaders } from 'node:http';
import { decodeAwsChunked } from '../../endpoint/aws-chunked';
import { type HttpRequest } from '../../endpoint/protocols';
import { type Pieces } from '../../shared/pieces';
import {
  type Algorithm,
  algorithms,
  type Checksum,
  checksumOf,
  headerOf,
  laterAlgorithms,
  lengthOf,
  md5Of,
} from '../checksums/algorithms';
import { NotServed } from '../../shared/errors';
import { invalidRequest, S3Error } from './s3-error';

export interface Body {
  readonly bytes: Pieces;
  /** The checksum that came with it, held against the bytes. */
  readonly checksum?: Checksum;
}

/** Headers by which a body is held against what was sent. */
export const bodyHeaders = [...algorithms.map(headerOf), 'x-amz-sdk-checksum-algorithm', 'content-md5'];

/**
 * A body's bytes, freed of their framing, and held against each checksum that came with them, as header or trailer.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html; the words are those recorded in
 * localstack/localstack tests/aws/services/s3/test_s3.py TestS3PutObjectChecksum, test_s3_invalid_content_md5
 * @throws S3Error
 */
export function bodyOf({ headers, body }: HttpRequest): Body {
  const chunked =
    String(headers['x-amz-content-sha256'] ?? '').startsWith('STREAMING-') ||
    /(^|,)\s*aws-chunked\s*(,|$)/.test(headers['content-encoding'] ?? '');
  const { body: bytes, trailers } = chunked ? decodeAwsChunked(body.whole) : { body, trailers: {} };
  checkLength(headers, bytes, chunked);
  const md5 = headers['content-md5'];
  if (md5 !== undefined) checkMd5(String(md5), bytes);
  const trailing = headers['x-amz-trailer'];
  if (chunked && typeof trailing === 'string') checkTrailers(trailing, trailers);
  const sent = checksumIn(chunked ? { ...headers, ...trailers } : headers);
  const named = headers['x-amz-sdk-checksum-algorithm'];
  if (typeof named === 'string') checkNamed(named, sent);
  if (!sent) return { bytes };
  if (sent.value !== checksumOf(sent.algorithm, bytes)) throw badDigest(sent.algorithm);
  return { bytes, checksum: sent };
}

/**
 * An SDK names the algorithm of the checksum that it sends. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html;
 * the words are those of github.com/openstack/swift test/s3api/test_object_checksums.py, which runs against AWS too
 */
function checkNamed(named: string, sent: Checksum | undefined): void {
  const name = named.toUpperCase();
  if (laterAlgorithms.includes(name)) throw new NotServed('NotImplemented', `A checksum of ${name}`, 501);
  if (!algorithms.some((one) => one === name) || (sent !== undefined && sent.algorithm !== name)) {
    throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  if (sent === undefined) {
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
}

export const badDigest = (algorithm: Algorithm | Lowercase<Algorithm>): S3Error =>
  new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);

/** The one checksum that headers tell. @throws S3Error for several, and for what can't be one */
export function checksumIn(headers: Readonly<Record<string, string | string[] | undefined>>): Checksum | undefined {
  const sent = algorithms.flatMap((algorithm) => {
    const value = headers[headerOf(algorithm)];
    return typeof value === 'string' ? [{ algorithm, value, type: 'FULL_OBJECT' as const }] : [];
  });
  if (sent.length > 1) {
    throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  const [one] = sent;
  if (one && !isBase64Of(one.value, lengthOf[one.algorithm])) {
    throw invalidRequest(`Value for ${headerOf(one.algorithm)} header is invalid.`);
  }
  return one;
}

function isBase64Of(text: string, length: number): boolean {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length && bytes.toString('base64') === text;
}

function checkMd5(sent: string, bytes: Pieces): void {
  if (!isBase64Of(sent, 16)) {
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, { 'Content-MD5': sent });
  }
  const calculated = md5Of(bytes).toString('base64');
  if (calculated === sent) return;
  throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
    ExpectedDigest: Buffer.from(sent, 'base64').toString('hex'),
    CalculatedDigest: calculated,
  });
}

function checkLength(headers: IncomingHttpHeaders, bytes: Pieces, chunked: boolean): void {
  const told = headers['x-amz-decoded-content-length'];
  if (!chunked || told === undefined || Number(told) === bytes.length) return;
  throw new S3Error('IncompleteBody', 'The request body terminated unexpectedly');
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html */
function checkTrailers(named: string, came: Readonly<Record<string, string>>): void {
  if (named.split(',').every((name) => came[name.trim().toLowerCase()] !== undefined)) return;
  throw new S3Error(
    'MalformedTrailerError',
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}
