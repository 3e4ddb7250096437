/** A value of Thrift, as far as Parquet's metadata have them. */
export type Value =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly Value[] }
  | { readonly struct: Struct };

/** By the field's number, in ascending order. */
export type Struct = readonly (readonly [id: number, value: Value])[];

/** https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
export function compact(struct: Struct): Buffer {
  const bytes: number[] = [];
  putStruct(struct, bytes);
  return Buffer.from(bytes);
}

const codes = { i32: 5, i64: 6, text: 8, list: 9, struct: 12 } as const;

function codeOf(value: Value): number {
  for (const [kind, code] of Object.entries(codes)) if (kind in value) return code;
  throw new Error('no value of Thrift');
}

function putStruct(struct: Struct, bytes: number[]): void {
  let last = 0;
  for (const [id, value] of struct) {
    // All of Parquet's lie less than 16 apart.
    bytes.push(((id - last) << 4) | codeOf(value));
    last = id;
    put(value, bytes);
  }
  bytes.push(0);
}

function put(value: Value, bytes: number[]): void {
  if ('i32' in value) putVarint(zigzag(value.i32), bytes);
  else if ('i64' in value) putVarint(zigzag(value.i64), bytes);
  else if ('text' in value) {
    const text = Buffer.from(value.text);
    putVarint(text.length, bytes);
    bytes.push(...text);
  } else if ('struct' in value) putStruct(value.struct, bytes);
  else {
    const { list } = value;
    const code = list[0] === undefined ? codes.i32 : codeOf(list[0]);
    if (list.length < 15) bytes.push((list.length << 4) | code);
    else {
      bytes.push(0xf0 | code);
      putVarint(list.length, bytes);
    }
    for (const one of list) put(one, bytes);
  }
}

/** By arithmetic: offsets may have more than 32 bits. */
const zigzag = (number: number): number => (number < 0 ? -2 * number - 1 : 2 * number);

export function putVarint(number: number, bytes: number[]): void {
  let left = number;
  for (; left > 0x7f; left = Math.floor(left / 128)) bytes.push((left % 128) | 0x80);
  bytes.push(left);
}
