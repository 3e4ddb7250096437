import { callersOf, jobsBefore } from '../callers';
import { type Files, type Job, type Workflow } from '../files';
import { jobsWithSteps, place, rolesOf } from '../steps';
import { UNATTENDED } from '../write-environments';
import { type Rule } from './rule';

/** Whether reviewers must be there, as the caller says. */
const AS_THE_CALLER_SAYS = "${{ inputs.approval && 'required' || 'optional' }}";

/**
 * GitHub makes an environment that a job names and that is not there, without any protection. So a workflow that applies
 * has each environment's protection checked in a job before those that name it; and that of a loss of data, once more
 * when it was approved.
 */
export const gatedEnvironments: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ workflow, job, where }) => {
    const { environment } = job;
    if (environment === undefined || !applies(workflow)) return [];
    const before = jobsBefore(workflow, job).flatMap(gates);
    const wanted = wantedReviewers(environment);
    const has = (gate: Gate) => gate.environment === environment && (wanted === undefined || gate.reviewers === wanted);
    return [
      ...(before.some(has) ? [] : [`${where}: nothing before it checks the protection of ${environment}.`]),
      ...(environment.startsWith('data-loss-') && !gates(job).some(has)
        ? [`${where}: it must check the protection of ${environment} itself.`]
        : []),
      ...callersWithoutApproval(files, workflow),
    ];
  });

/** Nothing where it does not matter. */
function wantedReviewers(environment: string): string | undefined {
  if (environment.startsWith('data-loss-')) return 'required';
  return environment.startsWith('report-') ? undefined : AS_THE_CALLER_SAYS;
}

const callersWithoutApproval = (files: Files, workflow: Workflow): string[] =>
  callersOf(files, workflow)
    .filter(({ job }) => job.with['approval'] !== true && !UNATTENDED.includes(String(job.with['environment'])))
    .map((caller) => `${place(caller.workflow, caller.job)}: it must ask for approval.`);

/** Whether any of its jobs assumes the role that changes things. */
const applies = ({ jobs }: Workflow): boolean =>
  Object.values(jobs).some((job) => rolesOf(job).some(({ role }) => role === 'apply-role'));

interface Gate {
  readonly environment: string;
  readonly reviewers: string;
}

/** The environments whose protection a job checks, with what stands for its variables put in. */
const gates = ({ steps }: Job): Gate[] =>
  steps.flatMap(({ run = '', env }) => {
    const value = (text: string) => text.replace(/"/g, '').replace(/\$(\w+)/g, (_, name: string) => String(env[name]));
    return [
      ...run.matchAll(/node "\$RUNNER_TEMP\/program\/program\.cjs" gate --environment (\S+) --reviewers (\S+)/g),
    ].map(([, environment = '', reviewers = '']) => ({ environment: value(environment), reviewers: value(reviewers) }));
  });
