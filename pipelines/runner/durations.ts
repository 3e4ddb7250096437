import { type Files, type Job, type Workflow } from '../workflows/files';

/** How long each job that ran took, in seconds, by its name: `dev.plan`; a matrix counts as long as its longest. */
export type Durations = Readonly<Record<string, number>>;

/**
 * When each job ends, in seconds from the push, where every job starts as soon as what it waits for has ended: the runner of
 * the tests runs one at a time, GitHub's all that can. A job that did not run takes no time.
 */
export function endsOf(files: Files, path: string, durations: Durations): Map<string, number> {
  const ends = new Map<string, number>();
  playWorkflow(files, files.workflows[path], '', 0, durations, ends);
  return ends;
}

/** @returns when the last of its jobs ends */
function playWorkflow(
  files: Files,
  workflow: Workflow | undefined,
  prefix: string,
  begin: number,
  durations: Durations,
  ends: Map<string, number>,
): number {
  if (!workflow) throw new Error('There is no such workflow.');
  const { jobs } = workflow;
  const end = (job: Job): number => {
    const name = `${prefix}${job.id}`;
    const known = ends.get(name);
    if (known !== undefined) return known;
    const start = Math.max(begin, ...job.needs.flatMap((id) => (jobs[id] ? [end(jobs[id])] : [])));
    const found =
      job.calls === undefined
        ? start + (durations[name] ?? 0)
        : playWorkflow(files, files.workflows[job.calls], `${name}.`, start, durations, ends);
    ends.set(name, found);
    return found;
  };
  return Math.max(begin, ...Object.values(jobs).map(end));
}
