import { type Metafile } from 'esbuild';

/** What went into a bundle, as the bundler tells it. */
export interface BundleContents {
  /** The files that it holds a byte of, from the checkout's top; those of packages from `node_modules/` on. Sorted. */
  readonly files: readonly string[];
  /** What it imports when it runs, but for Node.js's own modules. Sorted. */
  readonly external: readonly string[];
}

/** Beside a bundle. */
export const CONTENTS_FILE = 'contents.json';

/** https://esbuild.github.io/api/#metafile: an input that was shaken off has no byte in the output. */
export function contentsOf({ outputs }: Metafile): BundleContents {
  const all = Object.values(outputs);
  const files = all.flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [fromTop(path)] : [])),
  );
  const external = all.flatMap(({ imports }) =>
    imports.flatMap((one) => (one.external && !one.path.startsWith('node:') ? [one.path] : [])),
  );
  return { files: sortedOnce(files), external: sortedOnce(external) };
}

/** Checkouts may share their packages: wherever those lie, the bundle's contents are called the same. */
function fromTop(path: string): string {
  const at = path.indexOf('node_modules/');
  return at < 0 ? path : path.slice(at);
}

const sortedOnce = (names: readonly string[]): string[] => [...new Set(names)].sort();
