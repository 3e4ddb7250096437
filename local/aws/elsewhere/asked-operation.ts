import { type Protocol } from '../endpoint/protocol';
import { type HttpRequest } from '../endpoint/protocols';

/**
 * Which operation a request calls, of a service of which nothing is known but its protocol. Undefined for those that tell it by
 * method and path, which is in the service's model alone.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html, …/aws-query-protocol.html,
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export function askedOperation(
  protocol: Protocol,
  { headers, path, query, body }: Pick<HttpRequest, 'headers' | 'path' | 'query' | 'body'>,
): string | undefined {
  const name = nameIn();
  return name !== undefined && /^[A-Za-z][A-Za-z0-9]*$/.test(name) ? name : undefined;

  function nameIn(): string | undefined {
    if (protocol === 'json') {
      const target = headers['x-amz-target'];
      return typeof target === 'string' ? target.slice(target.lastIndexOf('.') + 1) : undefined;
    }
    if (protocol === 'cbor') return /^\/service\/[^/]+\/operation\/([^/]+)$/.exec(path)?.[1];
    if (protocol === 'query' || protocol === 'ec2') {
      return new URLSearchParams(body.whole.toString('utf8')).get('Action') ?? query.get('Action') ?? undefined;
    }
    return undefined;
  }
}
