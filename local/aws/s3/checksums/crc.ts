/**
 * CRCs of 32 and 64 bits, reflected, eight bytes a step ("slicing by 8"). Node's zlib has CRC-32 alone.
 * A register of 64 bits is two of 32: a BigInt would cost some fifty times as much.
 */

/** CRC-32C (Castagnoli), reversed. https://www.rfc-editor.org/rfc/rfc3720#section-12.1 */
const castagnoli = 0x82f63b78;

/** CRC-64/NVME, reversed, as upper and lower half. https://reveng.sourceforge.io/crc-catalogue/17plus.htm#crc.cat.crc-64-nvme */
const nvmeHigh = 0x9a6c9329;
const nvmeLow = 0xac4bc9b5;

/** Numbers of 32 bits. */
class Table {
  readonly #view = new DataView(new ArrayBuffer(4 * 8 * 256));

  at(index: number): number {
    return this.#view.getInt32(index << 2, true);
  }

  set(index: number, value: number): void {
    this.#view.setInt32(index << 2, value, true);
  }
}

/** Of one polynomial: `n * 256 + byte` is what that byte does when n bytes follow. */
interface Tables {
  readonly high: Table;
  readonly low: Table;
}

function tablesOf(polynomialHigh: number, polynomialLow: number): Tables {
  const high = new Table();
  const low = new Table();
  for (let byte = 0; byte < 256; byte++) {
    let h = 0;
    let l = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = l & 1;
      l = (l >>> 1) | (h << 31);
      h >>>= 1;
      if (odd) {
        h ^= polynomialHigh;
        l ^= polynomialLow;
      }
    }
    high.set(byte, h);
    low.set(byte, l);
  }
  for (let at = 256; at < 8 * 256; at++) {
    const h = high.at(at - 256);
    const l = low.at(at - 256);
    low.set(at, ((l >>> 8) | (h << 24)) ^ low.at(l & 255));
    high.set(at, (h >>> 8) ^ high.at(l & 255));
  }
  return { high, low };
}

let tables32: Tables | undefined;
let tables64: Tables | undefined;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** @param register of the bytes before: as this function gave it, or 0 */
export function crc32c(bytes: Uint8Array, register = 0): number {
  // The upper half of a polynomial of 32 bits is empty, and its table with it.
  const { low: t } = (tables32 ??= tablesOf(0, castagnoli));
  const view = viewOf(bytes);
  let crc = ~register;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    crc ^= view.getInt32(at, true);
    const next = view.getInt32(at + 4, true);
    crc =
      t.at(1792 + (crc & 255)) ^
      t.at(1536 + ((crc >>> 8) & 255)) ^
      t.at(1280 + ((crc >>> 16) & 255)) ^
      t.at(1024 + (crc >>> 24)) ^
      t.at(768 + (next & 255)) ^
      t.at(512 + ((next >>> 8) & 255)) ^
      t.at(256 + ((next >>> 16) & 255)) ^
      t.at(next >>> 24);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ t.at((crc ^ view.getUint8(at)) & 255);
  return ~crc >>> 0;
}

/** Upper and lower half. */
export type Register64 = readonly [high: number, low: number];

/** @param register of the bytes before: as this function gave it, or `[0, 0]` */
export function crc64nvme(bytes: Uint8Array, [startHigh, startLow]: Register64 = [0, 0]): Register64 {
  const { high, low } = (tables64 ??= tablesOf(nvmeHigh, nvmeLow));
  const view = viewOf(bytes);
  let h = ~startHigh;
  let l = ~startLow;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    l ^= view.getInt32(at, true);
    h ^= view.getInt32(at + 4, true);
    const a = 1792 + (l & 255);
    const b = 1536 + ((l >>> 8) & 255);
    const c = 1280 + ((l >>> 16) & 255);
    const d = 1024 + (l >>> 24);
    const e = 768 + (h & 255);
    const f = 512 + ((h >>> 8) & 255);
    const g = 256 + ((h >>> 16) & 255);
    const i = h >>> 24;
    h = high.at(a) ^ high.at(b) ^ high.at(c) ^ high.at(d) ^ high.at(e) ^ high.at(f) ^ high.at(g) ^ high.at(i);
    l = low.at(a) ^ low.at(b) ^ low.at(c) ^ low.at(d) ^ low.at(e) ^ low.at(f) ^ low.at(g) ^ low.at(i);
  }
  for (; at < bytes.length; at++) {
    const index = (l ^ view.getUint8(at)) & 255;
    l = ((l >>> 8) | (h << 24)) ^ low.at(index);
    h = (h >>> 8) ^ high.at(index);
  }
  return [~h >>> 0, ~l >>> 0];
}
