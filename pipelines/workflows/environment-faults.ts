import { type Files, type Job, type Mapping } from './files';
import { DEPLOY } from './told';

const WRITE = '"npm run check:workflows -- --write" writes it';
/** The jobs of deploy.yml that each environment waits for. */
export const BEFORE = ['changes', 'build', 'prove'];
const CALLED = '.github/workflows/deploy-environment.yml';

/** The environments that deploy.yml deploys to, with their jobs. */
const deployed = ({ workflows }: Files): Job[] =>
  Object.values(workflows[DEPLOY]?.jobs ?? {}).filter(({ calls }) => calls === CALLED);

/**
 * Where the workflows and the environments of `environments/all.ts` differ, one line each. What GitHub lets a workflow
 * compute is computed; a job for each environment, which waits for the one before it, and the choices of a form are not.
 * @param environments in the order of promotion
 */
export function environmentFaults(files: Files, environments: readonly string[]): string[] {
  const jobs = deployed(files);
  const others = Object.values(files.workflows[DEPLOY]?.jobs ?? {}).filter((job) => !jobs.includes(job));
  const taken = environments.filter((name) => others.some(({ id }) => id === name));
  if (taken.length > 0) {
    return taken.map((name) => `${DEPLOY}: the job ${name} deploys nothing: call the environment otherwise.`);
  }
  const names = jobs.map(({ id }) => id);
  const missing = environments.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !environments.includes(name));
  return [
    ...missing.map((name) => {
      const before = environments[environments.indexOf(name) - 1];
      return `${DEPLOY}: the job ${name} is missing, ${before === undefined ? 'the first one' : `after ${before}`}: ${WRITE}.`;
    }),
    ...extra.map((name) => `${DEPLOY}: the job ${name} deploys what is no environment: take it out, or ${WRITE}.`),
    // Where a job is missing, others wait for the wrong one: that is the same fault.
    ...(missing.length + extra.length > 0
      ? []
      : [...orderFaults(jobs, environments), ...outcomeFaults(files, environments)]),
    ...matrixFaults(files),
    ...choiceFaults(files, environments),
  ];
}

function orderFaults(jobs: readonly Job[], environments: readonly string[]): string[] {
  return jobs.flatMap(({ id, needs, with: given }) => {
    const before = environments[environments.indexOf(id) - 1];
    const wanted = [...BEFORE, ...(before === undefined ? [] : [before])];
    return [
      ...(given['environment'] === id
        ? []
        : [`${DEPLOY}: the job ${id} deploys ${String(given['environment'])}; it must be ${id}.`]),
      ...(needs.join() === wanted.join()
        ? []
        : [`${DEPLOY}: the job ${id} waits for ${needs.join(', ')}; it must be ${wanted.join(', ')}: ${WRITE}.`]),
    ];
  });
}

/** The last job says how all of them ended. */
export function outcomeOf(environments: readonly string[]): { readonly JOBS: string; readonly RESULTS: string } {
  const jobs = [...BEFORE, ...environments];
  return { JOBS: jobs.join(' '), RESULTS: jobs.map((id) => `\${{ needs.${id}.result }}`).join(' ') };
}

function outcomeFaults({ workflows }: Files, environments: readonly string[]): string[] {
  const outcome = workflows[DEPLOY]?.jobs['outcome'];
  if (!outcome) return [];
  const env = outcome.steps[0]?.env ?? {};
  const wanted = outcomeOf(environments);
  const ok =
    outcome.needs.join(' ') === wanted.JOBS && env['JOBS'] === wanted.JOBS && env['RESULTS'] === wanted.RESULTS;
  return ok ? [] : [`${DEPLOY}: the job outcome must tell of ${wanted.JOBS.replaceAll(' ', ', ')}: ${WRITE}.`];
}

/** A matrix of environments is that of what was synthesized: nobody has to write it. */
const matrixFaults = ({ workflows }: Files): string[] =>
  Object.values(workflows).flatMap(({ path, jobs }) =>
    Object.values(jobs).flatMap(({ id, raw }) => {
      const matrix = ((raw['strategy'] as Mapping | undefined)?.['matrix'] ?? {}) as Mapping;
      const given = matrix['environment'];
      return given === undefined ||
        /^\$\{\{ fromJSON\(needs\.\w+\.outputs\.environments(?: \|\| '\[""\]')?\) \}\}$/.test(String(given))
        ? []
        : [`${path}: the matrix of ${id} must be \${{ fromJSON(needs.JOB.outputs.environments) }}.`];
    }),
  );

/** The choices of a form that starts a workflow by hand can only be written. */
const choiceFaults = ({ workflows }: Files, environments: readonly string[]): string[] =>
  Object.values(workflows).flatMap(({ path, on }) => {
    const inputs = ((on['workflow_dispatch'] as Mapping | null | undefined)?.['inputs'] ?? {}) as Mapping;
    const options = (inputs['environment'] as Mapping | undefined)?.['options'];
    return options === undefined || JSON.stringify(options) === JSON.stringify(environments)
      ? []
      : [
          `${path}: it offers ${String(options).replaceAll(',', ', ')}; it must be ${environments.join(', ')}: ${WRITE}.`,
        ];
  });
