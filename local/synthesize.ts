import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { UserError } from '../scripts/user-error';
import { outdir, root } from './root';
import { diskFull } from './run-folder';

/**
 * Synthesizes every environment, as `npm run synth` does, in a process of its own: what runs locally may read
 * infrastructure only as Terraform would. Returns the folder of stacks.
 * @throws UserError with the words of the synthesis, when that fails
 */
export async function synthesize(): Promise<string> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'environments/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (/\b(ENOSPC|EDQUOT)\b/.test(said)) throw diskFull(outdir);
  if (code !== 0) throw new UserError(`The environments could not be synthesized:\n${said.trim()}`);
  return join(outdir, 'stacks');
}
