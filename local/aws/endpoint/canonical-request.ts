import { createHash, createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { type IncomingHttpHeaders } from 'node:http';
import { type Pieces, piecesOf } from '../shared/pieces';
import { type Signature, scopeOf } from './sigv4';

/** Of a request, what its sender signed. */
export interface SignedRequest {
  readonly method: string;
  /** Still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Names and values by turns, as they came: for a header that came more than once. */
  readonly rawHeaders?: readonly string[];
}

/**
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
 * @param path the canonical one
 * @param payload the body's digest, or what stands for it
 */
export function canonicalRequest(request: SignedRequest, { signedHeaders }: Signature, path: string, payload: string) {
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request, name)}\n`).join('');
  return `${request.method}\n${path}\n${canonicalQuery(request.query)}\n${headers}\n${signedHeaders.join(';')}\n${payload}`;
}

/** What is signed in the end: of a request, its canonical form; of a chunk, what stands for one. */
export function stringToSign(signature: Signature, canonical: string): string {
  return `AWS4-HMAC-SHA256\n${signature.date}\n${scopeOf(signature)}\n${sha256(canonical)}`;
}

/**
 * The forms of a path that clients sign. S3 takes it as it came, or as AWS encodes it; every other service normalizes it
 * and encodes it once more.
 */
export function* canonicalPaths(path: string, service: string): Generator<string> {
  if (service === 's3') {
    yield path;
    const decoded = decodedPath(path);
    const encoded = decoded?.split('/').map(encode).join('/');
    if (encoded !== undefined && encoded !== path) yield encoded;
    return;
  }
  if (path === '/') return yield path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(encode(part));
  }
  yield `/${parts.join('/')}${parts.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function canonicalQuery(query: URLSearchParams): string {
  if (query.size === 0) return '';
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b || (a === b && x < y) ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Values without spaces around them, none twice within; of several headers of a name, in their order. */
function canonicalValue({ headers, rawHeaders = [] }: SignedRequest, name: string): string {
  const value = headers[name];
  if (value === undefined) return '';
  const several = typeof value !== 'string' || value.includes(', ');
  const values = several ? rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name) : [];
  const whole = values.length > 0 ? values.map((one) => one.trim()).join(',') : String(value).trim();
  return whole.includes('  ') ? whole.replaceAll(/ +/g, ' ') : whole;
}

/** As AWS encodes: all but letters, digits and `-._~`. */
export const encode = (text: string): string =>
  /^[\w.~-]*$/.test(text)
    ? text
    : encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Hexadecimal. Text is of Latin-1, as Node reads headers: its bytes are those that came. */
export function sha256(data: string | Uint8Array | Pieces): string {
  const pieces = typeof data === 'string' ? [Buffer.from(data, 'latin1')] : piecesOf(data);
  const [first, ...more] = pieces;
  // At once, which takes half as long for what is small.
  if (first && more.length === 0) return hash('sha256', first);
  const digest = createHash('sha256');
  for (const piece of pieces) digest.update(piece);
  return digest.digest('hex');
}

const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** A key is good for a day, a region and a service: four digests that the next request need not make. */
export class SigningKeys {
  readonly #known = new Map<string, KeyObject>();

  sign(secretAccessKey: string, signature: Signature, text: string): Buffer {
    const { day, region, service } = signature;
    const name = `${secretAccessKey}/${scopeOf(signature)}`;
    let key = this.#known.get(name);
    if (!key) {
      if (this.#known.size >= 1000) this.#known.clear();
      const parts = [day, region, service, 'aws4_request'];
      key = createSecretKey(parts.reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`) as Buffer);
      this.#known.set(name, key);
    }
    return hmac(key, text);
  }
}
