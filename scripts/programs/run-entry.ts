import { spawn } from 'node:child_process';
import { repositoryRoot } from '../files/repository-root';

export interface Ended {
  /** null when a signal ended it */
  readonly code: number | null;
  /** Of the streams that were asked for, as it came. */
  readonly said: string;
}

/**
 * Runs a TypeScript entry point in a process of its own, and keeps what it says on the streams named; what it says
 * elsewhere is dropped or, with `inherit`, goes where ours does.
 */
export async function runEntry(
  args: readonly string[],
  {
    keep,
    others = 'ignore',
    variables = {},
    folder = repositoryRoot(),
  }: {
    readonly keep: readonly ('stdout' | 'stderr')[];
    readonly others?: 'ignore' | 'inherit';
    readonly variables?: Readonly<Record<string, string>>;
    /** The checkout whose entry it is. */
    readonly folder?: string;
  },
): Promise<Ended> {
  const stream = (name: 'stdout' | 'stderr') => (keep.includes(name) ? 'pipe' : others);
  const child = spawn(process.execPath, ['scripts/run.mjs', ...args], {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: ['ignore', stream('stdout'), stream('stderr')],
  });
  let said = '';
  for (const name of keep) child[name]?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, said };
}
