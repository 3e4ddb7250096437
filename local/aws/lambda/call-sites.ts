import { readFileSync } from 'node:fs';
import { SourceLines } from '../../../scripts/text/source-lines';

/** Tells where in our source a request of a function was made. */
export class CallSites {
  #map: SourceLines | undefined | 'none';

  /** @param bundle the module that runs; its map lies beside it */
  constructor(private readonly bundle: string) {}

  /**
   * @param frames of the worker's `x-local-call-site`: `1:2345 1:678`, innermost first
   * @returns `lambdas/send-report.ts:41`: the innermost of our own lines; nothing for a module without a map
   */
  find(frames: string): string | undefined {
    const map = this.#read();
    if (!map) return undefined;
    for (const frame of frames.split(' ')) {
      const [line, column] = frame.split(':').map(Number);
      if (!line || !column) continue;
      const found = map.at(line, column);
      if (!found) continue;
      // The map's paths lead up from the bundle's folder in a checkout to the checkout.
      const source = found.source.replace(/^(\.\.\/)+/, '');
      if (!source.includes('node_modules/')) return `${source}:${found.line}`;
    }
    return undefined;
  }

  #read(): SourceLines | undefined {
    this.#map ??= readMap(`${this.bundle}.map`) ?? 'none';
    return this.#map === 'none' ? undefined : this.#map;
  }
}

function readMap(file: string): SourceLines | undefined {
  try {
    return new SourceLines(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
