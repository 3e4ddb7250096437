/**
 * The values that numeric, date and IP operators compare, exactly: numbers and instants as integers of their smallest
 * step, addresses as integers.
 */

/** A decimal as an integer of 10⁻⁹; undefined for what is no number or is finer than that. */
export function parseNumber(text: string): bigint | undefined {
  const found = /^([+-]?)(?=\.?\d)(\d*)(?:\.(\d{0,9}))?$/.exec(text.trim());
  if (!found) return undefined;
  const [, sign, whole = '0', fraction = ''] = found;
  const value = BigInt(whole || '0') * 10n ** 9n + BigInt(fraction.padEnd(9, '0'));
  return sign === '-' ? -value : value;
}

export function numberText(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = String(magnitude % 10n ** 9n)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${value < 0n ? '-' : ''}${magnitude / 10n ** 9n}${fraction && `.${fraction}`}`;
}

/** Dates in the forms that IAM takes (https://www.w3.org/TR/NOTE-datetime), or epoch seconds; in milliseconds. */
export function parseDate(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (/^\d{5,}$/.test(trimmed)) return BigInt(trimmed) * 1000n;
  if (!/^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d))?)?)?$/.test(trimmed)) {
    return undefined;
  }
  const milliseconds = Date.parse(trimmed.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(milliseconds) ? undefined : BigInt(milliseconds);
}

export function dateText(value: bigint): string {
  const date = new Date(Number(value));
  return Number.isNaN(date.getTime()) ? `${value} ms` : date.toISOString().replace('.000Z', 'Z');
}

/** IPv4 and IPv6 addresses on one line: IPv6 begins after the last IPv4 address. */
const V6 = 2n ** 32n;
export const ADDRESS_SPACES: readonly Range[] = [
  { first: 0n, last: V6 - 1n },
  { first: V6, last: V6 + 2n ** 128n - 1n },
];

export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (embedded) {
    const tail = parseV4(embedded[2] ?? '');
    if (tail === undefined) return undefined;
    return parseV6(`${embedded[1] ?? ''}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2 || !text.includes(':')) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (groups.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((value, group) => value * 65536n + BigInt(`0x${group}`), 0n);
}

/** An address or a CIDR range. Bits behind the prefix length count as zero. */
export function parseCidr(text: string): Range | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  const v4 = parseV4(address);
  const v6 = v4 === undefined ? parseV6(address) : undefined;
  const value = v4 ?? v6;
  const bits = v4 === undefined ? 128 : 32;
  if (value === undefined || rest.length > 0) return undefined;
  if (length !== undefined && !(/^\d{1,3}$/.test(length) && Number(length) <= bits)) return undefined;
  const size = 2n ** BigInt(bits - Number(length ?? bits));
  const first = (value / size) * size + (v4 === undefined ? V6 : 0n);
  return { first, last: first + size - 1n };
}

export function addressText(value: bigint): string {
  if (value < V6) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const address = value - V6;
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const runs = groups.join(':').match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.sort((a, b) => b.length - a.length)[0];
  const text = groups.join(':');
  return longest === undefined ? text : text.replace(longest, '::').replace(':::', '::');
}
