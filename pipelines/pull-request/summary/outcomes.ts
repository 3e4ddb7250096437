import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type FailedPlan, type PlanSummary, readPlanOutcome, SUMMARY_FILE } from '../../deploy/plan/plan-summary';

/** Of a folder that holds one plan's `summary.json`, or folders that each hold one: all of them. */
export const outcomesIn = (folder: string): (PlanSummary | FailedPlan)[] => summaryFiles(folder).map(readPlanOutcome);

function summaryFiles(folder: string): string[] {
  const own = join(folder, SUMMARY_FILE);
  if (existsSync(own)) return [own];
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name, SUMMARY_FILE))
    .filter((file) => existsSync(file));
}
