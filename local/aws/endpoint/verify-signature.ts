import { timingSafeEqual } from 'node:crypto';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { canonicalPaths, canonicalRequest, type SignedRequest, SigningKeys, stringToSign } from './canonical-request';
import { basic, type Signature } from './sigv4';

const keys = new SigningKeys();
const minute = 60_000;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const mostSkew = 15 * minute;

/**
 * Holds a request against its signature: it is what its signer signed, no more and no less.
 * @param payload the body's digest, or what stands for it
 * @throws AwsError SignatureDoesNotMatch; AccessDenied for what came beside it
 */
export function verifySignature(
  request: SignedRequest,
  signature: Signature,
  secretAccessKey: string,
  payload: string,
): void {
  checkSigned(request, signature);
  for (const path of canonicalPaths(request.path, signature.service)) {
    const canonical = canonicalRequest(request, signature, path, payload);
    if (isSigned(signature, secretAccessKey, stringToSign(signature, canonical), signature.signature)) return;
  }
  throw mismatch();
}

export const mismatch = (): AwsError =>
  new AwsError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    403,
  );

export function isSigned(signature: Signature, secretAccessKey: string, text: string, given: string): boolean {
  const right = keys.sign(secretAccessKey, signature, text);
  const said = Buffer.from(given, 'hex');
  return said.length === right.length && timingSafeEqual(said, right);
}

/**
 * A request may not bring what its signer knew nothing of: the host, and whatever AWS heeds.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html; S3's words are from
 * https://github.com/soto-project/soto/issues/374
 */
function checkSigned({ headers }: SignedRequest, { service, by, signedHeaders }: Signature): void {
  const all = service === 's3' || by === 'link';
  const unsigned = Object.keys(headers).filter(
    (name) => (name === 'host' || (all && name.startsWith('x-amz-'))) && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new AwsError(
    service === 's3' ? 'AccessDenied' : 'SignatureDoesNotMatch',
    `There were headers present in the request which were not signed: ${unsigned.join(', ')}`,
    403,
  );
}

/**
 * A link is good from when it was signed until it expires. A header is good for minutes, by a clock that its sender has
 * too: a simulated one, which SDKs follow by the `date` of the answers, is only theirs after the first. Where the account's
 * clock goes on from another day than this machine's, some senders sign by the one (functions, SDKs for JavaScript) and
 * some by the other (the CLI and botocore, which follow no answer): either is good.
 * @throws AwsError AccessDenied, RequestTimeTooSkewed, by the account's clock
 */
export function checkTime(signature: Signature, clock: Clock): void {
  const wrong = wrongBy(signature, clock, clock.now());
  if (wrong && (clock.standsStill || wrongBy(signature, clock, new Date()))) throw wrong;
}

function wrongBy({ by, service, date, signedAt, expires }: Signature, clock: Clock, now: Date): AwsError | undefined {
  const early = signedAt.getTime() - now.getTime() > mostSkew;
  if (by === 'link') {
    if (early) return new AwsError('AccessDenied', 'Request is not valid yet', 403);
    return expires && now > expires ? new AwsError('AccessDenied', 'Request has expired', 403) : undefined;
  }
  const late = now.getTime() - signedAt.getTime() > mostSkew;
  if (clock.standsStill || (!early && !late)) return undefined;
  const bound = new Date(now.getTime() + (early ? mostSkew : -mostSkew));
  return new AwsError(
    'RequestTimeTooSkewed',
    service === 's3'
      ? 'The difference between the request time and the current time is too large.'
      : early
        ? `Signature not yet current: ${date} is still later than ${basic(bound)} (${basic(now)} + 15 min.)`
        : `Signature expired: ${date} is now earlier than ${basic(bound)} (${basic(now)} - 15 min.)`,
    403,
  );
}
