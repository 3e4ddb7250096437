import { spawn } from 'node:child_process';
import { type Program, unusable } from '../../scripts/tool';
import { UserError } from '../../scripts/user-error';
import { programOf } from '../../terraform/program-of';

/** How a command of Terraform's, or of OpenTofu's, ended. */
export interface Ran {
  readonly program: Program;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables */
const QUIET = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' };

/**
 * Runs the program that a stack is made for in the stack's folder. What it writes is kept, not shown: a plan in its words
 * holds values.
 * @param show lets its standard output through, line by line
 * @throws UserError when it is not there
 */
export async function terraform(folder: string, args: readonly string[], show = false): Promise<Ran> {
  const [command = '', ...rest] = args;
  const program = programOf(folder);
  const child = spawn(program, [command, ...(command === 'version' ? [] : ['-no-color']), ...rest], {
    cwd: folder,
    env: { ...process.env, ...QUIET },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: a terminal's Ctrl-C would reach it beside ours, and a second one makes it drop its work.
    detached: true,
  });
  // It finishes what it is at, writes the state and gives the lock back.
  const stop = () => child.kill('SIGINT');
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    if (show) process.stdout.write(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    // A signal leaves no code.
    child.on('close', (status) => resolve(status ?? 1));
  })
    .catch((error: NodeJS.ErrnoException) => {
      throw unusable(program, error);
    })
    .finally(() => process.off('SIGINT', stop).off('SIGTERM', stop));
  const [said, faults] = [stdout, stderr].map((chunks) => Buffer.concat(chunks).toString('utf8'));
  return { program, code, stdout: said ?? '', stderr: faults ?? '' };
}

/** As above, for what must succeed. @throws UserError with the program's own words when it doesn't */
export async function terraformOrThrow(folder: string, args: readonly string[], show = false): Promise<Ran> {
  const ran = await terraform(folder, args, show);
  if (ran.code !== 0) throw failed(args, ran);
  return ran;
}

/** The program's own words: its errors name the file and the remedy. */
export const failed = (args: readonly string[], { program, code, stderr }: Ran): UserError =>
  new UserError(`${program} ${args[0]} failed (exit code ${code}):\n${stderr.trim() || '(it said nothing)'}`);
