import { runEntry } from '../../../scripts/programs/run-entry';

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
  const { code, said } = await runEntry(['policies/main.ts'], { keep: ['stdout', 'stderr'] });
  return { passed: code === 0, text: said.trim() };
}
