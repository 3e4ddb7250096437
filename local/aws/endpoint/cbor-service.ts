import { type Operation } from '../shared/call';
import { AwsError, NotServed } from '../shared/errors';
import { fromCbor, toCbor } from './cbor';
import { type WireService } from './protocols';

/**
 * RPC v2 in CBOR: the service and the operation stand in the path.
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function cborService(prefix: string, operations: Readonly<Record<string, Operation>>): WireService {
  const start = `/service/${prefix}/operation/`;
  return {
    protocol: 'cbor',
    operations: Object.keys(operations),
    async handle({ method, path, body }, call) {
      const name = method === 'POST' && path.startsWith(start) ? path.slice(start.length) : '';
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw new NotServed('UnknownOperation', `${method} ${path}`, 404, Object.keys(operations));
      const output = await operation(inputOf(body.whole), call);
      return {
        status: 200,
        headers: {
          'x-amzn-requestid': call.requestId,
          'smithy-protocol': 'rpc-v2-cbor',
          'content-type': 'application/cbor',
        },
        body: toCbor(output ?? {}),
      };
    },
  };
}

function inputOf(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = fromCbor(body);
  } catch (error) {
    throw new AwsError('SerializationException', `The request's body is not CBOR: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw new AwsError('SerializationException', "The request's body must be a map");
  }
  return value as Record<string, unknown>;
}
