import { callersOf, startsOn } from '../callers';
import { type Files, type Job, type Mapping, type Workflow } from '../files';
import { type AssumedRole, flatSteps, jobsWithSteps, rolesOf } from '../steps';
import { type Rule } from './rule';

interface Guard {
  /** The GitHub environment that the role trusts, by the environment whose account it is in. */
  readonly environment?: (environment: string) => string;
  /** Whether a pull request's code, or a merge queue's, may hold it: it then does no harm. */
  readonly forPullRequests?: true;
  /** Whether the job itself must be limited to main: of such a job's token, AWS sees the environment and no branch. */
  readonly onlyMain?: true;
  /** Whether two at a time would harm each other. */
  readonly alone?: true;
}

const GUARDS: Readonly<Record<string, Guard>> = {
  'plan-role': { forPullRequests: true },
  'deploy-plan-role': { alone: true },
  'apply-role': { environment: (name) => name, onlyMain: true, alone: true },
  'report-role': { environment: (name) => `report-${name}`, onlyMain: true },
};

/** Each role is assumed only where its trust policy, and what it can do, say that it may be. */
export const guardedRoles: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ workflow, job, where }) => {
    const [assumed, another] = rolesOf(job);
    if (!assumed) return [];
    if (another) return [`${where}: it assumes two roles.`];
    const guard = GUARDS[assumed.role];
    if (!guard) return [`${where}: there is no role ${assumed.role}.`];
    return faults(files, workflow, job, assumed, guard).map((fault) => `${where}: ${assumed.role} ${fault}`);
  });

/** What runs code that is not on main yet. */
const UNMERGED = ['pull_request', 'merge_group'];

const MAIN = /^\$\{\{ (?:!cancelled\(\) && )?github\.ref == 'refs\/heads\/main'(?: &&.*)? \}\}$/;

function faults(files: Files, workflow: Workflow, job: Job, assumed: AssumedRole, guard: Guard): string[] {
  const environment = guard.environment?.(assumed.environment);
  const found: string[] = [];
  if (job.environment !== environment) {
    found.push(`wants ${environment ? `the environment ${environment}` : 'no environment'}.`);
  }
  if (!guard.forPullRequests && startsOn(files, workflow).some((event) => UNMERGED.includes(event))) {
    found.push('is never for a pull request.');
  }
  if (guard.onlyMain && !(MAIN.test(job.if ?? '') && !topLevelOr(job.if ?? ''))) {
    found.push("wants github.ref == 'refs/heads/main' in the job's own condition.");
  }
  if (guard.alone && !isAlone(files, workflow, job, assumed)) {
    found.push('wants a concurrency group of the environment, with cancel-in-progress: false.');
  }
  if (restoresCache(files, job)) found.push('wants no cache: others can write to it.');
  return found;
}

/** Whether an alternative stands beside the check of the branch: all of it must then hold in parentheses. */
function topLevelOr(condition: string): boolean {
  let depth = 0;
  for (let at = 0; at < condition.length; at += 1) {
    if (condition[at] === '(') depth += 1;
    if (condition[at] === ')') depth -= 1;
    if (depth === 0 && condition.startsWith('||', at)) return true;
  }
  return false;
}

/** Whether each way to the job holds a group that names the environment, and none is cancelled midway. */
function isAlone(files: Files, workflow: Workflow, job: Job, { environment }: AssumedRole): boolean {
  const cancels = (concurrency: Mapping | undefined) =>
    concurrency !== undefined && concurrency['cancel-in-progress'] !== false;
  if (cancels(job.concurrency) || cancels(workflow.concurrency)) return false;
  if (job.concurrency && String(job.concurrency['group']).includes(environment)) return true;
  const callers = callersOf(files, workflow);
  return (
    callers.length > 0 &&
    callers.every(
      (caller) =>
        caller.job.concurrency?.['group'] === `deploy-${String(caller.job.with['environment'])}` &&
        !cancels(caller.job.concurrency) &&
        !cancels(caller.workflow.concurrency),
    )
  );
}

const restoresCache = (files: Files, { steps }: Job): boolean =>
  flatSteps(files, steps).some(
    ({ uses = '' }) => uses.startsWith('actions/cache@') || uses.startsWith('actions/cache/'),
  ) || steps.some(({ with: given }) => 'cache' in given);
