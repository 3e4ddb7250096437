import { fill } from '../workflows/expression';
import { type Files, type Job, type Mapping, type Workflow } from '../workflows/files';

/** What the runner's log says of the job that a line is of. */
export interface LoggedJob {
  /** `dev/Deploy an environment/Plan`, `Drift/Plan dev-1` */
  readonly job: string;
  readonly jobID: string;
  readonly matrix?: Mapping;
}

/** A job at work, as GitHub would know it. */
export interface RunningJob {
  /** `plan`, `dev.plan` where another job calls its workflow, `plan[dev]` of a matrix. */
  readonly name: string;
  /** `.github/workflows/deploy-environment.yml` */
  readonly workflow: string;
  /** The GitHub environment that it names. */
  readonly environment?: string;
  /** What its token may: those of a called job at most its caller's. */
  readonly permissions: Readonly<Record<string, string>>;
}

/**
 * @param inputs those that the run was started with
 * @throws when a log tells of a job that the workflow has not
 */
export function runningJob(
  files: Files,
  path: string,
  { job, jobID, matrix = {} }: LoggedJob,
  inputs: Mapping = {},
): RunningJob {
  const top = files.workflows[path];
  if (!top) throw new Error(`${path} is not there.`);
  const suffix = Object.values(matrix).length === 0 ? '' : `[${Object.values(matrix).join()}]`;
  const caller = callerOf(files, top, job, jobID);
  const workflow = caller?.calls === undefined ? top : files.workflows[caller.calls];
  const own = workflow?.jobs[jobID];
  if (!workflow || !own) throw new Error(`${path} has no job ${job} (${jobID}).`);
  const contexts = { inputs: caller?.with ?? inputs, matrix };
  return {
    name: `${caller ? `${caller.id}.` : ''}${jobID}${suffix}`,
    workflow: workflow.path,
    ...(own.environment === undefined ? {} : { environment: fill(own.environment, contexts) }),
    permissions: limited(own, caller),
  };
}

/** The job whose name the log puts first, with that of the workflow that it calls behind. */
function callerOf(files: Files, { jobs }: Workflow, job: string, jobID: string): Job | undefined {
  return Object.values(jobs).find(({ id, calls, raw }) => {
    const called = calls === undefined ? undefined : files.workflows[calls];
    return called?.jobs[jobID] && job.startsWith(`${String(raw['name'] ?? id)}/${String(called.raw['name'])}/`);
  });
}

const LEVELS = ['none', 'read', 'write'];

function limited({ permissions = {} }: Job, caller: Job | undefined): Record<string, string> {
  const most = caller?.permissions;
  return Object.fromEntries(
    Object.entries(permissions).map(([name, level]) => [
      name,
      most && LEVELS.indexOf(String(most[name] ?? 'none')) < LEVELS.indexOf(String(level))
        ? String(most[name] ?? 'none')
        : String(level),
    ]),
  );
}
