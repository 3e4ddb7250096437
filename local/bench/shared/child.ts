import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../scripts/files/repository-root';
import { runEntry } from '../../../scripts/programs/run-entry';

/** Runs an entry of the bench in a process of its own, whose peak of memory is then its own too. @returns its answer */
export const inChild = <Answer>(entry: string, ...args: string[]): Promise<Answer> =>
  inChildOf(repositoryRoot(), `local/bench/${entry}`, ...args);

/**
 * The same of an entry of another checkout, or of one that is not of the bench.
 * @throws Error where the checkout has no such entry: an older commit does not measure all that this one does
 */
export async function inChildOf<Answer>(folder: string, entry: string, ...args: string[]): Promise<Answer> {
  if (!existsSync(join(folder, `${entry}.ts`))) throw new Error(`it has no ${entry}.ts`);
  const { code, said } = await runEntry([`${entry}.ts`, ...args], { keep: ['stdout'], others: 'inherit', folder });
  if (code !== 0) throw new Error(`${entry} ${args.join(' ')} ended with ${code}: ${said}`);
  return JSON.parse(said) as Answer;
}

export function answer(value: unknown): number {
  process.stdout.write(JSON.stringify(value));
  return 0;
}

/** Bytes of memory that this process has held at most. */
export const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;
