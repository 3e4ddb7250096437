import { join, resolve } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { counted } from '../../../scripts/text/words';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { commitOption } from '../../shared/commit';
import { type Folders, FOLDERS } from '../../shared/folders';
import { inert } from '../../github/commands';
import { setOutputs } from '../../github/outputs';
import { PLAN_FILE } from '../plan/files';
import { initialize } from '../plan/initialize';
import { plan } from '../plan/main';
import { type PlanSummary, readPlanSummary, SUMMARY_FILE } from '../plan/plan-summary';
import { failed, type Ran, terraform } from '../plan/terraform';
import { required } from '../../shared/required';
import { digestOf, MANIFEST_FILE, manifestOption, parseManifest, verifyManifest } from '../saved-plan/manifest';
import { heldLock } from './held-lock';
import { readManifest, requireApproval, requireManifest, requireVersion } from './refuse';
import { requireNoErroredState, type Rescued, rescueState } from './rescue';
import { BEGUN, tellApply } from './tell';

const known = {
  env: { type: 'string' },
  from: { type: 'string' },
  commit: { type: 'string' },
  manifest: { type: 'string' },
  'loss-approved': { type: 'string' },
} as const satisfies KnownOptions;

const APPLY = 'apply';

/** Somebody at a desk may hold the lock for a plan. */
const LOCK_TIMEOUT = '3m';

/** The exit code of a plan that is refused because the state has moved since it was made. */
export const STALE = 3;

/**
 * `apply --env NAME --from FOLDER --commit SHA --manifest SHA256 [--loss-approved SHA256]`: applies the plan in FOLDER,
 * exactly, if it is the one with this manifest, of this commit, and the stack is the one that was planned. A plan that
 * loses data is applied only if this loss was approved: that of the plan with this manifest, and of no other. Then plans
 * once more: nothing may be left to do. Outputs `outcome`, how it ended.
 * @returns 3 for a stale plan, which changes nothing; 1 when something is left to do
 */
export async function main(
  args: readonly string[],
  { stacks, locks, accept }: Folders = FOLDERS,
  waits: Waits = {},
): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- apply');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const planFolder = resolve(required(options.from, '--from', 'the folder that "fetch-plan" wrote'));
  const commit = commitOption(options.commit);
  const folder = stackFolder(stacks, environment);
  const wanted = manifestOption(options.manifest);
  const text = readManifest(planFolder);
  requireManifest(digestOf(text), wanted, planFolder);
  const manifest = parseManifest(text, join(planFolder, MANIFEST_FILE), { environment, commit });
  await initialize(folder, environment, locks);
  requireNoErroredState(folder);
  verifyManifest(manifest, { environment, commit, planFolder, stackFolder: folder });
  await requireVersion(folder, manifest.terraformVersion);
  const summary = readPlanSummary(join(planFolder, SUMMARY_FILE));
  requireApproval(summary, wanted, options['loss-approved'] ?? '');
  if (!summary.changed) {
    console.log(`${environment}: the plan changes nothing, so nothing was applied.`);
    tellApply({ outcome: 'nothing', summary });
    return 0;
  }
  return applyPlan(summary, {
    folder,
    planFolder,
    stacks,
    locks,
    commit,
    ...(accept && { accept }),
    ...waits,
  });
}

/** How long is waited for what may pass. */
export interface Waits {
  /** Between two tries to write a state, in milliseconds. */
  readonly pause?: number;
  /** For a lock, as Terraform takes it. */
  readonly lockTimeout?: string;
}

interface Places extends Folders, Waits {
  readonly folder: string;
  readonly planFolder: string;
  readonly commit: string;
}

async function applyPlan(summary: PlanSummary, places: Places): Promise<number> {
  const { folder, planFolder, stacks, locks, accept, commit, lockTimeout = LOCK_TIMEOUT } = places;
  const { environment } = summary;
  const command = [APPLY, '-input=false', `-lock-timeout=${lockTimeout}`, join(planFolder, PLAN_FILE)];
  const step = new Progress().step(`Applying ${counted(summary.changes.length, 'change')} to ${environment}`);
  setOutputs({ outcome: BEGUN });
  const applied = await terraform(folder, command, true);
  const rescued = await rescueState({
    ...places,
    environment,
    hurry: applied.interrupted,
    name: `${commit}-${process.env['GITHUB_RUN_ID'] || 'by-hand'}-${process.env['GITHUB_RUN_ATTEMPT'] || '1'}`,
  });
  if (rescued && rescued.kind !== 'written') throw notWritten(summary, rescued, failed([APPLY], applied));
  if (rescued) console.error(`${environment}: the state was written after all, at a later try.`);
  if (applied.code !== 0 && /Saved plan is stale/.test(applied.stderr)) {
    console.error(
      `${environment}: the plan is stale: the state has moved since it was made. Nothing was applied. ` +
        'Plan again, and have the new plan reviewed: it may do something else.',
    );
    tellApply({ outcome: 'stale', summary });
    return STALE;
  }
  const holder = heldLock(applied);
  if (holder !== undefined) {
    tellApply({ outcome: 'locked', summary });
    throw new UserError(
      `${environment}: the state is locked, by ${holder}. Nothing was applied. If that is at work, wait for it and run this ` +
        'job again; if it is dead: docs/deploy.md, "When it stops", "A stuck state lock".',
    );
  }
  if (applied.signal) {
    tellApply({ outcome: 'killed', summary });
    throw new UserError(
      `${environment}: Terraform was killed (${applied.signal}). What it made may stand in no state, and the lock is still ` +
        'taken. What to do: docs/reference/killed-apply.md.',
    );
  }
  // Once it is to stop there is no time for another plan: that would be killed with the lock in its hands.
  if (applied.interrupted) {
    tellApply({ outcome: 'stopped', summary });
    throw new UserError(
      `${environment}: the apply was stopped ${applied.code === 0 ? 'after all was done' : 'half-way'}. What was done stands ` +
        'in the state, and the lock is given back: the next plan holds the rest.',
    );
  }
  // A state that was written late can hold all of it: the next plan tells.
  if (applied.code !== 0 && !rescued) throw halfWay(summary, applied);
  step.done(`${environment}: applied`);
  const left = await plan(environment, join(planFolder, 'after'), {
    stacks,
    locks,
    lock: true,
    ...(accept && { accept }),
  });
  if (applied.code !== 0 && left.changed) throw halfWay(summary, applied);
  tellApply({ outcome: left.changed ? 'left' : 'applied', summary, left });
  if (!left.changed) return 0;
  console.error(
    `${environment}: applied, and yet ${counted(left.changes.length + left.outputs.length, 'change')} would be left to do: ` +
      `${inert(left.changes.map(({ action, address }) => `${action} ${address}`).join(', ')) || 'outputs'}. ` +
      'Either something changes it behind Terraform’s back, or its arguments never come to rest.',
  );
  return 1;
}

function halfWay(summary: PlanSummary, applied: Ran): UserError {
  tellApply({ outcome: 'failed', summary });
  const told = failed([APPLY], applied);
  told.message += '\nWhat was done before it failed is done, and stands in the state: the next plan holds the rest.';
  return told;
}

/** The one failure after which nobody may simply run it again: all that was made would be made once more. */
function notWritten(summary: PlanSummary, rescued: Exclude<Rescued, { kind: 'written' }>, told: UserError): UserError {
  const where =
    rescued.kind === 'kept'
      ? `It lies at ${rescued.at}, where administrators read it.`
      : `It could not be kept either (${rescued.why}), and is in ${rescued.file} alone, which goes with this machine.`;
  const words = `DO NOT RUN THIS AGAIN: what was made stands in no state that Terraform finds, and would be made once more. ${where}`;
  tellApply({ outcome: 'unwritten', summary, words });
  told.message +=
    `\n${summary.environment}: the state could not be written.\n${words}\n` +
    'What to do: docs/deploy.md, "When it stops", "A state that could not be written".';
  return told;
}
