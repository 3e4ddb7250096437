import { jobsBefore } from './callers';
import { type Contexts, evaluate, fill, holds } from './expression';
import { type Files, type Job, type Mapping, type Workflow } from './files';

/** How a job ends in a scenario, by its name: `prove`, or `dev.plan` for the job `plan` that the job `dev` calls. */
export interface Ending {
  /** `success` when absent. */
  readonly result?: 'failure' | 'cancelled';
  readonly outputs?: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly github: Contexts;
  readonly vars?: Contexts;
  readonly inputs?: Contexts;
  readonly jobs?: Readonly<Record<string, Ending>>;
}

interface Outcome {
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
}

interface Run {
  readonly files: Files;
  readonly scenario: Scenario;
  /** The jobs that ran, in order; those of one step of time are joined by ` + `. */
  readonly told: string[];
  /** Once a job is cancelled, the run is. */
  cancelled: boolean;
}

/**
 * Plays a workflow through without running anything: which jobs start, after which, when jobs end as the scenario says.
 * Conditions are evaluated by GitHub's own evaluator; a matrix counts as one job.
 */
export function play(files: Files, path: string, scenario: Scenario): string[] {
  const run: Run = { files, scenario, told: [], cancelled: false };
  playWorkflow(run, path, '', scenario.inputs ?? {});
  return run.told;
}

function playWorkflow(run: Run, path: string, prefix: string, inputs: Contexts): Outcome {
  const workflow = run.files.workflows[path];
  if (!workflow) throw new Error(`${path} is not there.`);
  const ended = new Map<string, Outcome>();
  const waiting = new Set(Object.values(workflow.jobs));
  while (waiting.size > 0) {
    const ready = [...waiting].filter(({ needs }) => needs.every((id) => ended.has(id)));
    if (ready.length === 0) throw new Error(`${path}: jobs wait for each other.`);
    const together: string[] = [];
    for (const job of ready) {
      waiting.delete(job);
      const contexts = contextsOf(run, job, ended, inputs);
      const outcome = playJob(run, job, `${prefix}${job.id}`, contexts, statusOf(run, workflow, job, ended));
      if (outcome.result !== 'skipped' && job.calls === undefined) {
        together.push(`${prefix}${job.id}${outcome.result === 'success' ? '' : ` (${outcome.result})`}`);
      }
      ended.set(job.id, outcome);
    }
    if (together.length > 0) run.told.push(together.join(' + '));
  }
  return { result: summed([...ended.values()]), outputs: outputsOf(workflow, ended) };
}

function playJob(run: Run, job: Job, name: string, contexts: Contexts, status: ReturnType<typeof statusOf>): Outcome {
  if (!holds(job.if, contexts, status)) return { result: 'skipped', outputs: {} };
  if (job.calls !== undefined) {
    const given = Object.entries(job.with).map(([input, value]) => [
      input,
      typeof value === 'string' ? fill(value, contexts) : value,
    ]);
    return playWorkflow(run, job.calls, `${name}.`, Object.fromEntries(given) as Contexts);
  }
  const { result = 'success', outputs = {} } = run.scenario.jobs?.[name] ?? {};
  const undeclared = Object.keys(outputs).find((output) => !Object.hasOwn(job.outputs, output));
  if (undeclared !== undefined) throw new Error(`${name} has no output ${undeclared}.`);
  if (result === 'cancelled') run.cancelled = true;
  return { result, outputs };
}

const contextsOf = ({ scenario }: Run, job: Job, ended: ReadonlyMap<string, Outcome>, inputs: Contexts): Contexts => ({
  github: scenario.github,
  vars: scenario.vars ?? {},
  inputs,
  // Only of the jobs named: a result that is not waited for is not known.
  needs: Object.fromEntries(job.needs.map((id) => [id, ended.get(id)])),
});

/** Of all jobs before this one, not only of those named: https://github.com/actions/runner/issues/491 */
function statusOf({ cancelled }: Run, workflow: Workflow, job: Job, ended: ReadonlyMap<string, Outcome>) {
  const results = jobsBefore(workflow, job).map(({ id }) => ended.get(id)?.result);
  return {
    success: !cancelled && results.every((result) => result === 'success'),
    failure: !cancelled && results.includes('failure'),
    cancelled,
  };
}

function summed(outcomes: readonly Outcome[]): Outcome['result'] {
  const has = (result: Outcome['result']) => outcomes.some((outcome) => outcome.result === result);
  if (has('failure')) return 'failure';
  if (has('cancelled')) return 'cancelled';
  return has('success') ? 'success' : 'skipped';
}

function outputsOf({ on }: Workflow, ended: ReadonlyMap<string, Outcome>): Record<string, string> {
  const declared = ((on['workflow_call'] as Mapping | null | undefined)?.['outputs'] ?? {}) as Mapping;
  const jobs = Object.fromEntries(ended);
  return Object.fromEntries(
    Object.entries(declared).map(([name, output]) => [
      name,
      evaluate(String((output as Mapping)['value']), { jobs }).coerceString(),
    ]),
  );
}
