import { join } from 'node:path';
import { allSteps } from '../workflows/steps';
import { type Files } from '../workflows/files';

/** Which the runner itself serves, by copying the repository. */
const CHECKOUT = 'actions/checkout';

/** The actions of others that the workflows use, each once: `actions/setup-node@820762…`, `github/codeql-action/upload-sarif@…` */
export const actionsUsed = (files: Files): string[] => [
  ...new Set(
    allSteps(files).flatMap(({ step: { uses } }) =>
      uses === undefined || uses.startsWith('./') || uses.startsWith(`${CHECKOUT}@`) ? [] : [uses],
    ),
  ),
];

/** By `owner/name@ref`, where each one's stand-in lies. */
export const standInsOf = (files: Files, folder: string): Record<string, string> =>
  Object.fromEntries(
    actionsUsed(files).map((uses) => {
      const [, name = '', ref = ''] = /^([^/]+\/[^/@]+)[^@]*@(.*)$/.exec(uses) ?? [];
      return [`${name}@${ref}`, join(folder, name)];
    }),
  );
