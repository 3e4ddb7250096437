import { flatSteps } from '../steps';
import { type Rule } from './rule';

const PATH = '.github/workflows/prove.yml';

/** What proves a commit, in its order. */
const PROOF = [
  'npm run check',
  'npx jest',
  '.ci/install-zizmor && npm run check:workflows',
  'npm run synth',
  'npm run validate:terraform',
  'npm run test:terraform',
  '.ci/install-chromium && npm run test:browser',
  'npm run policies -- --record --check',
  'npm run diagram -- --check',
];

/** The stacks leave the job that proves them once all of the proof has run, on all of the same code. */
export const proof: Rule = (files) => {
  const steps = flatSteps(files, files.workflows[PATH]?.jobs['prove']?.steps ?? []);
  const handsOn = steps.findIndex(
    ({ uses = '', with: given }) => /upload-artifact@/.test(uses) && given['name'] === 'stacks',
  );
  if (handsOn < 0) return [`${PATH}: it hands no stacks on.`];
  const unconditional = steps.slice(0, handsOn).filter((step) => step.if === undefined);
  const proven = unconditional.map(({ run = '' }) => run.trim()).filter((run) => PROOF.includes(run));
  return [
    ...(steps[handsOn]?.if === undefined ? [] : [`${PATH}: the stacks are handed on under a condition of their own.`]),
    ...(JSON.stringify(proven) === JSON.stringify(PROOF)
      ? []
      : [`${PATH}: before the stacks are handed on runs ${proven.join(', ')}; it must be ${PROOF.join(', ')}.`]),
  ];
};
