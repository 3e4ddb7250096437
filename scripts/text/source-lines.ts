import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

export interface SourceLine {
  readonly source: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Tells where in its sources a place of a generated file was written. Node's `SourceMap` does as well, and makes an array
 * of each of the map's ten thousands of segments with all its names, whichever of them are asked for.
 */
export class SourceLines {
  readonly #map: TraceMap;

  /** @param text a source map's JSON, https://tc39.es/ecma426/ */
  constructor(text: string) {
    this.#map = new TraceMap(text);
  }

  /** @param line from 1, as a call site tells it; so is the column. */
  at(line: number, column: number): SourceLine | undefined {
    const { source, line: written } = originalPositionFor(this.#map, { line, column: column - 1 });
    return source === null || written === null ? undefined : { source, line: written };
  }
}

/** Of a bundle that holds its own map, as esbuild's `sourcemap: 'inline'` writes it; undefined for another. */
export function inlineLines(bundle: string): SourceLines | undefined {
  const mark = 'sourceMappingURL=data:application/json;base64,';
  const at = bundle.lastIndexOf(mark);
  if (at < 0) return undefined;
  return new SourceLines(Buffer.from(bundle.slice(at + mark.length), 'base64').toString());
}
