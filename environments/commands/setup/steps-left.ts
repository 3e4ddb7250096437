import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lockFileOf, LOCKS } from '../lock-providers/lock-files';

/** What a first deployment still needs, in the order of docs/deploy.md, which says more of each. */
export function stepsLeft(
  root: string,
  { environments, settingsOnly }: { readonly environments: readonly string[]; readonly settingsOnly: boolean },
): string[] {
  const unlocked = environments.filter((name) => !existsSync(join(root, LOCKS, lockFileOf(name))));
  return [
    ...(settingsOnly ? ['npm run regenerate   makes needs, lock and pictures anew'] : []),
    'Review the diff: of policies/access.lock.json above all',
    ...(unlocked.length > 0 ? [`npm run lock:providers   asks Terraform's registry, for ${unlocked.join(', ')}`] : []),
    'Commit, and push to main',
    ...environments.map(
      (name) => `npm run bootstrap -- --env ${name}   with an administrator's credentials of its account`,
    ),
    `Make the environments on GitHub, limited to main: ${environments
      .flatMap((name) => [name, `data-loss-${name}`, `report-${name}`])
      .join(', ')}`,
    'Protect main: reviews by code owners, the checks Prove and Result',
    'Set the variable DEPLOY to true, and run the workflow Deploy',
    'Subscribers and operators confirm by the mail that AWS sends them',
  ];
}
