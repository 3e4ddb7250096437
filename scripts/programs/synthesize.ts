import { join } from 'node:path';
import { isCurrent } from './current-synthesis';
import { repositoryRoot } from '../files/repository-root';
import { runEntry } from './run-entry';
import { UserError } from '../user-error';

/** Where the synthesized stacks lie: the cdktf CLI has its own variable for it. */
export const synthesisFolder = (): string => process.env['CDKTF_OUTDIR'] ?? join(repositoryRoot(), 'cdktf.out');

/**
 * For those who read infrastructure: synthesizes every environment, as `npm run synth` does and in a process of its own,
 * unless what lies there is current. Returns the folder of stacks.
 * @throws UserError with the words of the synthesis, when that fails
 */
export async function synthesize(outdir = synthesisFolder()): Promise<string> {
  const stacks = join(outdir, 'stacks');
  if (isCurrent(outdir)) return stacks;
  const { code, said } = await runEntry(['environments/commands/synth/main.ts'], {
    keep: ['stderr'],
    variables: { CDKTF_OUTDIR: outdir },
  });
  if (/\b(ENOSPC|EDQUOT)\b/.test(said)) {
    throw new UserError(`The disk that holds ${outdir} is full: free some space, then run this again.`);
  }
  if (code !== 0) throw new UserError(`The environments could not be synthesized:\n${said.trim()}`);
  return stacks;
}
