import { type Contexts } from './expression';
import { type Ending, type Scenario } from './play';

/** What happens, and which jobs must run because of it: in order, those of one step of time joined by ` + `. */
export interface Told {
  readonly workflow: string;
  readonly what: string;
  readonly scenario: Scenario;
  readonly runs: readonly string[];
}

export const DEPLOY = '.github/workflows/deploy.yml';

export const repository = 'us/analytics';
export const merged: Contexts = {
  event_name: 'push',
  ref: 'refs/heads/main',
  repository,
  event: { repository: { private: false } },
};
export const byHand = (ref: string): Contexts => ({ ...merged, event_name: 'workflow_dispatch', ref });

export const fails: Ending = { result: 'failure' };
/** More than documents changed, and policies were inspected. */
export const reported: Readonly<Record<string, Ending>> = {
  changes: { outputs: { documents: 'false' } },
  'prove.prove': { outputs: { reports: 'true' } },
};
export const documentsAlone: Ending = { outputs: { documents: 'true' } };
/** What begins with the run, and waits for nothing. */
export const BEGIN = ['build.build', 'changes'];
export const PROOF = [...BEGIN, 'prove.prove', 'prove.code-scanning'];
