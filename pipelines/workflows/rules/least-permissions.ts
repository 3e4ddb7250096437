import { type Files, type Job, type Mapping } from '../files';
import { commandsOf, flatSteps, place, rolesOf } from '../steps';
import { type Rule } from './rule';

/** What a job must do to hold a permission of its token. It holds those whose reason it has, and no other. */
const REASONS: Readonly<Record<string, (files: Files, job: Job) => boolean>> = {
  'actions: read': (files, job) => does(files, job, READ_RULES) || uses(files, job, UPLOAD_SARIF),
  // Every job that gets the program could verify it: only those that apply are told whether to.
  'attestations: read': (_, { steps }) => steps.some(({ with: given }) => 'attested' in given),
  'attestations: write': (files, job) => uses(files, job, ATTEST),
  'contents: read': (files, job) => uses(files, job, 'actions/checkout'),
  'deployments: read': (files, job) => does(files, job, DEPLOYMENTS),
  'id-token: write': (files, job) => rolesOf(job).length > 0 || uses(files, job, ATTEST),
  'issues: write': (files, job) => does(files, job, ISSUES),
  'pull-requests: write': (files, job) => does(files, job, PULL_REQUESTS),
  'security-events: write': (files, job) => uses(files, job, UPLOAD_SARIF),
};
const UPLOAD_SARIF = 'github/codeql-action/upload-sarif';
const ATTEST = 'actions/attest';
const READ_RULES = ['gate', 'tell'];
const ISSUES = ['drift', 'tell'];
const PULL_REQUESTS = ['comment', 'labels', 'tell'];
const DEPLOYMENTS = ['order', 'standing'];

const does = (files: Files, job: Job, commands: readonly string[]): boolean =>
  commandsOf(files, job).some((command) => commands.includes(command));

const uses = (files: Files, { steps }: Job, action: string): boolean =>
  flatSteps(files, steps).some((step) => step.uses?.startsWith(`${action}@`));

/** The token may do nothing by default, and in each job what that job does: a caller's jobs, what the called ones do. */
export const leastPermissions: Rule = (files) =>
  Object.values(files.workflows).flatMap((workflow) => [
    ...(JSON.stringify(workflow.raw['permissions']) === '{}' ? [] : [`${workflow.path}: permissions must be {}.`]),
    ...Object.values(workflow.jobs).flatMap((job) => {
      const written = job.permissions === undefined ? 'left to the default' : inWords(lines(job.permissions));
      const wanted = inWords(reasonable(files, job));
      return written === wanted ? [] : [`${place(workflow, job)}: permissions are ${written}; needed are ${wanted}.`];
    }),
  ]);

function reasonable(files: Files, job: Job): string[] {
  if (job.calls !== undefined) {
    const called = Object.values(files.workflows[job.calls]?.jobs ?? {});
    const all = new Set(called.flatMap((inner) => reasonable(files, inner)));
    return [...all].filter((one) => !one.endsWith(': read') || !all.has(one.replace(/read$/, 'write')));
  }
  return Object.keys(REASONS).filter((permission) => REASONS[permission]?.(files, job));
}

const lines = (permissions: Mapping): string[] =>
  Object.entries(permissions).map(([name, level]) => `${name}: ${String(level)}`);

const inWords = (permissions: readonly string[]): string => [...permissions].sort().join(', ') || 'none';
