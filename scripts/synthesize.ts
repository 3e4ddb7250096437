import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { isCurrent } from './current-synthesis';
import { repositoryRoot } from './repository-root';
import { UserError } from './user-error';

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
  const child = spawn(process.execPath, ['scripts/run.mjs', 'environments/main.ts'], {
    cwd: repositoryRoot(),
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (/\b(ENOSPC|EDQUOT)\b/.test(said)) {
    throw new UserError(`The disk that holds ${outdir} is full: free some space, then run this again.`);
  }
  if (code !== 0) throw new UserError(`The environments could not be synthesized:\n${said.trim()}`);
  return stacks;
}
