import { decodeAwsChunked } from './aws-chunked';
import { sha256 } from './canonical-request';
import { scopeOf, type Signature } from './sigv4';
import { isSigned, mismatch } from './verify-signature';

const ofNothing = sha256('');

/**
 * Each chunk of a signed upload has a signature that takes in the one before it, the first the request's own; so have
 * the trailers, when there are any.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html
 * @throws AwsError SignatureDoesNotMatch, IncompleteBody
 */
export function verifyChunks(framed: Buffer, signature: Signature, secretAccessKey: string): void {
  const { chunks, trailers } = decodeAwsChunked(framed);
  const { 'x-amz-trailer-signature': trailerSignature, ...signedTrailers } = trailers;
  let before = signature.signature;
  const check = (kind: string, digests: string, given: string | undefined): void => {
    const text = `AWS4-HMAC-SHA256-${kind}\n${signature.date}\n${scopeOf(signature)}\n${before}\n${digests}`;
    if (given === undefined || !isSigned(signature, secretAccessKey, text, given)) throw mismatch();
    before = given;
  };
  for (const { bytes, signature: given } of chunks) check('PAYLOAD', `${ofNothing}\n${sha256(bytes)}`, given);
  if (Object.keys(trailers).length === 0) return;
  const lines = Object.entries(signedTrailers).map(([name, value]) => `${name}:${value}\n`);
  check('TRAILER', sha256(lines.join('')), trailerSignature);
}
