import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environments } from '../../all';
import { type ValidSettings } from '../../settings';
import { synth } from './synth';

/** What a synth of many environments took. */
export interface Synthesized {
  /** In all stacks. */
  readonly resources: number;
  /** Milliseconds. */
  readonly wall: number;
  readonly cpu: number;
  /** Bytes that the process held at most. */
  readonly memory: number;
}

/** `many COUNT`, for who measures: synthesizes so many environments like the first, and says what it took. */
export function main([count = '']: readonly string[]): Promise<number> {
  const outdir = mkdtempSync(join(tmpdir(), 'synth-many-'));
  try {
    const [first] = environments();
    if (!first) throw new Error('There is no environment.');
    // Each in an account of its own: some names are an account's.
    const all = Array.from({ length: Number(count) }, (_, at): ValidSettings => {
      return { ...first, environment: `e${at}`, accountId: String(at).padStart(12, '0') };
    });
    const keep = all.map(({ environment }) => environment);
    const [start, before] = [performance.now(), process.cpuUsage()];
    const files = synth({ outdir, environments: all, keep });
    const { user, system } = process.cpuUsage(before);
    const wall = performance.now() - start;
    const resources = files
      .filter((file) => file.endsWith('cdk.tf.json'))
      .reduce((sum, file) => sum + resourcesIn(readFileSync(join(outdir, file), 'utf8')), 0);
    const memory = process.resourceUsage().maxRSS * 1024;
    const took: Synthesized = { resources, wall, cpu: (user + system) / 1000, memory };
    process.stdout.write(JSON.stringify(took));
    return Promise.resolve(0);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function resourcesIn(stack: string): number {
  const { resource } = JSON.parse(stack) as { readonly resource: Readonly<Record<string, object>> };
  return Object.values(resource).reduce((sum, blocks) => sum + Object.keys(blocks).length, 0);
}
