import { type Job, type Step, type Workflow } from '../files';
import { jobsWithSteps } from '../steps';
import { type Rule } from './rule';

const SAVE = './.github/actions/save-plan';
const APPLY = './.github/actions/apply-plan';
const APPROVE = /^\$\{\{ steps\.(\w+)\.outputs\.approved \}\}$/;

/**
 * A job applies the plan of the run that it is part of, by the digest which that run's own job told, and a loss of data
 * only as approved for that digest. What lies in the bucket for a commit can be another run's: jobs can be run again.
 */
export const reviewedPlan: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ workflow, job, where }) =>
    job.steps
      .filter(({ uses }) => uses === APPLY)
      .flatMap((step) => {
        const plan = neededBy(workflow, job, step, 'manifest');
        const loss = neededBy(workflow, job, step, 'approved', 'loss-approved');
        return [
          ...(plan && saves(plan) ? [] : [`${where}: manifest must be what a job before it saved.`]),
          ...(loss && plan && approves(loss, plan)
            ? []
            : [`${where}: loss-approved must be what was approved for the plan that it applies.`]),
        ];
      }),
  );

/** The job that an input of a step comes from: `${{ needs.JOB.outputs.OUTPUT }}`. */
function neededBy({ jobs }: Workflow, job: Job, step: Step, output: string, input = output): Job | undefined {
  const [, id = '', name] = /^\$\{\{ needs\.([\w-]+)\.outputs\.([\w-]+) \}\}$/.exec(String(step.with[input])) ?? [];
  return name === output && job.needs.includes(id) ? jobs[id] : undefined;
}

const saves = ({ outputs, steps }: Job): boolean =>
  steps.some(({ id, uses }) => uses === SAVE && outputs['manifest'] === `\${{ steps.${id}.outputs.manifest }}`);

/** Whether a job hands on the digest of that plan once its gate is passed. */
function approves({ outputs, steps }: Job, plan: Job): boolean {
  const [, id] = APPROVE.exec(String(outputs['approved'])) ?? [];
  const step = steps.find((one) => one.id === id);
  const [gate = '', told = ''] = step?.run?.trim().split('\n') ?? [];
  return (
    /^node "\$RUNNER_TEMP\/program\/program\.cjs" gate --environment "\$ENVIRONMENT" --reviewers required$/.test(
      gate,
    ) &&
    told === 'echo "approved=$MANIFEST" >> "$GITHUB_OUTPUT"' &&
    step?.env['MANIFEST'] === `\${{ needs.${plan.id}.outputs.manifest }}`
  );
}
