/** The records of a request, decoded, end to end. */
export interface Batch {
  readonly stream: string;
  readonly bytes: Buffer;
  /** Where each record ends. */
  readonly ends: readonly number[];
}

/** What a batch may have: of more tells who reads any form. */
interface Most {
  readonly records: number;
  /** Bytes, of one record and of all. */
  readonly record: number;
  readonly batch: number;
}

/**
 * Reads `{"DeliveryStreamName":"…","Records":[{"Data":"…"},…]}` in one pass over its bytes, with JSON's blanks or without:
 * to make texts of the records, to look at them and to decode them takes several times as long.
 * @returns nothing for every other form, right or wrong, and for what breaks a limit
 */
export function readUsualBatch(body: Buffer, most: Most): Batch | undefined {
  const bytes = Buffer.allocUnsafeSlow(Math.ceil(body.length / 4) * 3);
  const nameAt = behind(body, afterBlanks(body, 0), head);
  const nameEnd = endOfName(body, nameAt);
  const ends: number[] = [];
  let at = behind(body, nameEnd, list);
  let to = 0;
  for (let next = at; next >= 0; next = behindSame(body, at, between) ?? behind(body, at, blanksBetween)) {
    const whole = decodeWhole(body, next, bytes, to);
    const rest = decodeRest(body, next + (whole / 3) * 4, bytes, to + whole);
    at = next + Math.ceil((whole + rest) / 3) * 4;
    to += whole + rest;
    ends.push(to);
    if (whole + rest > most.record || to > most.batch || ends.length > most.records) return undefined;
  }
  const end = behind(body, at, tail);
  if (end < 0 || afterBlanks(body, end) !== body.length || nameEnd - nameAt > longestName) return undefined;
  return { stream: body.toString('latin1', nameAt, nameEnd), bytes: bytes.subarray(0, to), ends };
}

/** What stands around names and data, token by token. */
const codes = (...tokens: readonly string[]): readonly Uint8Array[] => tokens.map((token) => Buffer.from(token));
const head = codes('{', '"DeliveryStreamName"', ':', '"');
const list = codes('"', ',', '"Records"', ':', '[', '{', '"Data"', ':', '"');
const blanksBetween = codes('"', '}', ',', '{', '"Data"', ':', '"');
const between = Buffer.from('"},{"Data":"');
const tail = codes('"', '}', ']', '}');
const PADDING = 0x3d;

/** Where these stand one after another, blanks between them but none before, the place behind them; or else -1. */
function behind(body: Buffer, from: number, tokens: readonly Uint8Array[]): number {
  if (from < 0) return -1;
  let at = from;
  for (let token = 0; token < tokens.length; token++) {
    const wanted = tokens[token] as Uint8Array;
    if (token > 0) at = afterBlanks(body, at);
    for (let index = 0; index < wanted.length; index++) if (body[at++] !== wanted[index]) return -1;
  }
  return at;
}

/** Where just these stand, the place behind them. */
function behindSame(body: Buffer, from: number, wanted: Uint8Array): number | undefined {
  for (let index = 0; index < wanted.length; index++) if (body[from + index] !== wanted[index]) return undefined;
  return from + wanted.length;
}

function afterBlanks(body: Buffer, from: number): number {
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x0a || body[at] === 0x0d || body[at] === 0x09) at++;
  return at;
}

/** https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html */
const longestName = 64;
const isOfName = new Uint8Array(256).map((_, code) => (/[a-zA-Z0-9_.-]/.test(String.fromCharCode(code)) ? 1 : 0));

/** @returns -1 where there is no name */
function endOfName(body: Buffer, from: number): number {
  let at = from;
  while (isOfName[body[at] ?? 0] === 1) at++;
  return at > from ? at : -1;
}

const none = 64;
/** By a byte: the six bits that it stands for, or `none`. */
const digits = new Uint8Array(256).fill(none);
Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/').forEach((code, value) => {
  digits[code] = value;
});

/** Decodes as many groups of four letters as stand there. @returns how many bytes they made */
function decodeWhole(body: Buffer, from: number, bytes: Buffer, start: number): number {
  const table = digits;
  const last = body.length - 4;
  let to = start;
  for (let at = from; at <= last; at += 4) {
    const a = table[body[at] as number] as number;
    const b = table[body[at + 1] as number] as number;
    const c = table[body[at + 2] as number] as number;
    const d = table[body[at + 3] as number] as number;
    if ((a | b | c | d) >= none) break;
    bytes[to] = (a << 2) | (b >> 4);
    bytes[to + 1] = (b << 4) | (c >> 2);
    bytes[to + 2] = (c << 6) | d;
    to += 3;
  }
  return to - start;
}

/** The last group, where it is padded. @returns how many bytes it made: none where it is no such group */
function decodeRest(body: Buffer, at: number, bytes: Buffer, to: number): number {
  if (body[at + 3] !== PADDING) return 0;
  const a = digits[body[at] as number] as number;
  const b = digits[body[at + 1] as number] as number;
  const c = digits[body[at + 2] as number] as number;
  if ((a | b) >= none) return 0;
  bytes[to] = (a << 2) | (b >> 4);
  if (body[at + 2] === PADDING) return 1;
  if (c >= none) return 0;
  bytes[to + 1] = (b << 4) | (c >> 2);
  return 2;
}
