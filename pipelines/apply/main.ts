import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Progress } from '../../scripts/progress';
import { type KnownOptions, readOptions } from '../../scripts/read-options';
import { UserError } from '../../scripts/user-error';
import { counted } from '../../scripts/words';
import { stackFolder } from '../../terraform/stack-folder';
import { commitOption } from '../commit';
import { type Folders, FOLDERS } from '../folders';
import { PLAN_FILE } from '../plan/files';
import { initialize } from '../plan/initialize';
import { plan } from '../plan/main';
import { losesData, type PlanSummary, readPlanSummary, SUMMARY_FILE } from '../plan/plan-summary';
import { failed, terraform, terraformOrThrow } from '../plan/terraform';
import { required } from '../required';
import { digestOf, MANIFEST_FILE, manifestOption, parseManifest, verifyManifest } from '../saved-plan/manifest';
import { tellApply } from './tell';

const known = {
  env: { type: 'string' },
  from: { type: 'string' },
  commit: { type: 'string' },
  manifest: { type: 'string' },
  'loss-approved': { type: 'string' },
} as const satisfies KnownOptions;

/** The exit code of a plan that is refused because the state has moved since it was made. */
export const STALE = 3;

/**
 * `apply --env NAME --from FOLDER --commit SHA --manifest SHA256 [--loss-approved SHA256]`: applies the plan in FOLDER,
 * exactly, if it is the one with this manifest, of this commit, and the stack is the one that was planned. A plan that
 * loses data is applied only if this loss was approved: that of the plan with this manifest, and of no other. Then plans
 * once more: nothing may be left to do.
 * @returns 3 for a stale plan, which changes nothing; 1 when something is left to do
 */
export async function main(args: readonly string[], { stacks, locks }: Folders = FOLDERS): Promise<number> {
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
  verifyManifest(manifest, { environment, commit, planFolder, stackFolder: folder });
  await requireTerraform(folder, manifest.terraformVersion);
  const summary = readPlanSummary(join(planFolder, SUMMARY_FILE));
  requireApproval(summary, wanted, options['loss-approved'] ?? '');
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
  // Once it is to stop there is no time for another plan: that would be killed with the lock in its hands.
  if (applied.interrupted) {
    tellApply({ outcome: 'stopped', summary });
    throw new UserError(
      `${environment}: the apply was stopped ${applied.code === 0 ? 'after all was done' : 'half-way'}. What was done stands ` +
        'in the state, and the lock is given back: the next plan holds the rest.',
    );
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

/** A job that is run again finds what was planned last, by whichever run: not always what its own reviewers saw. */
function requireManifest(found: string, wanted: string, planFolder: string): void {
  if (found === wanted) return;
  throw new UserError(
    `--from ${planFolder} holds another plan than was asked for, and nothing was applied: its manifest has sha256 ` +
      `${found}, --manifest says ${wanted}. Plan again, so that the one which is reviewed is the one that is applied.`,
  );
}

/** The workflow lets a plan that loses data wait for its approval; this one does not rely on that it did. */
function requireApproval(summary: PlanSummary, manifest: string, approved: string): void {
  if (!losesData(summary) || approved === manifest) return;
  const lost = summary.changes.flatMap(({ action, address, loses }) =>
    loses === undefined ? [] : [`  ${action} ${address}: ${loses}`],
  );
  throw new UserError(
    `${summary.environment}: the plan loses data, and ${approved === '' ? 'nobody approved that' : `what was approved is another plan (--loss-approved ${approved})`}. ` +
      `Nothing was applied:\n${lost.join('\n')}\n` +
      `Run all jobs again: "Approve the loss of data" then asks. --loss-approved must be the plan's manifest, ${manifest}.`,
  );
}

/** Terraform refuses another version's plan too, in words that don't say what to do. */
async function requireTerraform(folder: string, planned: string): Promise<void> {
  const { stdout } = await terraformOrThrow(folder, ['version', '-json']);
  const { terraform_version: here } = JSON.parse(stdout) as { terraform_version?: string };
  if (here === planned) return;
  throw new UserError(
    `Terraform ${here ?? '(unknown)'} is here, and the plan was made with ${planned}: install that one.`,
  );
}
