import { callersOf } from '../callers';
import { type Files, type Job, type Step, type Workflow } from '../files';
import { allSteps, flatSteps, jobsWithSteps, place } from '../steps';
import { type Rule } from './rule';
import { commandWords, PROGRAM } from './command-words';

const BUILD = '.github/workflows/build.yml';
const GET = '.github/actions/program';
const SETUP = './.github/actions/setup';
const BUNDLE = 'npm run -s build:program -- --out "$RUNNER_TEMP/program.cjs"';

/** What such a job may use of others': each at a commit that was read (`pins.ts`), and none installs a package. */
const ACTIONS = [
  'actions/checkout',
  'actions/setup-node',
  'actions/download-artifact',
  'actions/upload-artifact',
  'aws-actions/configure-aws-credentials',
  'github/codeql-action/upload-sarif',
  'hashicorp/setup-terraform',
  'opentofu/setup-opentofu',
];

/** What its scripts may run: the program, the shell's own words, and what tells of a file. */
const WORDS = [
  ...[`node ${PROGRAM}`, 'case', 'cat', 'done', 'echo', 'esac', 'exit', 'fi', 'kill', 'sha256sum', 'test', 'trap'],
  ...['wait', '['],
];

/** Where other artifacts go in a job that runs the program. */
const ELSEWHERE = /^(?:cdktf\.out(?:\/.*)?|\$\{\{ runner\.temp \}\}\/(?:plan|plans|reports|compared))$/;

/**
 * A job whose token writes, or whom a role or a GitHub environment trusts, installs nothing: it runs the program that this
 * run built, by its digest. The job that builds it runs nothing but the bundler and tells nothing else.
 */
export const program: Rule = (files) => [
  ...buildFaults(files),
  ...getFaults(files),
  ...jobsWithSteps(files).flatMap(({ workflow, job, where }) => [
    ...(isTrusted(job)
      ? foreignCode(files, job).map((what) => `${where}: ${what} has no place in a job that is trusted.`)
      : []),
    ...digestFaults(files, workflow, job).map((fault) => `${where}: ${fault}`),
  ]),
];

const isTrusted = ({ environment, permissions = {} }: Job): boolean =>
  environment !== undefined || Object.values(permissions).includes('write');

const foreignCode = (files: Files, { steps }: Job): string[] =>
  flatSteps(files, steps).flatMap(({ uses, run }) => [
    ...(uses === undefined || ACTIONS.includes(uses.split('@')[0] ?? '') ? [] : [uses]),
    ...commandWords(run ?? '').filter((word) => !WORDS.includes(word)),
  ]);

/** Whether each use of the program comes after it was fetched, as what this run built. */
function digestFaults(files: Files, workflow: Workflow, job: Job): string[] {
  const gets = job.steps.filter(({ uses }) => uses === `./${GET}`);
  const first = job.steps.findIndex(({ uses }) => uses === `./${GET}`);
  const early = job.steps.slice(0, first < 0 ? undefined : first).some((step) => runsProgram(files, step));
  return [
    ...(early ? [`it runs the program before ${GET} fetched it.`] : []),
    ...(gets.length > 0 ? flatSteps(files, job.steps) : [])
      .filter(({ uses = '', with: given }) => /download-artifact@/.test(uses) && !ELSEWHERE.test(String(given['path'])))
      .filter(({ with: given }) => given['name'] !== 'program')
      .map(({ with: given }) => `an artifact may lie where the program does: ${String(given['path'])}.`),
    ...gets
      .filter((step) => !isOfBuild(files, workflow, job, step.with['digest']))
      .map(() => `digest must be what ${BUILD} told this run.`),
  ];
}

const runsProgram = (files: Files, step: Step): boolean =>
  flatSteps(files, [step]).some(({ run = '' }) => run.includes(PROGRAM));

/** Whether a value is the output of the job that calls build.yml, here or, as an input, at each caller. */
function isOfBuild(files: Files, workflow: Workflow, job: Job, value: unknown): boolean {
  const [, id = ''] = /^\$\{\{ needs\.([\w-]+)\.outputs\.digest \}\}$/.exec(String(value)) ?? [];
  if (id !== '') return job.needs.includes(id) && workflow.jobs[id]?.calls === BUILD;
  const [, input] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(String(value)) ?? [];
  const callers = input === undefined ? [] : callersOf(files, workflow);
  return (
    callers.length > 0 &&
    callers.every((caller) => isOfBuild(files, caller.workflow, caller.job, caller.job.with[input ?? '']))
  );
}

/** The job that builds: its steps, its output and its permissions, to the letter. */
function buildFaults(files: Files): string[] {
  const workflow = files.workflows[BUILD];
  const [job, another] = Object.values(workflow?.jobs ?? {});
  if (!workflow || !job) return [`${BUILD} builds nothing.`];
  const steps = job.steps.map(({ uses, run, with: given }) => [
    uses?.split('@')[0] ?? run?.trim(),
    uses === SETUP ? given : {},
  ]);
  const wanted = ['actions/checkout', SETUP, BUNDLE, 'actions/upload-artifact'].map((what) => [what, {}]);
  const [bundle] = job.steps.filter(({ run }) => run !== undefined);
  const called = workflow.on['workflow_call'] as { outputs?: object } | null;
  const where = place(workflow, job);
  return [
    ...(another ? [`${BUILD}: it has another job, ${another.id}.`] : []),
    ...(JSON.stringify(steps) === JSON.stringify(wanted)
      ? []
      : [`${where}: it must install, bundle and hand on, no more.`]),
    ...(JSON.stringify(job.outputs) === JSON.stringify({ digest: `\${{ steps.${bundle?.id}.outputs.digest }}` }) &&
    Object.keys(called?.outputs ?? {}).join() === 'digest'
      ? []
      : [`${where}: it must tell the digest, and nothing else.`]),
    ...(JSON.stringify(job.permissions) === '{"contents":"read"}' && job.environment === undefined
      ? []
      : [`${where}: it must be trusted with nothing.`]),
    ...allSteps(files)
      .filter(
        ({ where: other, step }) =>
          step.with['name'] === 'program' && /upload-artifact@/.test(step.uses ?? '') && !other.startsWith(where),
      )
      .map(({ where: other }) => `${other}: the program comes from ${BUILD} alone.`),
  ];
}

/** What fetches it compares before it runs any of it. */
function getFaults(files: Files): string[] {
  const steps = files.actions[GET]?.steps ?? [];
  const compared = steps.findIndex(({ run = '' }) =>
    /^if \[ "\$found" != "\$DIGEST" \]; then$(.|\n)*?^ {2}exit 1$/m.test(run),
  );
  const run = steps.findIndex(({ run: script = '' }) => commandWords(script).includes(`node ${PROGRAM}`));
  return compared >= 0 && (run < 0 || compared < run)
    ? []
    : [`${GET}: it must compare the digest before it runs the program.`];
}
