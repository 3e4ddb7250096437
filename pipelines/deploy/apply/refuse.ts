import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../../scripts/user-error';
import { programOf } from '../../../terraform/stacks/program-of';
import { losesData, type PlanSummary } from '../plan/plan-summary';
import { programVersion } from '../plan/version';
import { MANIFEST_FILE } from '../saved-plan/manifest';

export function readManifest(planFolder: string): string {
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
export function requireManifest(found: string, wanted: string, planFolder: string): void {
  if (found === wanted) return;
  throw new UserError(
    `--from ${planFolder} holds another plan than was asked for, and nothing was applied: its manifest has sha256 ` +
      `${found}, --manifest says ${wanted}. Plan again, so that the one which is reviewed is the one that is applied.`,
  );
}

/** The workflow lets a plan that loses data wait for its approval; this one does not rely on that it did. */
export function requireApproval(summary: PlanSummary, manifest: string, approved: string): void {
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

/** It refuses another version's plan too, in words that don't say what to do. (The stack, which is held, names the program.) */
export async function requireVersion(folder: string, planned: string): Promise<void> {
  const here = await programVersion(folder);
  if (here === planned) return;
  throw new UserError(`${programOf(folder)} ${here} is here, and the plan was made with ${planned}: install that one.`);
}
