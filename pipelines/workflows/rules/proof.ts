import { type Files, type Workflow } from '../files';
import { flatSteps, rolesOf } from '../steps';
import { type Rule } from './rule';

const PATH = '.github/workflows/prove.yml';

/** What proves a commit; what stands in a line is run in its order. */
const PROOF = [
  'npm run synth',
  'npm run check',
  '.ci/install-zizmor',
  'npm run check:workflows',
  'npm run validate:terraform',
  'npm run test:terraform',
  '.ci/install-chromium',
  'npm run test:browser',
  'npm run policies -- --record --check',
  'npm run diagram -- --check',
  'npx jest',
];

/** The commands of a step, those that `scripts/parallel.mjs` runs at the same time one by one. */
function commandsOf(run: string): string[] {
  const parallel = /^node scripts\/parallel\.mjs((?:\s+'[^']*')+)$/.exec(run.trim());
  if (!parallel) return [run.trim()];
  return [...(parallel[1] ?? '').matchAll(/'([^']*)'/g)].flatMap(([, command = '']) => command.split(' && '));
}

/** A pull request's stacks are planned while they are proven, and never applied: its proof hands none on. */
const HANDED_ON = "${{ github.ref == 'refs/heads/main' }}";

/** Where stacks come from that nobody has proven: whoever may be given them. */
const UNPROVEN = '.github/workflows/synthesize.yml';
const READERS = ['plan-role', 'report-role'];

/** The stacks leave the job that proves them once all of the proof has run, on all of the same code. */
export const proof: Rule = (files) => {
  const steps = flatSteps(files, files.workflows[PATH]?.jobs['prove']?.steps ?? []);
  const handsOn = steps.findIndex(
    ({ uses = '', with: given }) => /upload-artifact@/.test(uses) && given['name'] === 'stacks',
  );
  if (handsOn < 0) return [`${PATH}: it hands no stacks on.`];
  const unconditional = steps.slice(0, handsOn).filter((step) => step.if === undefined);
  const proven = unconditional.flatMap(({ run = '' }) => commandsOf(run)).filter((run) => PROOF.includes(run));
  return [
    ...(steps[handsOn]?.if === HANDED_ON ? [] : [`${PATH}: the stacks are handed on under a condition of their own.`]),
    ...(JSON.stringify(proven) === JSON.stringify(PROOF)
      ? []
      : [`${PATH}: before the stacks are handed on runs ${proven.join(', ')}; it must be ${PROOF.join(', ')}.`]),
    ...unprovenFaults(files),
  ];
};

/** No run that plans to apply, or applies, synthesizes elsewhere. */
const unprovenFaults = (files: Files): string[] =>
  Object.values(files.workflows)
    .filter(({ jobs }) => Object.values(jobs).some(({ calls }) => calls === UNPROVEN))
    .flatMap((workflow) =>
      rolesIn(files, workflow)
        .filter((role) => !READERS.includes(role))
        .map((role) => `${workflow.path}: ${role} must not be given the stacks of ${UNPROVEN}.`),
    );

/** Those that its jobs take on, the jobs of what it calls included. */
const rolesIn = (files: Files, { jobs }: Workflow): string[] =>
  Object.values(jobs).flatMap((job) => {
    const called = job.calls === undefined ? undefined : files.workflows[job.calls];
    return [...rolesOf(job).map(({ role }) => role), ...(called ? rolesIn(files, called) : [])];
  });
