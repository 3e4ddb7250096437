import { type Files, type Job, type Workflow } from './files';

/** A job, and the workflow that it is of. */
export interface Caller {
  readonly workflow: Workflow;
  readonly job: Job;
}

/** Who calls a workflow. */
export const callersOf = ({ workflows }: Files, { path }: Workflow): Caller[] =>
  Object.values(workflows).flatMap((workflow) =>
    Object.values(workflow.jobs)
      .filter(({ calls }) => calls === path)
      .map((job) => ({ workflow, job })),
  );

/** What a workflow starts on, itself or through those that call it. */
export const startsOn = (files: Files, workflow: Workflow): string[] => [
  ...Object.keys(workflow.on).filter((event) => event !== 'workflow_call'),
  ...callersOf(files, workflow).flatMap((caller) => startsOn(files, caller.workflow)),
];

/** Every job that has ended before this one starts. */
export function jobsBefore({ jobs }: Workflow, job: Job): Job[] {
  const seen = new Set<Job>();
  const add = ({ needs }: Job): void => {
    for (const id of needs) {
      const needed = jobs[id];
      if (!needed || seen.has(needed)) continue;
      seen.add(needed);
      add(needed);
    }
  };
  add(job);
  return [...seen];
}
