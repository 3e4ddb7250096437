import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Program } from '../../../scripts/programs/tool';
import { UserError } from '../../../scripts/user-error';
import { LocalState, resourcesOf } from './local-state';
import type { RemoteState } from './remote-state';
import { Terraform } from './terraform';

export interface BootstrapRun {
  readonly program: Program;
  /** The synthesized stack's, absolute. */
  readonly folder: string;
  /** Where the state is until its bucket is there, absolute. */
  readonly stateFile: string;
  readonly bucket: string;
  readonly planOnly: boolean;
  /** Asked once the plan is on the screen. */
  readonly confirm: () => Promise<boolean>;
  /** What S3 holds of the state. */
  readonly remote: () => Promise<RemoteState>;
  /** Asked before the plan, with the resources that the state knows. @throws UserError for what must not be planned */
  readonly check: (known: readonly string[]) => void;
  /** Reads the stack before Terraform does. @throws UserError with what is not understood of it */
  readonly accept: (folder: string) => Promise<void>;
  readonly say: (line: string) => void;
}

const PLAN = 'bootstrap.tfplan';

/**
 * Applies a stack that holds the bucket of its own state. The first time the state is a local file, and moves into the
 * bucket as soon as that is there; a run that was cut off goes on where it stopped, since the file is removed only when
 * the bucket has the same state.
 * @throws UserError for whatever Terraform refuses, and for a state that is in two places or none
 * @returns whether the account is as the stack says
 */
export async function applyBootstrap(run: BootstrapRun): Promise<boolean> {
  const terraform = new Terraform(run.folder, run.program);
  const local = new LocalState(run.stateFile, run.folder);
  // Whatever a run that was killed has left.
  local.leave();
  await run.accept(run.folder);
  const isLocal = await decide(run, terraform, local);
  try {
    if (isLocal) local.use();
    terraform.run('init', '-reconfigure', '-input=false');
    run.check(
      isLocal ? (local.resources() ?? []) : resourcesOf(terraform.read('state', 'pull'), `The state in ${run.bucket}`),
    );
    if (!(await planAndApply(run, terraform))) return false;
  } finally {
    local.leave();
    rmSync(join(run.folder, PLAN), { force: true });
  }
  if (isLocal) migrate(run, terraform, local);
  return true;
}

/** Whether the state is, or shall be, the local file. */
async function decide(run: BootstrapRun, terraform: Terraform, local: LocalState): Promise<boolean> {
  const { bucket, stateFile, remote, say } = run;
  const here = local.resources();
  const there = await remote();
  if (!here) {
    if (there === 'no state') {
      throw new UserError(
        `The bucket ${bucket} is there, but holds no state of this stack: an earlier run made it and was cut off. Run this where ` +
          `that one ran, whose state is in ${stateFile}; if that is lost, import what is there (${run.program} import), or delete the empty bucket.`,
      );
    }
    if (there === 'no bucket') say(`First run: the state is kept in ${stateFile} until ${bucket} is there.`);
    return there === 'no bucket';
  }
  if (there !== 'state') {
    say(`An earlier run was cut off: going on with its state, ${stateFile}.`);
    return true;
  }
  terraform.run('init', '-reconfigure', '-input=false');
  const moved = resourcesOf(terraform.read('state', 'pull'), `The state in ${bucket}`);
  // It had not moved yet.
  if (moved.length === 0) return true;
  if (!here.every((resource) => moved.includes(resource))) {
    throw new UserError(
      `There are two states: one in ${bucket}, another in ${stateFile}. Keep the one that knows the account's resources ` +
        `(${run.program} state list), and move the other away.`,
    );
  }
  // The bucket has all of it, and maybe more by now: an earlier run was cut off before it removed the file.
  local.remove();
  return false;
}

/** @returns false when nothing was, or shall be, applied that the plan holds */
async function planAndApply({ planOnly, confirm, say }: BootstrapRun, terraform: Terraform): Promise<boolean> {
  const args = ['plan', '-input=false', '-detailed-exitcode', `-out=${PLAN}`];
  const code = terraform.code(...args);
  // https://developer.hashicorp.com/terraform/cli/commands/plan#detailed-exitcode
  if (code !== 0 && code !== 2) {
    throw new UserError(`${terraform.program} ${args.join(' ')} failed, as it says above (exit code ${code}).`);
  }
  if (planOnly) return false;
  if (code === 0) return true;
  if (!(await confirm())) {
    say('Nothing was changed.');
    return false;
  }
  terraform.run('apply', '-input=false', PLAN);
  return true;
}

/** Moves the state into its bucket, and looks whether it has arrived before the file goes. */
function migrate({ bucket, say }: BootstrapRun, terraform: Terraform, local: LocalState): void {
  const here = local.resources();
  if (!here) throw new UserError(`${local.file} is not there: Terraform wrote no state.`);
  terraform.run('init', '-migrate-state', '-force-copy', '-input=false');
  const moved = resourcesOf(terraform.read('state', 'pull'), `The state in ${bucket}`);
  if (!here.every((resource) => moved.includes(resource))) {
    throw new UserError(`The state in ${bucket} lacks some of ${local.file}, which is kept: run this again.`);
  }
  local.remove();
  say(`The state is in ${bucket} now.`);
}
