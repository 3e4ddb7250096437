import { NotServed } from '../shared/errors';
import { type Protocol } from './protocol';
import { protocolOf } from './protocol-of';
import { type WireService } from './protocols';

/**
 * One service in each protocol that its clients speak; one that it speaks on AWS and that stands not here is refused by name.
 * @param name that requests are signed for
 * @param services the same operations, by protocol
 */
export function severalProtocols(name: string, services: readonly WireService[]): WireService {
  const byProtocol = new Map<Protocol, WireService>(services.map((service) => [service.protocol, service]));
  const [first] = services;
  return {
    protocol: first?.protocol ?? 'json',
    operations: first?.operations ?? [],
    handle(request, call) {
      const protocol = protocolOf(name, request.headers);
      const service = byProtocol.get(protocol);
      if (service) return service.handle(request, call);
      throw new NotServed('UnknownOperation', `The protocol ${protocol} of ${name}`, 400, [...byProtocol.keys()]);
    },
  };
}
