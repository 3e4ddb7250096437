import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Progress } from '../../scripts/progress';
import { type KnownOptions, readOptions } from '../../scripts/read-options';
import { UserError } from '../../scripts/user-error';
import { counted } from '../../scripts/words';
import { programOf } from '../../terraform/program-of';
import { stackFolder } from '../../terraform/stack-folder';
import { commitOption } from '../commit';
import { type Folders, FOLDERS } from '../folders';
import { PLAN_FILE } from '../plan/files';
import { initialize } from '../plan/initialize';
import { plan } from '../plan/main';
import { type PlanSummary, readPlanSummary, SUMMARY_FILE } from '../plan/plan-summary';
import { failed, terraform } from '../plan/terraform';
import { programVersion } from '../plan/version';
import { required } from '../required';
import { MANIFEST_FILE, parseManifest, verifyManifest } from '../saved-plan/manifest';
import { tellApply } from './tell';

const known = {
  env: { type: 'string' },
  from: { type: 'string' },
  commit: { type: 'string' },
} as const satisfies KnownOptions;

/** The exit code of a plan that is refused because the state has moved since it was made. */
export const STALE = 3;

/**
 * `apply --env NAME --from FOLDER --commit SHA`: applies the plan in FOLDER, exactly, if it is of this commit and the
 * stack is the one that was planned. Then plans once more: nothing may be left to do.
 * @returns 3 for a stale plan, which changes nothing; 1 when something is left to do
 */
export async function main(args: readonly string[], { stacks, locks }: Folders = FOLDERS): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- apply');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const planFolder = resolve(required(options.from, '--from', 'the folder that "fetch-plan" wrote'));
  const commit = commitOption(options.commit);
  const folder = stackFolder(stacks, environment);
  const manifest = parseManifest(readManifest(planFolder), join(planFolder, MANIFEST_FILE), { environment, commit });
  await initialize(folder, environment, locks);
  verifyManifest(manifest, { environment, commit, planFolder, stackFolder: folder });
  await requireVersion(folder, manifest.terraformVersion);
  const summary = readPlanSummary(join(planFolder, SUMMARY_FILE));
  if (!summary.changed) {
    console.log(`${environment}: the plan changes nothing, so nothing was applied.`);
    tellApply({ outcome: 'nothing', summary });
    return 0;
  }
  return applyPlan(summary, { folder, planFolder, stacks, locks });
}

interface Places extends Folders {
  readonly folder: string;
  readonly planFolder: string;
}

async function applyPlan(summary: PlanSummary, { folder, planFolder, stacks, locks }: Places): Promise<number> {
  const { environment } = summary;
  const command = ['apply', '-input=false', join(planFolder, PLAN_FILE)];
  const step = new Progress().step(`Applying ${counted(summary.changes.length, 'change')} to ${environment}`);
  const applied = await terraform(folder, command, true);
  if (applied.code !== 0 && /Saved plan is stale/.test(applied.stderr)) {
    console.error(
      `${environment}: the plan is stale: the state has moved since it was made. Nothing was applied. ` +
        'Plan again, and have the new plan reviewed: it may do something else.',
    );
    tellApply({ outcome: 'stale', summary });
    return STALE;
  }
  if (applied.code !== 0) {
    tellApply({ outcome: 'failed', summary });
    const told = failed(command, applied);
    told.message += '\nWhat was done before it failed is done, and stands in the state: the next plan holds the rest.';
    throw told;
  }
  step.done(`${environment}: applied`);
  const left = await plan(environment, join(planFolder, 'after'), { stacks, locks, lock: true });
  tellApply({ outcome: left.changed ? 'left' : 'applied', summary, left });
  if (!left.changed) return 0;
  console.error(
    `${environment}: applied, and yet ${counted(left.changes.length + left.outputs.length, 'change')} would be left to do: ` +
      `${left.changes.map(({ action, address }) => `${action} ${address}`).join(', ') || 'outputs'}. ` +
      'Either something changes it behind Terraform’s back, or its arguments never come to rest.',
  );
  return 1;
}

function readManifest(planFolder: string): string {
  try {
    return readFileSync(join(planFolder, MANIFEST_FILE), 'utf8');
  } catch (error) {
    throw new UserError(
      `--from ${planFolder} holds no ${MANIFEST_FILE} (${(error as NodeJS.ErrnoException).code}): ` +
        'bring the plan there with "npm run pipeline -- fetch-plan".',
    );
  }
}

/** It refuses another version's plan too, in words that don't say what to do. (The stack, which is held, names the program.) */
async function requireVersion(folder: string, planned: string): Promise<void> {
  const here = await programVersion(folder);
  if (here === planned) return;
  throw new UserError(`${programOf(folder)} ${here} is here, and the plan was made with ${planned}: install that one.`);
}
