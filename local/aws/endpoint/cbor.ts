/**
 * CBOR, as far as the protocol rpcv2Cbor goes: https://www.rfc-editor.org/rfc/rfc8949,
 * https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html ("timestamps … tag 1").
 */
export function toCbor(value: unknown): Uint8Array {
  const parts: Uint8Array[] = [];
  write(value, parts);
  return Buffer.concat(parts);
}

const head = (major: number, length: number): Uint8Array => {
  const start = major << 5;
  if (length < 24) return Uint8Array.of(start | length);
  if (length < 0x100) return Uint8Array.of(start | 24, length);
  const wide = length >= 0x1_0000_0000 ? 8 : length >= 0x1_0000 ? 4 : 2;
  const bytes = Buffer.alloc(1 + wide);
  bytes[0] = start | { 2: 25, 4: 26, 8: 27 }[wide];
  if (wide === 8) bytes.writeBigUInt64BE(BigInt(length), 1);
  else bytes.writeUIntBE(length, 1, wide);
  return bytes;
};

function write(value: unknown, parts: Uint8Array[]): void {
  if (value === null) parts.push(Uint8Array.of(0xf6));
  else if (typeof value === 'boolean') parts.push(Uint8Array.of(value ? 0xf5 : 0xf4));
  else if (typeof value === 'number') writeNumber(value, parts);
  else if (typeof value === 'string') parts.push(head(3, Buffer.byteLength(value)), Buffer.from(value));
  else if (value instanceof Uint8Array) parts.push(head(2, value.length), value);
  else if (value instanceof Date) {
    parts.push(Uint8Array.of(0xc1));
    writeNumber(value.getTime() / 1000, parts);
  } else if (Array.isArray(value)) {
    parts.push(head(4, value.length));
    for (const item of value) write(item, parts);
  } else {
    const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
    parts.push(head(5, members.length));
    for (const [name, member] of members) {
      write(name, parts);
      write(member, parts);
    }
  }
}

function writeNumber(value: number, parts: Uint8Array[]): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    parts.push(value < 0 ? head(1, -1 - value) : head(0, value));
    return;
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  parts.push(bytes);
}

/** @throws RangeError for bytes that are no CBOR, or of a kind that no client sends. A time becomes a Date. */
export function fromCbor(bytes: Uint8Array): unknown {
  const reader = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const value = reader.item(0);
  if (!reader.ended) throw new RangeError('more follows the first item');
  return value;
}

const STOP = Symbol('stop');
/** Of items in items: no input of AWS is as deep. */
const DEEPEST = 64;

class Reader {
  #at = 0;

  constructor(private readonly bytes: Buffer) {}

  get ended(): boolean {
    return this.#at === this.bytes.length;
  }

  item(depth: number): unknown {
    const value = this.#item(depth);
    if (value === STOP) throw new RangeError('an end of nothing');
    return value;
  }

  #item(depth: number): unknown {
    if (depth > DEEPEST) throw new RangeError(`items lie more than ${DEEPEST} deep`);
    const first = this.#take(1).readUInt8();
    const [major, info] = [first >> 5, first & 31];
    if (major === 7) return this.#simple(info);
    const length = info === 31 ? undefined : this.#length(info);
    switch (major) {
      case 0:
      case 1:
        if (length === undefined) break;
        return major === 0 ? length : -1 - length;
      case 2:
        return length === undefined ? Buffer.concat(this.#chunks(depth, Buffer.isBuffer)) : this.#take(length);
      case 3:
        return length === undefined
          ? this.#chunks(depth, (one): one is string => typeof one === 'string').join('')
          : this.#take(length).toString('utf8');
      case 4:
        return this.#items(depth, length);
      case 5:
        return this.#map(depth, length);
      default:
        if (length !== 1) break;
        return this.#time(depth);
    }
    throw new RangeError(`an item of the kind ${first} is not read here`);
  }

  #time(depth: number): Date {
    const seconds = this.item(depth + 1);
    if (typeof seconds !== 'number') throw new RangeError('a time that is no number');
    return new Date(seconds * 1000);
  }

  #items(depth: number, length: number | undefined): unknown[] {
    const items: unknown[] = [];
    while (length === undefined || items.length < length) {
      const item = this.#item(depth + 1);
      if (item === STOP) {
        if (length === undefined) break;
        throw new RangeError('a list ends too soon');
      }
      items.push(item);
    }
    return items;
  }

  #map(depth: number, length: number | undefined): Record<string, unknown> {
    const flat = this.#items(depth, length === undefined ? undefined : 2 * length);
    if (flat.length % 2 === 1) throw new RangeError('a map with a key alone');
    const entries = Array.from({ length: flat.length / 2 }, (_, index): [string, unknown] => {
      const key = flat[2 * index];
      if (typeof key !== 'string') throw new RangeError('a key that is no text');
      return [key, flat[2 * index + 1]];
    });
    return Object.fromEntries(entries);
  }

  #chunks<Chunk>(depth: number, is: (one: unknown) => one is Chunk): Chunk[] {
    return this.#items(depth, undefined).map((one) => {
      if (!is(one)) throw new RangeError('pieces of two kinds');
      return one;
    });
  }

  #length(info: number): number {
    if (info < 24) return info;
    if (info > 27) throw new RangeError(`a length of the kind ${info}`);
    const bytes = this.#take(1 << (info - 24));
    return info === 27 ? Number(bytes.readBigUInt64BE()) : bytes.readUIntBE(0, bytes.length);
  }

  #simple(info: number): unknown {
    switch (info) {
      case 20:
      case 21:
        return info === 21;
      case 22:
      case 23:
        return undefined;
      case 25:
        return half(this.#take(2).readUInt16BE());
      case 26:
        return this.#take(4).readFloatBE();
      case 27:
        return this.#take(8).readDoubleBE();
      case 31:
        return STOP;
      default:
        throw new RangeError(`a value of the kind ${info}`);
    }
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.bytes.length) throw new RangeError('it ends too soon');
    const taken = this.bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}

/** RFC 8949, appendix D. */
function half(bits: number): number {
  const [exponent, mantissa] = [(bits >> 10) & 31, bits & 1023];
  const size =
    exponent === 0
      ? mantissa * 2 ** -24
      : exponent === 31
        ? mantissa === 0
          ? Infinity
          : NaN
        : (mantissa + 1024) * 2 ** (exponent - 25);
  return bits & 0x8000 ? -size : size;
}
