import { runEntry } from './programs/run-entry';

/** `npm run fuzz`: pairs of policies, or with `endpoint` as its first word requests to the local account. */
export async function main([what, ...rest]: readonly string[]): Promise<number> {
  const entry = what === 'endpoint' ? ['local/fuzz/main.ts', ...rest] : ['policies/inclusion/fuzz.ts'];
  const args = what === 'endpoint' || what === undefined ? entry : [...entry, what, ...rest];
  const { code } = await runEntry(args, { keep: [], others: 'inherit' });
  return code ?? 1;
}
