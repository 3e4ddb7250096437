import { type Step } from '../files';
import { flatSteps, jobsWithSteps } from '../steps';
import { type Rule } from './rule';

/** Kinds of steps, in the order that they stand in within any job. */
const ORDER: readonly (readonly [kind: string, is: (step: Step) => boolean])[] = [
  ['checkout', uses('actions/checkout')],
  ['Node.js', uses('actions/setup-node')],
  ['npm ci', runs(/^npm ci --ignore-scripts\b/)],
  ['the program', runs(/sha256sum/)],
  ['the stacks', (step) => uses('actions/download-artifact')(step) && step.with['name'] === 'stacks'],
  ['credentials', uses('aws-actions/configure-aws-credentials')],
  ['fetch-plan', runs(/node "\$RUNNER_TEMP\/program\/program\.cjs" fetch-plan /)],
  ['plan', runs(/node "\$RUNNER_TEMP\/program\/program\.cjs" plan /)],
  ['hold-plan', runs(/node "\$RUNNER_TEMP\/program\/program\.cjs" hold-plan /)],
  ['save-plan', runs(/node "\$RUNNER_TEMP\/program\/program\.cjs" save-plan /)],
  ['apply', runs(/node "\$RUNNER_TEMP\/program\/program\.cjs" apply /)],
  ['verify', runs(/node "\$RUNNER_TEMP\/program\/program\.cjs" verify /)],
];

/** What must have come before, by kind. */
const AFTER: Readonly<Record<string, readonly string[]>> = {
  'Node.js': ['checkout'],
  'npm ci': ['Node.js'],
  'the program': ['Node.js'],
  credentials: ['the program'],
  'fetch-plan': ['the stacks', 'credentials'],
  plan: ['the stacks', 'credentials'],
  'hold-plan': ['plan'],
  'save-plan': ['plan', 'hold-plan'],
  apply: ['fetch-plan'],
  verify: ['the stacks', 'credentials'],
};

function uses(action: string): (step: Step) => boolean {
  return (step) => step.uses?.startsWith(`${action}@`) ?? false;
}

function runs(script: RegExp): (step: Step) => boolean {
  return ({ run = '' }) => script.test(run);
}

/** Within a job nothing runs before what it stands on, and no step's failure is passed over. */
export const stepOrder: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ job, where }) => {
    const steps = flatSteps(files, job.steps);
    const found = steps.flatMap((step) => ORDER.filter(([, is]) => is(step)).map(([kind]) => kind));
    const rank = (kind: string) => ORDER.findIndex(([name]) => name === kind);
    return [
      // A job of a few words of shell needs no code.
      ...(found.length === 0 || found[0] === 'checkout' ? [] : [`${where}: it must begin with the checkout.`]),
      ...found.flatMap((kind, index) => {
        const before = found.slice(0, index);
        const missing = (AFTER[kind] ?? []).filter((wanted) => !before.includes(wanted));
        const early = before.filter((other) => rank(other) > rank(kind));
        return [
          ...missing.map((wanted) => `${where}: ${kind} comes without ${wanted} before it.`),
          ...early.map((other) => `${where}: ${other} comes before ${kind}.`),
        ];
      }),
      ...(JSON.stringify(job.raw).includes('"continue-on-error"')
        ? [`${where}: continue-on-error passes over a failure.`]
        : []),
    ];
  });
