import { runEntry } from '../../scripts/programs/run-entry';

/** Runs an entry of the bench in a process of its own, whose peak of memory is then its own too. @returns its answer */
export async function inChild<Answer>(entry: string, ...args: string[]): Promise<Answer> {
  const { code, said } = await runEntry([`local/bench/${entry}.ts`, ...args], { keep: ['stdout'], others: 'inherit' });
  if (code !== 0) throw new Error(`${entry} ${args.join(' ')} ended with ${code}: ${said}`);
  return JSON.parse(said) as Answer;
}

export function answer(value: unknown): number {
  process.stdout.write(JSON.stringify(value));
  return 0;
}

/** Bytes of memory that this process has held at most. */
export const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;
