import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../root';

/** Runs an entry of the bench in a process of its own, whose peak of memory is then its own too. @returns its answer */
export async function inChild<Answer>(entry: string, ...args: string[]): Promise<Answer> {
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), `local/bench/${entry}.ts`, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`${entry} ${args.join(' ')} ended with ${code}: ${said}`);
  return JSON.parse(said) as Answer;
}

export function answer(value: unknown): number {
  process.stdout.write(JSON.stringify(value));
  return 0;
}

/** Bytes of memory that this process has held at most. */
export const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;
