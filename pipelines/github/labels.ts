import { existsSync, readFileSync } from 'node:fs';
import { accessIn } from '../../policies/reports/markdown';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { type FailedPlan, isFailed, losesData, type PlanSummary } from '../deploy/plan/plan-summary';
import { numberOption } from '../shared/number-option';
import { required } from '../shared/required';
import { outcomesIn } from '../pull-request/summary/outcomes';
import { connect, explained, type GitHub, retried } from './client';
import { warning } from './commands';
import { LABELS, type PlanLabel } from './plan-labels';

const known = {
  'pull-request': { type: 'string' },
  from: { type: 'string' },
  expect: { type: 'string' },
  policies: { type: 'string' },
} as const satisfies KnownOptions;

/**
 * `labels --pull-request N --from FOLDER --expect "dev prod" --policies FILE`: the pull request has our labels for what its
 * plans do, and none for what they don't; what is not known (a plan failed, or is not there) is not taken off. FILE tells
 * how access differs from the target branch's. Others' labels stay. Where GitHub won't have it, that is a warning.
 */
export async function main(args: readonly string[], github?: GitHub): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- labels');
  const number = numberOption('--pull-request', options['pull-request'], "the pull request's number");
  const outcomes = outcomesIn(required(options.from, '--from', 'the folder of the plans'));
  const expected = (options.expect ?? '').split(/[\s,]+/).filter((name) => name !== '');
  const policies = options.policies !== undefined && existsSync(options.policies) ? options.policies : undefined;
  const holds = heldLabels(outcomes, expected, policies === undefined ? undefined : readFileSync(policies, 'utf8'));
  try {
    for (const line of await setLabels(github ?? connect(), number, holds)) console.log(line);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.log(warning(error.message));
  }
  return 0;
}

/** Whether each label holds; undefined where that is not known. */
export type HeldLabels = Readonly<Record<PlanLabel, boolean | undefined>>;

const DIFFERS = { wider: true, narrower: true, same: false, unknown: undefined } as const;

export function heldLabels(
  outcomes: readonly (PlanSummary | FailedPlan)[],
  expected: readonly string[],
  policies: string | undefined,
): HeldLabels {
  const plans = outcomes.filter((one): one is PlanSummary => !isFailed(one));
  const whole = expected.length > 0 && expected.every((name) => plans.some(({ environment }) => environment === name));
  const any = (does: (plan: PlanSummary) => boolean) => plans.some(does) || (whole ? false : undefined);
  return {
    'plan: destroys': any(({ changes }) => changes.some(({ action }) => action === 'destroy' || action === 'replace')),
    'plan: loses data': any(losesData),
    'plan: changes access': policies === undefined ? undefined : DIFFERS[accessIn(policies) ?? 'unknown'],
  };
}

/** @returns what was done, a line each */
export async function setLabels(github: GitHub, number: number, holds: HeldLabels, pause?: number): Promise<string[]> {
  const { request, repository } = github;
  const of = { ...repository, issue_number: number };
  try {
    // A pull request has at most 100 labels: https://docs.github.com/en/issues/using-labels-and-milestones-to-track-work/managing-labels
    const { data } = await retried(
      () => request('GET /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...of, per_page: 100 }),
      pause,
    );
    const there = data.map(({ name }) => name);
    const told: string[] = [];
    for (const { name } of LABELS) {
      if (holds[name] === true && !there.includes(name)) {
        told.push(await add(name));
      } else if (holds[name] === false && there.includes(name)) {
        await ignoring(404, () =>
          request('DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}', { ...of, name }),
        );
        told.push(`label taken off: ${name}`);
      }
    }
    return told;
  } catch (error) {
    throw explained(error, `Labels of pull request ${number}`, 'pull-requests: write');
  }

  /** GitHub would make a label that is not there, which this token may not: that is `makeLabels`' to do. */
  async function add(name: PlanLabel): Promise<string> {
    const made = await ignoring(404, () =>
      request('GET /repos/{owner}/{repo}/labels/{name}', { ...repository, name }).then(() => true),
    );
    if (made !== true) return `label not there yet: ${name} (the next deployment makes it)`;
    await retried(
      () => request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', { ...of, labels: [name] }),
      pause,
    );
    return `label added: ${name}`;
  }

  async function ignoring<Result>(status: number, run: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await retried(run, pause);
    } catch (error) {
      if ((error as { status?: number }).status !== status) throw error;
      return undefined;
    }
  }
}
