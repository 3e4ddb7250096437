import { spawn } from 'node:child_process';
import { root } from './root';

export interface PolicyCheck {
  readonly passed: boolean;
  /** What `npm run policies` says. */
  readonly text: string;
}

/**
 * `npm run policies` on what was synthesized: a process of its own, on the core that a run leaves free. It reads, as the
 * run does, and decides on its own.
 */
export async function checkPolicies(): Promise<PolicyCheck> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'policies/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (said: string) => (text += said));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { passed: code === 0, text: text.trim() };
}
