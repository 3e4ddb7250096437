import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Progress } from '../../../scripts/text/progress';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { refuseVariables } from '../../../scripts/programs/terraform-variables';
import { TOOLS } from '../../../scripts/programs/tool';
import { programOf } from '../../../terraform/stacks/program-of';
import { readStack } from '../../../terraform/read-stack';
import { readPlanChanges } from '../../../terraform/read-plan-changes';
import { readSources } from '../../../terraform/expressions/read-sources';
import { stackFolder } from '../../../terraform/stacks/stack-folder';
import { inert } from '../../github/commands';
import { setOutputs } from '../../github/outputs';
import { type Folders, FOLDERS } from '../../shared/folders';
import { required } from '../../shared/required';
import { doesOf } from './does';
import { PLAN_FILE, PLAN_JSON } from './files';
import { initialize } from './initialize';
import { type FailedPlan, losesData, type PlanSummary, SUMMARY_FILE } from './plan-summary';
import { summarize } from './summarize';
import { failed, terraform, terraformOrThrow } from './terraform';

const COMMAND = 'npm run pipeline -- plan';

/** Terraform shows what is wrong first, and repeats itself for each instance. */
const LONGEST_REASON = 4_000;

const known = {
  env: { type: 'string' },
  out: { type: 'string' },
  'no-lock': { type: 'boolean' },
} as const satisfies KnownOptions;

/**
 * `plan --env NAME --out FOLDER [--no-lock]`: plans a synthesized stack into the folder. Outputs `changes`,
 * `data-loss` and `does`. Of what it writes, only `summary.json` may be shown: of a plan that fails, it says why.
 */
export async function main(args: readonly string[], folders: Folders = FOLDERS): Promise<number> {
  const options = readOptions(args, known, COMMAND);
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const out = resolve(required(options.out, '--out', 'the folder that the plan is written to'));
  const summary = await plan(environment, out, { ...folders, lock: !options['no-lock'] }).catch((error: unknown) => {
    // Who reads the pull request, or the issue, shall not have to look for the log.
    const failed = inert(error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
    mkdirSync(out, { recursive: true, mode: 0o700 });
    const told: FailedPlan = { version: 1, environment, failed };
    writeFileSync(join(out, SUMMARY_FILE), `${JSON.stringify(told, null, 2)}\n`);
    throw error;
  });
  const { changes, changed } = summary;
  for (const { action, address, loses } of changes) {
    console.log(inert(`${action.padEnd(7)}  ${address}${loses === undefined ? '' : `  LOSES ${loses}`}`));
  }
  setOutputs({ changes: String(changed), 'data-loss': String(losesData(summary)), does: doesOf(summary) });
  return 0;
}

/** Plans, and writes plan, JSON and summary into `out`. @throws Refused for a stack that is not understood, before anything runs */
export async function plan(
  environment: string,
  out: string,
  { stacks, locks, lock, accept = readStack }: Folders & { readonly lock: boolean },
): Promise<PlanSummary> {
  const folder = stackFolder(stacks, environment);
  const progress = new Progress();
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const program = programOf(folder);
  const { name } = TOOLS[program];
  refuseVariables();
  accept(folder);
  const ready = progress.step(`${program} init`);
  await initialize(folder, environment, locks);
  ready.done(`${environment}: ${name} is ready`);
  const planning = progress.step(`${program} plan`);
  const file = join(out, PLAN_FILE);
  const command = [
    'plan',
    '-input=false',
    '-detailed-exitcode',
    `-out=${file}`,
    ...(lock ? ['-lock-timeout=3m'] : ['-lock=false']),
  ];
  const planned = await terraform(folder, command);
  // 0: nothing to do, 2: something, all else: it failed.
  if (planned.code !== 0 && planned.code !== 2) throw failed(command, planned);
  const { stdout } = await terraformOrThrow(folder, ['show', '-json', file]);
  const json = join(out, PLAN_JSON);
  writeFileSync(json, stdout, { mode: 0o600 });
  const summary = summarize(environment, readPlanChanges(json, program), readSources(join(folder, 'sources.json')));
  if (summary.changed !== (planned.code === 2)) {
    throw new UserError(
      `${environment}: ${name}'s exit code says ${planned.code === 2 ? 'changes' : 'no changes'}, its plan ` +
        `${summary.changed ? 'changes' : 'no changes'}: use a version of it where they agree.`,
    );
  }
  writeFileSync(join(out, SUMMARY_FILE), `${JSON.stringify(summary, null, 2)}\n`);
  planning.done(`${environment}: planned, ${summary.changed ? `${summary.changes.length} changes` : 'nothing to do'}`);
  return summary;
}
