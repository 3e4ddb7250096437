import { type AwsError } from '../shared/errors';
import { toCbor } from './cbor';
import { wireCode } from './general-errors';
import { type Protocol } from './protocol';
import { toXml } from './xml';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | { readonly file: string; readonly start: number; readonly end: number };
}

/**
 * An error in the shape that the service's clients read.
 * @param service the name that requests are signed for, when it is known
 */
export function errorAnswer(protocol: Protocol, error: AwsError, requestId: string, service?: string): Answer {
  const { code, status, query, message = error.message } = wireCode(service, protocol, error);
  const type = status < 500 ? 'Sender' : 'Receiver';
  const headers = {
    'x-amzn-requestid': requestId,
    ...(query === undefined ? {} : { 'x-amzn-query-error': `${query};${type}` }),
  };
  switch (protocol) {
    case 'json': {
      const contentType = 'application/x-amz-json-1.1';
      // aoyagikouhei/athena-local at 9ca5754, docs/dev/measurements/errors.md
      if (service === 'athena') {
        const body = JSON.stringify({ __type: code, ...error.fields, Message: message });
        return { status, headers: { ...headers, 'content-type': contentType }, body };
      }
      return {
        status,
        headers: { ...headers, 'x-amzn-errortype': code, 'content-type': contentType },
        body: JSON.stringify({ __type: code, message, Message: message }),
      };
    }
    case 'cbor':
      return {
        status,
        headers: { ...headers, 'smithy-protocol': 'rpc-v2-cbor', 'content-type': 'application/cbor' },
        body: toCbor({ __type: code, message }),
      };
    case 'rest-json':
      return {
        status,
        headers: { ...headers, 'x-amzn-errortype': code, 'content-type': 'application/json' },
        body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message, message }),
      };
    case 'rest-xml':
      return {
        status,
        headers: { 'x-amz-request-id': requestId, 'content-type': 'application/xml' },
        // S3 alone says it without a wrapping: `noErrorWrapping` of its model.
        body: toXml(
          service === undefined || service === 's3'
            ? { Error: { Code: code, Message: message, ...error.fields, RequestId: requestId } }
            : { ErrorResponse: { Error: { Type: type, Code: code, Message: message }, RequestId: requestId } },
        ),
      };
    case 'query':
      return {
        status,
        headers: { ...headers, 'content-type': 'text/xml' },
        body: toXml({ ErrorResponse: { Error: { Type: type, Code: code, Message: message }, RequestId: requestId } }),
      };
    case 'ec2':
      return {
        status,
        headers: { ...headers, 'content-type': 'text/xml' },
        body: toXml({ Response: { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId } }),
      };
  }
}
