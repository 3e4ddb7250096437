import { runEntry } from '../../scripts/run-entry';

/**
 * Makes anew what follows from the settings: needs, lock, pictures. Each in a process of its own, which reads the settings
 * as they are now.
 * @returns the exit code
 */
export async function regenerate(): Promise<number> {
  const run = async (...args: string[]) => (await runEntry(args, { keep: [], others: 'inherit' })).code ?? 1;
  for (const step of [['local/record/main.ts'], ['policies/main.ts', '--update'], ['pipelines/diagram/main.ts']]) {
    const code = await run(...step);
    if (code !== 0) return code;
  }
  return 0;
}
