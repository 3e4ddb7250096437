import { type IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../shared/errors';

/**
 * A request's signature, as it says of itself; whether it is right, `verify-signature.ts` tells.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export interface Signature {
  /** A presigned URL has it in its query. */
  readonly by: 'header' | 'link';
  readonly accessKeyId: string;
  readonly day: string;
  readonly region: string;
  /** The credential scope's service: `s3`, `states`, `athena`, … */
  readonly service: string;
  readonly sessionToken?: string;
  /** `20261001T080000Z` */
  readonly date: string;
  readonly signedAt: Date;
  /** Of a link: until when it is good. */
  readonly expires?: Date;
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
}

/** The signing key's scope: `20261001/eu-west-1/s3/aws4_request`. */
export const scopeOf = ({ day, region, service }: Signature): string => `${day}/${region}/${service}/aws4_request`;

/** The service that a request says it is signed for, whether or not the rest of its signature can be read. */
export function claimedService({ authorization }: IncomingHttpHeaders, url: string): string | undefined {
  const scope = /Credential=[^/%&,\s]*(?:(?:\/|%2F)[^/%&,\s]*){2}(?:\/|%2F)([\w-]+)(?:\/|%2F)/i;
  return scope.exec(authorization ?? url)?.[1];
}

/** @returns nothing when the request is not signed. @throws AwsError for a signature that can't be read. */
export function readSignature(headers: IncomingHttpHeaders, query: URLSearchParams): Signature | undefined {
  const { authorization } = headers;
  if (isVersion2(authorization, query)) {
    throw new AwsError(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  const inQuery = ['Algorithm', 'Credential', 'Signature'].some((name) => query.has(`X-Amz-${name}`));
  if (authorization === undefined) return inQuery ? fromQuery(query) : undefined;
  if (inQuery) {
    throw new AwsError(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  }
  return fromHeader(authorization, headers);
}

/**
 * S3's clients of old: `Authorization: AWS KEY:SIGNATURE`, and links with `AWSAccessKeyId`. Neither Regions since 2014
 * nor buckets since June 2020 take it. https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html,
 * https://aws.amazon.com/blogs/aws/amazon-s3-update-sigv2-deprecation-period-extended-modified/
 */
const isVersion2 = (authorization: string | undefined, query: URLSearchParams): boolean =>
  authorization === undefined
    ? query.has('AWSAccessKeyId') && query.has('Signature') && !query.has('SignatureVersion')
    : /^AWS [^\s:]+:\S+$/.test(authorization);

/** As every SDK writes it. */
const asUsual = /^AWS4-HMAC-SHA256 Credential=([^,\s]+), ?SignedHeaders=([^,\s]+), ?Signature=([^,\s]+)$/;

/** Credential, signed headers and signature, in whatever order they stand. */
function parametersOf(authorization: string): (string | undefined)[] {
  const usual = asUsual.exec(authorization);
  if (usual) return usual.slice(1);
  const [, parameters] = /^AWS4-HMAC-SHA256(?:[ \t]+(.*))?$/.exec(authorization) ?? [];
  if (parameters === undefined) throw unsupported(authorization);
  const given = new Map(
    parameters.split(',').map((part): [string, string] => {
      const at = part.indexOf('=');
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    }),
  );
  return ['Credential', 'SignedHeaders', 'Signature'].map((name) => given.get(name));
}

function fromHeader(authorization: string, headers: IncomingHttpHeaders): Signature {
  const [credential, signedHeaders, signature] = parametersOf(authorization);
  const date = dateOf(headers);
  const missing = [
    ...(credential ? [] : ["Authorization header requires 'Credential' parameter."]),
    ...(signature ? [] : ["Authorization header requires 'Signature' parameter."]),
    ...(signedHeaders ? [] : ["Authorization header requires 'SignedHeaders' parameter."]),
    ...(date ? [] : ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]),
  ];
  if (!credential || !signedHeaders || !signature || !date) {
    throw incomplete(`${missing.join(' ')} Authorization=${authorization.slice(0, 100)}`);
  }
  const token = headers['x-amz-security-token'];
  return {
    by: 'header',
    ...scope(credential, date.text),
    ...(typeof token === 'string' ? { sessionToken: token } : {}),
    date: date.text,
    signedAt: date.at,
    signedHeaders: signedHeaders.split(';'),
    signature,
  };
}

function fromQuery(query: URLSearchParams): Signature {
  const of = (name: string): string => query.get(`X-Amz-${name}`) ?? '';
  if (query.has('X-Amz-Algorithm') && of('Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw unreadable('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  if (['Algorithm', 'Credential', 'Date', 'Expires', 'SignedHeaders', 'Signature'].some((name) => of(name) === '')) {
    throw unreadable(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  const signedAt = instant(of('Date'));
  const seconds = Number(of('Expires') || 'none');
  if (!signedAt) throw unreadable("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!Number.isInteger(seconds)) throw unreadable('X-Amz-Expires should be a number');
  if (seconds < 0) throw unreadable('X-Amz-Expires must be non-negative');
  if (seconds > 604_800) {
    throw unreadable(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    by: 'link',
    ...scope(of('Credential'), of('Date')),
    ...(sessionToken === null ? {} : { sessionToken }),
    date: of('Date'),
    signedAt,
    expires: new Date(signedAt.getTime() + seconds * 1000),
    signedHeaders: of('SignedHeaders').split(';'),
    signature: of('Signature'),
  };
}

function scope(credential: string, date: string): Pick<Signature, 'accessKeyId' | 'day' | 'region' | 'service'> {
  const [accessKeyId, day, region, service, terminator, ...more] = credential.split('/');
  if (!accessKeyId || !day || !region || !service || terminator !== 'aws4_request' || more.length > 0) {
    throw incomplete(`Credential must be KEY/DATE/REGION/SERVICE/aws4_request, not ${credential.slice(0, 100)}`);
  }
  if (day !== date.slice(0, 8)) {
    throw incomplete(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    );
  }
  return { accessKeyId, day, region, service };
}

/** `x-amz-date`, or else `Date` of HTTP. */
function dateOf(headers: IncomingHttpHeaders): { readonly text: string; readonly at: Date } | undefined {
  const own = headers['x-amz-date'];
  if (typeof own === 'string') {
    const at = instant(own);
    return at && { text: own, at };
  }
  const at = instant(headers.date ?? '') ?? new Date(headers.date ?? '');
  return Number.isNaN(at.getTime()) ? undefined : { text: basic(at), at };
}

/** `20261001T080000Z`, ISO 8601's basic format. */
export const basic = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** Many requests of a second have the same. */
let latest: { readonly text: string; readonly at: Date | undefined } = { text: '', at: undefined };

/** The time that such a text tells. */
function instant(text: string): Date | undefined {
  if (latest.text !== text) latest = { text, at: readInstant(text) };
  return latest.at;
}

function readInstant(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

const incomplete = (message: string): AwsError => new AwsError('IncompleteSignature', message, 403);
/** Of a scheme that AWS does not know: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const unsupported = (authorization: string): AwsError =>
  new AwsError(
    'UnsupportedAuthorization',
    `Authorization must be AWS4-HMAC-SHA256, not ${authorization.slice(0, 20)}`,
    403,
    { fields: { ArgumentName: 'Authorization', ArgumentValue: authorization } },
  );
const unreadable = (message: string): AwsError => new AwsError('AuthorizationQueryParametersError', message);
