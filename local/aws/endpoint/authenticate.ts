import { type Principal } from '../../../policies/iam/authorize';
import { type Clock } from '../shared/clock';
import { AwsError } from '../shared/errors';
import { type Pieces } from '../shared/pieces';
import { sha256, type SignedRequest } from './canonical-request';
import { type CredentialStore } from './credentials';
import { declaredPayload, verifyPayload } from './payload';
import { type Signature } from './sigv4';
import { unsigned } from './unsigned';
import { checkTime, verifySignature } from './verify-signature';

/** A request whose sender is known, once its body is what was signed. */
export interface Authenticated {
  readonly principal: Principal;
  /** @throws AwsError when the body is another */
  accept(body: Pieces): void;
}

/**
 * Tells who signed a request, before its body is read: what S3's clients sign tells of the body, and any other's body is
 * held against the signature itself.
 * @throws AwsError as AWS answers a request that is not signed, or otherwise
 */
export function authenticate(
  request: SignedRequest,
  signature: Signature | undefined,
  { credentials, clock }: { readonly credentials: CredentialStore; readonly clock: Clock },
): Authenticated {
  if (!signature) throw unsigned(request.method, request.headers);
  const issued = credentials.find(signature.accessKeyId);
  if (!issued) {
    throw new AwsError('UnknownAccessKey', 'The security token included in the request is invalid.', 403, {
      fields: { AWSAccessKeyId: signature.accessKeyId },
    });
  }
  const { principal } = issued;
  const { secretAccessKey, sessionToken } = issued.credentials;
  if (sessionToken !== signature.sessionToken) {
    throw new AwsError('WrongSessionToken', 'The security token included in the request is invalid.', 403);
  }
  checkTime(signature, clock);
  if (signature.service !== 's3') {
    return {
      principal,
      accept: (body) => verifySignature(request, signature, secretAccessKey, sha256(body)),
    };
  }
  const payload = declaredPayload(request, signature);
  verifySignature(request, signature, secretAccessKey, payload);
  return { principal, accept: (body) => verifyPayload(payload, body, signature, secretAccessKey) };
}
