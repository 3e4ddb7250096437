import { type AwsError } from '../shared/errors';
import { toXml } from './xml';

/** How a service writes its answers. */
export type Protocol = 'json' | 'rest-json' | 'rest-xml' | 'query';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | { readonly file: string; readonly start: number; readonly end: number };
}

/** The general codes, and what each protocol's services call them. */
const names: Readonly<Record<string, Partial<Record<Protocol, readonly [code: string, status: number]>>>> = {
  AccessDenied: {
    json: ['AccessDeniedException', 400],
    'rest-json': ['AccessDeniedException', 403],
    query: ['AuthorizationError', 403],
  },
  UnknownAccessKey: {
    json: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    'rest-xml': ['InvalidAccessKeyId', 403],
    query: ['InvalidClientTokenId', 403],
  },
  WrongSessionToken: {
    json: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    'rest-xml': ['InvalidToken', 400],
    query: ['InvalidClientTokenId', 403],
  },
  IncompleteSignature: {
    json: ['IncompleteSignatureException', 403],
    'rest-json': ['IncompleteSignatureException', 403],
    'rest-xml': ['AuthorizationHeaderMalformed', 400],
  },
  SignatureDoesNotMatch: {
    json: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
  },
  RequestTimeTooSkewed: {
    json: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
  },
  MissingToken: {
    json: ['MissingAuthenticationTokenException', 400],
    'rest-json': ['MissingAuthenticationTokenException', 403],
    'rest-xml': ['AccessDenied', 403],
    query: ['MissingAuthenticationToken', 403],
  },
};

/** An error in the shape that the service's clients read. */
export function errorAnswer(protocol: Protocol, error: AwsError, requestId: string): Answer {
  const [code, status] = names[error.code]?.[protocol] ?? [error.code, error.status];
  const { message } = error;
  switch (protocol) {
    case 'json':
      return {
        status,
        headers: {
          'x-amzn-requestid': requestId,
          'x-amzn-errortype': code,
          'content-type': 'application/x-amz-json-1.1',
        },
        body: JSON.stringify({ __type: code, message, Message: message }),
      };
    case 'rest-json':
      return {
        status,
        headers: { 'x-amzn-requestid': requestId, 'x-amzn-errortype': code, 'content-type': 'application/json' },
        body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message, message }),
      };
    case 'rest-xml':
      return {
        status,
        headers: { 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
        body: toXml({ Error: { Code: code, Message: message, RequestId: requestId } }),
      };
    case 'query':
      return {
        status,
        headers: { 'x-amzn-requestid': requestId, 'content-type': 'text/xml' },
        body: toXml({
          ErrorResponse: {
            Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
            RequestId: requestId,
          },
        }),
      };
  }
}
