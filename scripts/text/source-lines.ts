/** Of a source map, https://tc39.es/ecma426/: what is needed to tell lines. */
export interface SourceMapText {
  readonly mappings: string;
  readonly sources: readonly string[];
}

export interface SourceLine {
  readonly source: string;
  /** From 1. */
  readonly line: number;
}

const DIGITS = new Int8Array(128).fill(-1);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((letter, value) => {
  DIGITS[letter.charCodeAt(0)] = value;
});
const [COMMA, SEMICOLON] = [44, 59];
/** Line and column as generated, source and line as written. */
const WIDTH = 4;

/**
 * Tells where in its sources a place of a generated file was written. Node's `SourceMap` does as well, and makes an array
 * of each of the map's ten thousands of segments with all its names: ten times the time.
 */
export class SourceLines {
  readonly #segments: Int32Array;
  readonly #count: number;

  constructor(private readonly map: SourceMapText) {
    const { mappings } = map;
    // A segment is followed by a comma, a semicolon, or the end, and has four digits at least.
    const segments = new Int32Array(WIDTH * (Math.ceil(mappings.length / 2) + 1));
    const fields = [0, 0, 0, 0, 0];
    let [at, count, line] = [0, 0, 0];
    while (at < mappings.length) {
      const code = mappings.charCodeAt(at);
      if (code === COMMA || code === SEMICOLON) {
        at += 1;
        if (code === SEMICOLON) {
          line += 1;
          fields[0] = 0;
        }
        continue;
      }
      let field = 0;
      for (; at < mappings.length; field += 1) {
        let [value, shift, digit] = [0, 0, DIGITS[mappings.charCodeAt(at)] ?? -1];
        if (digit < 0) break;
        for (; digit >= 32; digit = DIGITS[mappings.charCodeAt(at)] ?? -1) {
          value |= (digit & 31) << shift;
          shift += 5;
          at += 1;
        }
        value |= digit << shift;
        at += 1;
        fields[field] = (fields[field] ?? 0) + (value & 1 ? -(value >>> 1) : value >>> 1);
      }
      const to = WIDTH * count;
      segments[to] = line;
      segments[to + 1] = fields[0] ?? 0;
      // One field alone: of no source.
      segments[to + 2] = field > 1 ? (fields[1] ?? 0) : -1;
      segments[to + 3] = fields[2] ?? 0;
      count += 1;
    }
    this.#segments = segments;
    this.#count = count;
  }

  /** @param line from 1, as a call site tells it; so is the column. */
  at(line: number, column: number): SourceLine | undefined {
    let [low, high] = [0, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const [ofLine = 0, ofColumn = 0] = this.#segments.subarray(WIDTH * middle, WIDTH * middle + 2);
      if (ofLine < line - 1 || (ofLine === line - 1 && ofColumn <= column - 1)) low = middle + 1;
      else high = middle;
    }
    const from = WIDTH * (low - 1);
    const source = low === 0 ? undefined : this.map.sources[this.#segments[from + 2] ?? -1];
    return source === undefined ? undefined : { source, line: (this.#segments[from + 3] ?? 0) + 1 };
  }
}

/** Of a bundle that holds its own map, as esbuild's `sourcemap: 'inline'` writes it; undefined for another. */
export function inlineLines(bundle: string): SourceLines | undefined {
  const mark = 'sourceMappingURL=data:application/json;base64,';
  const at = bundle.lastIndexOf(mark);
  if (at < 0) return undefined;
  return new SourceLines(JSON.parse(Buffer.from(bundle.slice(at + mark.length), 'base64').toString()) as SourceMapText);
}
