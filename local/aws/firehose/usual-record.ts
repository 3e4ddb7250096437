import { isUsualTimestamp } from './timestamp';

/** Which bytes stand in a text of JSON as they are, in ASCII: no quote, no backslash, nothing that is written escaped. */
const isPlain = new Uint8Array(256).map((_, byte) =>
  byte >= 0x20 && byte < 0x80 && byte !== 0x22 && byte !== 0x5c ? 1 : 0,
);
const [QUOTE, COMMA, COLON, OPEN, CLOSE] = [0x22, 0x2c, 0x3a, 0x7b, 0x7d] as const;

type IsUsual = (bytes: Buffer, begin: number, end: number) => boolean;

/** Of which columns a plain text is converted where it stands, by their Hive types. */
const usual: Readonly<Record<string, IsUsual>> = { string: () => true, timestamp: isUsualTimestamp };

interface Member {
  readonly key: Uint8Array;
  readonly column: number;
}

/** More members than any usual record has: it is looked up anew which key the rest have. */
const membersRemembered = 64;

/**
 * Finds a record's columns where they stand in its bytes: of one object without blanks, of texts alone, in plain ASCII,
 * `{"id":"a","timestamp":"2026-10-05T10:00:00Z"}`, in whatever order. To make an object of each record, and texts of its
 * values, takes several times as long as all else.
 */
export class UsualRecord {
  /** Where each column's text begins and ends in the bytes that were read last; -1 where the record has none. */
  readonly begins: Int32Array;
  readonly ends: Int32Array;
  /** By its place in the record: senders write the same keys in the same order. */
  readonly #members: Member[] = [];

  readonly #usual: readonly (IsUsual | undefined)[];

  /** @param columnOf which of the columns, whose Hive types these are, a key belongs to, or -1 */
  constructor(
    types: readonly string[],
    private readonly columnOf: (key: string) => number,
  ) {
    this.begins = new Int32Array(types.length);
    this.ends = new Int32Array(types.length);
    this.#usual = types.map((type) => usual[type]);
  }

  /** @returns false for a record of every other form, right or wrong, which is to be read as any is */
  read(bytes: Buffer, from: number, to: number): boolean {
    this.begins.fill(-1);
    if (bytes[from] !== OPEN) return false;
    let at = from + 1;
    for (let place = 0; ; place++) {
      if (bytes[at] !== QUOTE) return false;
      const member = this.#member(bytes, at + 1, to, place);
      if (!member) return false;
      const begin = at + member.key.length + 4;
      if (bytes[begin - 3] !== QUOTE || bytes[begin - 2] !== COLON || bytes[begin - 1] !== QUOTE) return false;
      const end = afterPlain(bytes, begin, to);
      if (bytes[end] !== QUOTE || !this.#take(member.column, bytes, begin, end)) return false;
      at = end + 2;
      if (bytes[at - 1] === COMMA) continue;
      return bytes[at - 1] === CLOSE && at === to;
    }
  }

  /** Of two texts for a column it isn't the last that counts always. */
  #take(column: number, bytes: Buffer, begin: number, end: number): boolean {
    if (column < 0) return true;
    if (this.begins[column] !== -1 || this.#usual[column]?.(bytes, begin, end) !== true) return false;
    this.begins[column] = begin;
    this.ends[column] = end;
    return true;
  }

  /** The member whose key begins there; nothing where no plain key does. */
  #member(bytes: Buffer, from: number, to: number, place: number): Member | undefined {
    const known = this.#members[place];
    if (known && standsAt(bytes, from, known.key)) return known;
    const end = afterPlain(bytes, from, to);
    if (bytes[end] !== QUOTE) return undefined;
    const key = Buffer.from(bytes.subarray(from, end));
    const member = { key, column: this.columnOf(key.toString('latin1')) };
    if (place < membersRemembered) this.#members[place] = member;
    return member;
  }
}

function afterPlain(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && isPlain[bytes[at] as number] === 1) at++;
  return at;
}

/** Whether this key stands there, up to its quote: a longer one has another sign in that place. */
function standsAt(bytes: Buffer, from: number, key: Uint8Array): boolean {
  for (let index = 0; index < key.length; index++) if (bytes[from + index] !== key[index]) return false;
  return bytes[from + key.length] === QUOTE;
}
