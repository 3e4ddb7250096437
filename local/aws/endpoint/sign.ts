import { canonicalPaths, canonicalRequest, sha256, SigningKeys, stringToSign } from './canonical-request';
import { type LocalCredentials } from './credentials';
import { basic, type Signature } from './sigv4';

const keys = new SigningKeys();

/** A request that is yet to be signed, for those who measure and try the endpoint with requests that no SDK makes. */
export interface Unsigned {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly url: string;
  /** In lower case; `host` is one of them. All are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly service: string;
  readonly region: string;
  readonly at: Date;
  /** The body's digest unless given: what stands for it. */
  readonly payload?: string;
}

/** @returns the headers, signed */
export function sign(request: Unsigned, credentials: LocalCredentials): Record<string, string> {
  const { method, url, body, service, region, at } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const date = basic(at);
  const payload = request.payload ?? sha256(typeof body === 'string' ? Buffer.from(body) : body);
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-date': date,
    ...(service === 's3' ? { 'x-amz-content-sha256': payload } : {}),
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const signedHeaders = Object.keys(headers).sort();
  const signature: Signature = {
    by: 'header',
    accessKeyId,
    day: date.slice(0, 8),
    region,
    service,
    date,
    signedAt: at,
    signedHeaders,
    signature: '',
  };
  const [path = '', ...search] = url.split('?');
  const query = new URLSearchParams(search.join('?'));
  const [canonicalPath = path] = canonicalPaths(path, service);
  const canonical = canonicalRequest({ method, path, query, headers }, signature, canonicalPath, payload);
  const signed = keys.sign(secretAccessKey, signature, stringToSign(signature, canonical)).toString('hex');
  const credential = `${accessKeyId}/${signature.day}/${region}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signed}`;
  return { ...headers, authorization };
}
