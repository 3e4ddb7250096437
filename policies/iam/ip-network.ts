import { BlockList, isIP } from 'node:net';

/** A network of IPv4 or IPv6 addresses. */
export interface IpNetwork {
  readonly version: 4 | 6;
  readonly addresses: BlockList;
}

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a single address; undefined for anything else. */
export function parseNetwork(text: string): IpNetwork | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return undefined;
  const widest = version === 4 ? 32 : 128;
  const length = prefix === undefined ? widest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (length < 0 || length > widest) return undefined;
  const addresses = new BlockList();
  addresses.addSubnet(address, length, version === 4 ? 'ipv4' : 'ipv6');
  return { version: version === 4 ? 4 : 6, addresses };
}

export const matchesNetwork = ({ version, addresses }: IpNetwork, address: string): boolean =>
  isIP(address) === version && addresses.check(address, version === 4 ? 'ipv4' : 'ipv6');
