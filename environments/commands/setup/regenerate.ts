import { runEntry } from '../../../scripts/programs/run-entry';

/**
 * Makes anew what follows from the settings, as `npm run regenerate` does: in a process of its own, which reads the settings
 * as they are now.
 * @returns the exit code
 */
export async function regenerate(): Promise<number> {
  return (await runEntry(['scripts/regenerate.ts'], { keep: [], others: 'inherit' })).code ?? 1;
}
