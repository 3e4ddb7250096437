import { allSteps, flatSteps, jobsWithSteps } from '../steps';
import { type Rule } from './rule';

const ACTION = 'aws-actions/configure-aws-credentials@';
const PLACE = '.github/actions/assume-role';

/** What must stand there, word for word. */
const WANTED = {
  'role-to-assume': '${{ steps.settings.outputs.role }}',
  'allowed-account-ids': '${{ steps.settings.outputs.account-id }}',
  audience: 'sts.amazonaws.com',
  'unset-current-credentials': true,
};

/** Credentials come from one action of ours: for one role and one account, for an hour at most, and from no key. */
export const credentials: Rule = (files) => [
  ...allSteps(files)
    .filter(({ step }) => step.uses?.startsWith(ACTION))
    .flatMap(({ where, step }) => [
      ...(where.startsWith(PLACE) ? [] : [`${where}: use ${PLACE}.`]),
      ...Object.entries(WANTED)
        .filter(([name, value]) => step.with[name] !== value)
        .map(([name, value]) => `${where}: ${name} must be ${String(value)}.`),
      ...(['aws-access-key-id', 'aws-secret-access-key', 'use-existing-credentials'].some((name) => name in step.with)
        ? [`${where}: a long-lived key has no place here.`]
        : []),
    ]),
  ...jobsWithSteps(files).flatMap(({ job, where }) =>
    flatSteps(files, job.steps)
      .filter(({ uses }) => uses?.startsWith(ACTION))
      .filter((step) => !(Number(step.with['role-duration-seconds']) <= 3600))
      .map(() => `${where}: credentials last an hour at most.`),
  ),
];
