import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What may differ, by place: a version, and how a provider of HashiCorp's is named. `*` is any one key. */
const VERSIONS = [
  ['//', 'metadata', 'version'],
  ['terraform', 'required_providers', '*', 'version'],
  // Of manifest.json
  ['version'],
];
const SOURCES = [['terraform', 'required_providers', '*', 'source']];

export interface Comparison {
  /** That may differ, and do. */
  readonly allowed: number;
  /** One line each. */
  readonly faults: readonly string[];
}

/** Compares two folders of synthesized files: JSON by what it says, all else byte by byte. */
export function compareFolders(own: string, beside: string): Comparison {
  const names = [...new Set([...filesUnder(own), ...filesUnder(beside)])].sort();
  const faults: string[] = [];
  let allowed = 0;
  for (const name of names) {
    const [was, is] = [own, beside].map((folder) => readIfThere(join(folder, name)));
    if (was === undefined || is === undefined) {
      faults.push(`${name}: is ${was === undefined ? 'new' : 'gone'}`);
    } else if (name.endsWith('.json')) {
      const compared = compareJson(JSON.parse(was.toString('utf8')), JSON.parse(is.toString('utf8')));
      allowed += compared.allowed;
      faults.push(...compared.faults.map((fault) => `${name}: ${fault}`));
    } else if (!was.equals(is)) {
      faults.push(`${name}: differs`);
    }
  }
  return { allowed, faults };
}

/** Compares two values of JSON, at every depth. */
export function compareJson(was: unknown, is: unknown, path: readonly string[] = []): Comparison {
  if (isBranch(was) && isBranch(is) && Array.isArray(was) === Array.isArray(is)) {
    const parts = [...new Set([...Object.keys(was), ...Object.keys(is)])].map((key) =>
      compareJson(Reflect.get(was, key), Reflect.get(is, key), [...path, key]),
    );
    return {
      allowed: parts.reduce((sum, part) => sum + part.allowed, 0),
      faults: parts.flatMap(({ faults }) => faults),
    };
  }
  if (was === is) return { allowed: 0, faults: [] };
  if (mayDiffer(was, is, path)) return { allowed: 1, faults: [] };
  return { allowed: 0, faults: [`${path.join('.')}: was ${shown(was)}, is ${shown(is)}`] };
}

function mayDiffer(was: unknown, is: unknown, path: readonly string[]): boolean {
  if (typeof was !== 'string' || typeof is !== 'string') return false;
  if (VERSIONS.some((place) => matches(place, path))) return [was, is].every((text) => /^\d+\.\d+\.\d+$/.test(text));
  return SOURCES.some((place) => matches(place, path)) && fullSource(was) === fullSource(is);
}

/** https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses */
const fullSource = (source: string) => (source.includes('/') ? source : `hashicorp/${source}`);

const matches = (place: readonly string[], path: readonly string[]) =>
  place.length === path.length && place.every((key, index) => key === '*' || key === path[index]);

const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

const shown = (value: unknown) => (value === undefined ? 'absent' : JSON.stringify(value).slice(0, 120));

const filesUnder = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(folder, name)).isFile());

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
