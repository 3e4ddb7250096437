import { runEntry } from './programs/run-entry';

/** What is sent to the local account, by the first word. */
const entries = new Map([
  ['endpoint', 'local/fuzz/main.ts'],
  ['firehose', 'local/fuzz/firehose/main.ts'],
]);

/** `npm run fuzz`: pairs of policies, or with `endpoint` or `firehose` as its first word what that account is sent. */
export async function main(args: readonly string[]): Promise<number> {
  const [what = '', ...rest] = args;
  const of = entries.get(what);
  const entry = of === undefined ? ['policies/inclusion/fuzz.ts', ...args] : [of, ...rest];
  const { code } = await runEntry(entry, { keep: [], others: 'inherit' });
  return code ?? 1;
}
