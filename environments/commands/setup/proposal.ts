import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writtenSettings } from '../../all';
import { github } from '../../github';
import type { GitHub } from '../../github-settings';
import { CODEOWNERS } from '../preflight/preflight';
import type { Settings } from '../../settings';
import { replaceableOwner } from './code-owners';

/** What the settings files shall say. */
export interface Proposal {
  readonly environments: readonly Settings[];
  readonly github: GitHub;
  /** Who must agree to changes of access; absent where a fork has several, which are left as they are. */
  readonly owner?: string;
}

/** What they say now. */
export function presentProposal(root: string): Proposal {
  const owner = replaceableOwner(readFileSync(join(root, CODEOWNERS), 'utf8'));
  return { environments: writtenSettings(), github, ...(owner === undefined ? {} : { owner }) };
}

/** With other settings, of one environment or of all. */
export const withSettings = (
  proposal: Proposal,
  settings: Partial<Settings>,
  environments = proposal.environments.map(({ environment }) => environment),
): Proposal => ({
  ...proposal,
  environments: proposal.environments.map((one) =>
    environments.includes(one.environment) ? { ...one, ...settings } : one,
  ),
});
