import { type Mapping } from '../files';
import { allSteps, jobsWithSteps } from '../steps';
import { type Rule } from './rule';

const IMAGE = 'ubuntu-24.04';
/** GitHub's own limit is six hours. */
const LONGEST = 75;

/** The same image until we change it, an end to what hangs, and a shell that stops at the first fault, in pipes too. */
export const runners: Rule = (files) => [
  ...jobsWithSteps(files).flatMap(({ workflow, job, where }) => {
    const minutes = job.raw['timeout-minutes'];
    const defaults = workflow.raw['defaults'] as { run?: Mapping } | undefined;
    const runs = job.steps.some(({ run }) => run !== undefined);
    return [
      ...(job.raw['runs-on'] === IMAGE ? [] : [`${where}: runs-on must be ${IMAGE}.`]),
      ...(typeof minutes === 'number' && minutes <= LONGEST
        ? []
        : [`${where}: timeout-minutes must be there, and at most ${LONGEST}.`]),
      ...(runs && defaults?.run?.['shell'] !== 'bash' ? [`${workflow.path}: defaults.run.shell must be bash.`] : []),
    ];
  }),
  ...allSteps(files).flatMap(({ where, step }) =>
    where.startsWith('.github/actions/') && step.run !== undefined && step.shell !== 'bash'
      ? [`${where}: shell must be bash.`]
      : [],
  ),
];
