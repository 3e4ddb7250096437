import { runEntry } from '../../scripts/programs/run-entry';

/**
 * Runs every environment on this machine and writes what was needed, in a process of its own: policies/ reads
 * infrastructure, and does not run it.
 * @param check compare with what is written, write nothing
 * @param forward where calls of services are answered that are not served on this machine
 * @returns the exit code
 */
export async function recordNeeds(check: boolean, forward: readonly string[]): Promise<number> {
  const args = ['local/record/main.ts', ...(check ? ['--check'] : []), ...forward.flatMap((one) => ['--forward', one])];
  const { code } = await runEntry(args, { keep: [], others: 'inherit' });
  return code ?? 1;
}
