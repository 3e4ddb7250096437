import { allSteps } from '../steps';
import { type Rule } from './rule';

/** The job's token is not left where a later step, or an artifact, has it. */
export const noKeptCredentials: Rule = (files) =>
  allSteps(files).flatMap(({ where, step }) =>
    step.uses?.startsWith('actions/checkout@') && step.with['persist-credentials'] !== false
      ? [`${where}: persist-credentials must be false.`]
      : [],
  );
