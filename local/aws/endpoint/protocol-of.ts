import { type IncomingHttpHeaders } from 'node:http';
import kept from './service-protocols.json';
import { type Protocol } from './protocol';

/** As models call them. */
const names: Readonly<Record<string, Protocol>> = {
  json: 'json',
  query: 'query',
  ec2: 'ec2',
  'rest-json': 'rest-json',
  'rest-xml': 'rest-xml',
  'smithy-rpc-v2-cbor': 'cbor',
};

/**
 * The protocol that a request's client speaks, so that it can read what it is told, of a service too that is not served:
 * what AWS's models say of the service that it is signed for, and of several the one that has the request's form.
 * @param service the credential scope's name; absent: unsigned, which none but S3 has a use for
 * @param otherwise where nothing tells
 */
export function protocolOf(
  service: string | undefined,
  headers: IncomingHttpHeaders,
  otherwise: Protocol = 'json',
): Protocol {
  const { first, others, alone } = (service === undefined ? undefined : spoken.get(service)) ?? {};
  // Of a service that speaks nothing but by paths, or EC2, whatever the form.
  if (others !== undefined && alone === true) return others;
  // A form that a service has left behind is still its client's.
  return formOf(headers) ?? others ?? first ?? otherwise;
}

/** Those that tell the operation otherwise than by method and path of its own. */
const ONE_PATH: readonly Protocol[] = ['json', 'query', 'cbor'];

/** By the credential scope's name: the first, and the first that is not of one path. */
const spoken = new Map(
  Object.entries<readonly string[]>(kept.services).map(([service, all]) => {
    const protocols = all.flatMap((name) => names[name] ?? []);
    const others = protocols.find((name) => !ONE_PATH.includes(name));
    return [service, { first: protocols[0], others, alone: protocols.length === 1 }] as const;
  }),
);

/** What the headers of the three protocols of one path tell. */
function formOf(headers: IncomingHttpHeaders): Protocol | undefined {
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return 'cbor';
  if (headers['x-amz-target'] !== undefined) return 'json';
  return headers['content-type']?.startsWith('application/x-www-form-urlencoded') ? 'query' : undefined;
}
