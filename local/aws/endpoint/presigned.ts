import { createHash, createHmac } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { AwsError } from '../shared/errors';

/** A request by a presigned URL, as it came. */
export interface PresignedRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Checks the signature of a presigned URL: whoever holds the URL may do what it says and nothing else, so what it says
 * must be what its signer signed. Elsewhere the access key is enough (see `sigv4.ts`).
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * @throws AwsError SignatureDoesNotMatch
 */
export function verifyPresigned({ method, path, query, headers }: PresignedRequest, secretAccessKey: string): void {
  const of = (name: string) => query.get(name) ?? '';
  const signedHeaders = of('X-Amz-SignedHeaders');
  const request = [
    method,
    path,
    [...query]
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => [encoded(name), encoded(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map((pair) => pair.join('='))
      .join('&'),
    ...signedHeaders.split(';').map((name) => `${name}:${String(headers[name] ?? '').trim()}`),
    '',
    signedHeaders,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const [, ...scope] = of('X-Amz-Credential').split('/');
  const digest = createHash('sha256').update(request).digest('hex');
  const toSign = ['AWS4-HMAC-SHA256', of('X-Amz-Date'), scope.join('/'), digest].join('\n');
  const key = scope.reduce<string | Buffer>((signing, part) => hmac(signing, part), `AWS4${secretAccessKey}`);
  if (hmac(key, toSign).toString('hex') === of('X-Amz-Signature')) return;
  throw new AwsError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
    403,
  );
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** As AWS encodes: all but letters, digits and `-._~`. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
