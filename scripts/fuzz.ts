import { runEntry } from './programs/run-entry';

/** `npm run fuzz`: pairs of policies, or with `endpoint` as its first word requests to the local account. */
export async function main(args: readonly string[]): Promise<number> {
  const [what, ...rest] = args;
  const entry = what === 'endpoint' ? ['local/fuzz/main.ts', ...rest] : ['policies/inclusion/fuzz.ts', ...args];
  const { code } = await runEntry(entry, { keep: [], others: 'inherit' });
  return code ?? 1;
}
