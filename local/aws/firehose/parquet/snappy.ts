/** Copies reach back no further than this, so that each block is compressed by itself. */
const blockBytes = 1 << 16;
const hashBits = 14;
/** Behind the last place where a copy may begin, so that what is looked at lies within the block. */
const margin = 15;

/**
 * Compresses as Snappy's format has it, without frames: https://github.com/google/snappy/blob/main/format_description.txt
 * Greedily: the latest place with the same four bytes is what is copied from.
 */
export function snappy(input: Buffer): Buffer {
  const output = outputFor(32 + input.length + Math.ceil(input.length / 6));
  let to = 0;
  let length = input.length;
  for (; length > 0x7f; length >>>= 7) output[to++] = (length & 0x7f) | 0x80;
  output[to++] = length;
  for (let start = 0; start < input.length; start += blockBytes) {
    to = compressBlock(input, start, Math.min(start + blockBytes, input.length), output, to, table);
  }
  return Buffer.from(output.subarray(0, to));
}

/** Used again for each input: what has been compressed is copied from there, and no larger than it is. */
const table = new Uint16Array(1 << hashBits);
let latestOutput = Buffer.alloc(0);

function outputFor(bytes: number): Buffer {
  if (bytes > latestOutput.length) latestOutput = Buffer.allocUnsafeSlow(bytes);
  return latestOutput;
}

/** @param table where, from `start` on, a hash was met last @returns where the output goes on */
function compressBlock(
  input: Buffer,
  start: number,
  end: number,
  output: Buffer,
  from: number,
  table: Uint16Array,
): number {
  table.fill(0);
  let to = from;
  let literal = start;
  const last = end - margin;
  let at = start + 1;
  // The longer nothing is found, the less is looked at.
  let skip = 32;
  while (at <= last) {
    const word = wordAt(input, at);
    const hash = hashOf(word);
    const candidate = start + (table[hash] as number);
    table[hash] = at - start;
    if (wordAt(input, candidate) !== word) {
      at += skip++ >> 5;
      continue;
    }
    to = putLiteral(input, literal, at, output, to);
    let length = 4;
    while (at + length < end && input[candidate + length] === input[at + length]) length++;
    to = putCopy(at - candidate, length, output, to);
    at += length;
    literal = at;
    skip = 32;
  }
  return putLiteral(input, literal, end, output, to);
}

/** What is copied byte by byte: a view of it costs more. */
const shortLiteral = 64;

const hashOf = (word: number): number => Math.imul(word, 0x1e35a7bd) >>> (32 - hashBits);

const wordAt = (input: Buffer, at: number): number =>
  (input[at] as number) |
  ((input[at + 1] as number) << 8) |
  ((input[at + 2] as number) << 16) |
  ((input[at + 3] as number) << 24);

function putLiteral(input: Buffer, start: number, end: number, output: Buffer, from: number): number {
  let to = from;
  if (end === start) return to;
  const most = end - start - 1;
  if (most < 60) output[to++] = most << 2;
  else if (most < 256) {
    output[to++] = 60 << 2;
    output[to++] = most;
  } else {
    output[to++] = 61 << 2;
    output[to++] = most & 0xff;
    output[to++] = most >> 8;
  }
  if (most < shortLiteral) for (let at = start; at < end; at++) output[to++] = input[at] as number;
  else {
    output.set(input.subarray(start, end), to);
    to += end - start;
  }
  return to;
}

function putCopy(offset: number, length: number, output: Buffer, from: number): number {
  let to = from;
  let left = length;
  while (left > 0) {
    // None is left shorter than 4.
    const now = left >= 68 ? 64 : Math.min(left, left > 64 ? 60 : 64);
    if (now >= 4 && now < 12 && offset < 2048) {
      output[to++] = ((offset >> 8) << 5) | ((now - 4) << 2) | 1;
      output[to++] = offset & 0xff;
    } else {
      output[to++] = ((now - 1) << 2) | 2;
      output[to++] = offset & 0xff;
      output[to++] = offset >> 8;
    }
    left -= now;
  }
  return to;
}
