import { type IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../shared/errors';

/**
 * What a request's signature says of its sender. Only the claim is read: the endpoint listens on loopback alone, so the
 * access key is enough to tell the role, and a client under another clock is still served. A presigned URL is checked
 * beside that (`presigned.ts`): it goes from hand to hand.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export interface SignedBy {
  readonly accessKeyId: string;
  readonly region: string;
  /** The credential scope's service: `s3`, `states`, `athena`, … */
  readonly service: string;
  readonly sessionToken?: string;
  /** For a presigned URL: until when it is good. */
  readonly expires?: Date;
}

/** @returns nothing when the request is not signed. @throws AwsError for a signature that can't be read. */
export function signedBy(headers: IncomingHttpHeaders, query: URLSearchParams): SignedBy | undefined {
  if (headers.authorization !== undefined) return fromHeader(headers.authorization, headers['x-amz-security-token']);
  if (query.has('X-Amz-Credential')) return fromQuery(query);
  return undefined;
}

function fromHeader(authorization: string, token: string | string[] | undefined): SignedBy {
  const credential = /^AWS4-HMAC-SHA256\s.*\bCredential=([^,\s]+)/.exec(authorization)?.[1];
  if (!credential) {
    throw new AwsError(
      'IncompleteSignatureException',
      `The Authorization header must be AWS4-HMAC-SHA256 with a Credential: ${authorization.slice(0, 60)}`,
      403,
    );
  }
  return { ...scope(credential), ...(typeof token === 'string' ? { sessionToken: token } : {}) };
}

function fromQuery(query: URLSearchParams): SignedBy {
  const signed = instant(query.get('X-Amz-Date') ?? '');
  const seconds = Number(query.get('X-Amz-Expires'));
  if (!signed || !Number.isInteger(seconds) || seconds < 1 || seconds > 604800) {
    throw new AwsError(
      'AuthorizationQueryParametersError',
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\", X-Amz-Expires 1 to 604800 seconds",
    );
  }
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    ...scope(query.get('X-Amz-Credential') ?? ''),
    expires: new Date(signed.getTime() + seconds * 1000),
    ...(sessionToken === null ? {} : { sessionToken }),
  };
}

function scope(credential: string): SignedBy {
  const [accessKeyId, date, region, service, terminator] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request') {
    throw new AwsError(
      'IncompleteSignatureException',
      `Credential must be KEY/DATE/REGION/SERVICE/aws4_request, not ${credential}`,
      403,
    );
  }
  return { accessKeyId, region, service };
}

/** `20261001T080000Z` */
function instant(text: string): Date | undefined {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text) ?? [];
  return year ? new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) : undefined;
}
