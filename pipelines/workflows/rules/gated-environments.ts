import { type Job, type Workflow } from '../files';
import { jobsWithSteps, rolesOf } from '../steps';
import { type Rule } from './rule';

/**
 * GitHub makes an environment that a job names and that is not there, without any protection. So a workflow that applies
 * has each environment's protection checked in a job before those that name it; and that of a loss of data, once more
 * when it was approved.
 */
export const gatedEnvironments: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ workflow, job, where }) => {
    const { environment } = job;
    if (environment === undefined || !applies(workflow)) return [];
    const gated = [...before(workflow, job)].flatMap(gates);
    return [
      ...(gated.includes(environment) ? [] : [`${where}: nothing before it checks the protection of ${environment}.`]),
      ...(environment.startsWith('data-loss-') && !gates(job).includes(environment)
        ? [`${where}: it must check the protection of ${environment} itself.`]
        : []),
    ];
  });

/** Whether any of its jobs assumes the role that changes things. */
const applies = ({ jobs }: Workflow): boolean =>
  Object.values(jobs).some((job) => rolesOf(job).some(({ role }) => role === 'apply-role'));

/** Every job that has ended before this one starts. */
function before({ jobs }: Workflow, { needs }: Job, seen = new Set<Job>()): Set<Job> {
  for (const id of needs) {
    const job = jobs[id];
    if (!job || seen.has(job)) continue;
    seen.add(job);
    before({ jobs } as Workflow, job, seen);
  }
  return seen;
}

/** The environments whose protection a job checks, with what stands for its variables put in. */
const gates = ({ steps }: Job): string[] =>
  steps.flatMap(({ run = '', env }) =>
    [...run.matchAll(/pipeline -- gate --environment "([^"]+)"/g)].map(([, name = '']) =>
      name.replace(/\$(\w+)/g, (_, variable: string) => String(env[variable])),
    ),
  );
