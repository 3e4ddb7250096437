import { jobsBefore } from '../callers';
import { commandsOf, jobsWithSteps, rolesOf } from '../steps';
import { type Rule } from './rule';

/** Before anything is applied, somebody looks whether a newer commit was deployed: proofs end in any order. */
export const deploymentOrder: Rule = (files) =>
  jobsWithSteps(files).flatMap(({ workflow, job, where }) =>
    !rolesOf(job).some(({ role }) => role === 'apply-role') ||
    jobsBefore(workflow, job).some((before) => commandsOf(files, before).includes('order'))
      ? []
      : [`${where}: nothing before it looks for newer deployments.`],
  );
