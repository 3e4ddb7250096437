import { type Action, type Files, type Job, type Mapping, type Step, type Workflow } from './files';

/** A step where it stands. */
export interface PlacedStep {
  /** `.github/workflows/deploy.yml, job prove, step 2` */
  readonly where: string;
  readonly step: Step;
}

/** Every step that is written, of workflows and of actions. */
export const allSteps = ({ workflows, actions }: Files): PlacedStep[] => [
  ...Object.values(workflows).flatMap((workflow) =>
    Object.values(workflow.jobs).flatMap((job) => placed(place(workflow, job), job.steps)),
  ),
  ...Object.values(actions).flatMap(({ path, steps }) => placed(path, steps)),
];

/** Every job that has steps of its own. */
export const jobsWithSteps = ({ workflows }: Files): { workflow: Workflow; job: Job; where: string }[] =>
  Object.values(workflows).flatMap((workflow) =>
    Object.values(workflow.jobs)
      .filter(({ calls }) => calls === undefined)
      .map((job) => ({ workflow, job, where: place(workflow, job) })),
  );

export const place = ({ path }: Workflow, { id }: Job): string => `${path}, job ${id}`;

const placed = (where: string, steps: readonly Step[]): PlacedStep[] =>
  steps.map((step, index) => ({ where: `${where}, step ${index + 1}`, step }));

/** The action of ours that a step uses. */
export const localAction = ({ actions }: Files, { uses }: Step): Action | undefined =>
  uses?.startsWith('./') ? actions[uses.slice(2)] : undefined;

/**
 * The steps that a job really runs, in order: those of our actions stand in their place, with the inputs that were given
 * put in for `${{ inputs.… }}` where that is the whole value.
 */
export function flatSteps(files: Files, steps: readonly Step[]): Step[] {
  return steps.flatMap((step) => {
    const action = localAction(files, step);
    if (!action) return [step];
    const given: Mapping = { ...defaults(action), ...step.with };
    return flatSteps(
      files,
      action.steps.map((inner) => ({
        ...inner,
        with: withInputs(inner.with, given),
        env: withInputs(inner.env, given),
      })),
    );
  });
}

const defaults = ({ inputs }: Action): Mapping =>
  Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, (input as Mapping)['default']]));

const withInputs = (values: Mapping, given: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(value))?.[1];
      return [name, input === undefined ? value : given[input]];
    }),
  );

export interface AssumedRole {
  /** `apply-role` */
  readonly role: string;
  /** The environment whose account it is; it may hold an expression. */
  readonly environment: string;
}

/** The roles that a job assumes, in order: it is the one action that does so. */
export const rolesOf = ({ steps }: Job): AssumedRole[] =>
  steps
    .filter(({ uses }) => uses === './.github/actions/assume-role')
    .map((step) => ({ role: String(step.with['role']), environment: String(step.with['environment']) }));

/** The pipeline's commands that a job runs, in order: `plan`, `save-plan`. */
export const commandsOf = (files: Files, { steps }: Job): string[] =>
  flatSteps(files, steps).flatMap(({ run = '' }) =>
    [...run.matchAll(/(?:npm run (?:-s )?pipeline --|node "\$RUNNER_TEMP\/program\/program\.cjs") ([\w-]+)/g)].map(
      ([, command = '']) => command,
    ),
  );
