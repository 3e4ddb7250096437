import { join } from 'node:path';
import { readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { text } from '../../terraform/query';
import { readStack } from '../../terraform/read-stack';
import { stackFolder } from '../../terraform/stacks/stack-folder';
import { FOLDERS } from '../shared/folders';
import { setOutputs } from '../github/outputs';
import { dashboardLink } from '../report/links';
import { required } from '../shared/required';

const USAGE = 'npm run pipeline -- settings';

/** Names of roles, as workflows write them, and the outputs of the bootstrap stack that hold their ARNs. */
const ROLES = {
  'plan-role': 'plan_role_arn',
  'deploy-plan-role': 'deploy_plan_role_arn',
  'apply-role': 'apply_role_arn',
  'report-role': 'report_role_arn',
} as const;

/**
 * What a workflow's job must know of an environment, by name: account, region, ARNs of the roles, the state's bucket, and
 * where the console shows its dashboard.
 * All of it follows from the two synthesized stacks, so no workflow repeats an account id or a name.
 * @throws UserError for an environment or a bootstrap stack that is not there
 */
export function settingsOf(stacks: string, environment: string): Record<string, string> {
  const folder = stackFolder(stacks, environment);
  const { accountId, region, outputs: own } = readStack(folder);
  const { outputs } = readStack(join(stacks, `bootstrap-${environment}`));
  return {
    'account-id': accountId,
    region,
    ...Object.fromEntries(Object.entries(ROLES).map(([name, output]) => [name, text(outputs, output)])),
    'state-bucket': text(outputs, 'state_bucket'),
    dashboard: dashboardLink(region, text(own, 'dashboard')),
    stack: folder,
  };
}

/** `settings --env NAME [--role ROLE]`: `name=value` lines, appended to the job's outputs too; `role` is that role's ARN. */
export async function main(args: readonly string[], stacks = FOLDERS.stacks): Promise<number> {
  const { env, role } = readOptions(args, { env: { type: 'string' }, role: { type: 'string' } }, USAGE);
  const settings = settingsOf(stacks, required(env, '--env', 'an environment, such as dev'));
  if (role !== undefined && !Object.hasOwn(ROLES, role)) {
    throw new UserError(`--role ${role}: there is no such role; choose one of ${Object.keys(ROLES).join(', ')}.`);
  }
  setOutputs({ ...settings, ...(role === undefined ? {} : { role: settings[role] ?? '' }) });
  return 0;
}
