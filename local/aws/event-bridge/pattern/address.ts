import { isIP, isIPv4 } from 'node:net';
import { PatternFault, type Test } from './fault';

/** An IP address as a number, with the count of its bits. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

const LOOKS_LIKE_IP = /^([0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/;

function addressOf(text: string): Address | undefined {
  if (!LOOKS_LIKE_IP.test(text)) return undefined;
  // Java takes leading zeros for decimal.
  const plain = text.includes(':') ? text : text.replace(/\b0+(?=\d)/g, '');
  if (isIP(plain) === 0) return undefined;
  if (isIPv4(plain)) return { bits: 32, value: numberOf(plain.split('.').map(BigInt), 8n) };
  const [head = '', tail] = plain.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':').map((group) => BigInt(`0x${group}`)));
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => 0n);
  return { bits: 128, value: numberOf([...left, ...zeros, ...right], 16n) };
}

const numberOf = (parts: readonly bigint[], width: bigint): bigint =>
  parts.reduce((value, part) => (value << width) | part, 0n);

/** Whether a field's text is an address within the block. @throws PatternFault in AWS's words */
export function withinBlock(cidr: string): Test {
  const [ip = '', mask = '', ...more] = cidr.split('/');
  if (!cidr.includes('/') || more.length > 0 || mask === '') throw new PatternFault("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask)) throw new PatternFault('Malformed CIDR, mask bits must be an integer');
  const length = Number(mask);
  if (length < 0) throw new PatternFault('Malformed CIDR, mask bits must not be negative');
  const block = addressOf(ip);
  if (!block) throw new PatternFault(`Nonstandard IP address: ${ip}`);
  if (length >= block.bits) throw new PatternFault(`IPv${block.bits === 32 ? 4 : 6} mask bits must be < ${block.bits}`);
  return within(block, length);
}

function within({ bits, value }: Address, length: number): Test {
  const variable = BigInt(bits - length);
  return (field) => {
    const address = typeof field === 'string' ? addressOf(field) : undefined;
    return address?.bits === bits && address.value >> variable === value >> variable;
  };
}

/** A plain text that is an address stands for the address, however it is written; nothing for another text. */
export function sameAddress(text: string): Test | undefined {
  const address = addressOf(text);
  return address && within(address, address.bits);
}
