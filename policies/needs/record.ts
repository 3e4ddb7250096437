import { runEntry } from '../../scripts/programs/run-entry';

/**
 * Runs every environment on this machine and writes what was needed, in a process of its own: policies/ reads
 * infrastructure, and does not run it.
 * @param check compare with what is written, write nothing
 * @returns the exit code
 */
export async function recordNeeds(check: boolean): Promise<number> {
  const args = ['local/record/main.ts', ...(check ? ['--check'] : [])];
  const { code } = await runEntry(args, { keep: [], others: 'inherit' });
  return code ?? 1;
}
