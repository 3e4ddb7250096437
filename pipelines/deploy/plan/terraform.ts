import { spawn } from 'node:child_process';
import { onlyAwsEndpoints } from '../../../scripts/programs/aws-endpoints';
import { refuseVariables } from '../../../scripts/programs/terraform-variables';
import { type Program, unusable } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { programOf } from '../../../terraform/stacks/program-of';
import { inert, QuietLog } from '../../github/commands';

/** How a command of Terraform's, or of OpenTofu's, ended. */
export interface Ran {
  readonly program: Program;
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether it was asked to stop on the way. */
  readonly interrupted: boolean;
  /** What killed it. */
  readonly signal?: NodeJS.Signals;
}

/** https://developer.hashicorp.com/terraform/cli/config/environment-variables */
const QUIET = { TF_IN_AUTOMATION: '1', TF_INPUT: '0', CHECKPOINT_DISABLE: '1' };

/**
 * Runs the program that a stack is made for in the stack's folder. What it writes is kept, not shown: a plan in its words
 * holds values.
 * @param show lets its standard output through, line by line
 * @throws UserError when it is not there, or the environment would have it do something else (`TF_CLI_ARGS`, `TF_VAR_*`)
 */
export async function terraform(folder: string, args: readonly string[], show = false): Promise<Ran> {
  refuseVariables();
  const command = args[0] ?? '';
  // `state` alone has commands of its own.
  const words = command === 'state' ? 2 : 1;
  const plain = command === 'version' ? [] : ['-no-color'];
  const program = programOf(folder);
  const child = spawn(program, [...args.slice(0, words), ...plain, ...args.slice(words)], {
    cwd: folder,
    env: { ...process.env, ...onlyAwsEndpoints(process.env), ...QUIET },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: a terminal's Ctrl-C would reach it beside ours, and a second one makes it drop its work.
    detached: true,
  });
  // Asked once, it ends what it is at, writes the state and gives the lock back; asked twice, it drops all of that. A
  // runner asks twice within 8 s, so whatever comes after the first is for us alone.
  let interrupted = false;
  const stop = () => {
    if (interrupted) return;
    interrupted = true;
    child.kill('SIGINT');
    console.error(
      `${program} ${command} is asked to stop: it ends what it is at, writes the state and gives the lock back.`,
    );
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const log = new QuietLog();
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout.push(chunk);
    if (show) log.write(chunk.toString('utf8'));
  });
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  const { code, signal } = await new Promise<{ code: number; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, killedBy) => resolve({ code: status ?? 1, signal: killedBy }));
  })
    .catch((error: NodeJS.ErrnoException) => {
      throw unusable(program, error);
    })
    .finally(() => {
      log.end();
      // Once asked to stop, we end by ourselves: what is asked again must not cut short what is still told or kept.
      if (!interrupted) process.off('SIGINT', stop).off('SIGTERM', stop);
    });
  return {
    program,
    code,
    interrupted,
    ...(signal === null ? {} : { signal }),
    stdout: Buffer.concat(stdout).toString('utf8'),
    stderr: Buffer.concat(stderr).toString('utf8'),
  };
}

/** As above, for what must succeed. @throws UserError with the program's own words when it doesn't */
export async function terraformOrThrow(folder: string, args: readonly string[], show = false): Promise<Ran> {
  const ran = await terraform(folder, args, show);
  if (ran.code !== 0) throw failed(args, ran);
  return ran;
}

/** The program's own words: its errors name the file and the remedy. */
export const failed = (args: readonly string[], { program, code, stderr }: Ran): UserError =>
  new UserError(`${program} ${args[0]} failed (exit code ${code}):\n${inert(stderr.trim()) || '(it said nothing)'}`);
