import { AwsError } from '../shared/errors';
import { type Pieces } from '../shared/pieces';
import { sha256, type SignedRequest } from './canonical-request';
import { type Signature } from './sigv4';
import { verifyChunks } from './signed-chunks';

const digest = /^[0-9a-f]{64}$/;
const signedStreams = ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'];
const unsigned = ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'];

/**
 * What an S3 request says of its body, and signs; of any other service's, the body itself is what is signed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function declaredPayload({ headers, query }: SignedRequest, { by }: Signature): string {
  const given = (by === 'link' ? query.get('X-Amz-Content-Sha256') : undefined) ?? headers['x-amz-content-sha256'];
  if (given === undefined && by === 'link') return 'UNSIGNED-PAYLOAD';
  if (typeof given !== 'string') {
    throw new AwsError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (digest.test(given) || signedStreams.includes(given) || unsigned.includes(given)) return given;
  throw new AwsError(
    'InvalidArgument',
    `x-amz-content-sha256 must be ${[...unsigned, ...signedStreams].join(', ')} or a valid sha256 value.`,
  );
}

/** @throws AwsError when the body is not what was signed */
export function verifyPayload(payload: string, body: Pieces, signature: Signature, secretAccessKey: string): void {
  if (signedStreams.includes(payload)) verifyChunks(body.whole, signature, secretAccessKey);
  else if (digest.test(payload) && sha256(body) !== payload) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
}
