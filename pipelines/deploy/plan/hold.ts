import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main as policies } from '../../../policies/main';
import { accessIn } from '../../../policies/reports/markdown';
import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { type Folders, FOLDERS } from '../../shared/folders';
import { setOutputs } from '../../github/outputs';
import { required } from '../../shared/required';
import { ACCESS_FILE, PLAN_JSON } from './files';

const known = { env: { type: 'string' }, from: { type: 'string' } } as const satisfies KnownOptions;

/**
 * `hold-plan --env NAME --from FOLDER`: holds the plan in FOLDER against the policies, as `npm run policies` does with what
 * is synthesized: what only Terraform works out, no synthesized file shows. Before that it writes, for whoever approves the
 * plan, how access differs from what stands there now, in words. Outputs `access`, whether it does.
 * @param held the files of the lock and of the needs, when they are not the repository's own
 * @returns 1 when a rule is broken, or access is wider than the lock
 */
export async function main(
  args: readonly string[],
  { stacks }: Folders = FOLDERS,
  held: readonly [lock?: string, needs?: string] = [],
): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- hold-plan');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const from = required(options.from, '--from', 'the folder that "plan" wrote');
  const plan = ['--env', environment, '--plan', join(from, PLAN_JSON)];
  const file = join(from, ACCESS_FILE);
  await policies([...plan, '--since-state', '--format', 'markdown', '--output', file], stacks, ...held);
  setOutputs({ access: String(accessIn(readFileSync(file, 'utf8')) !== 'same') });
  return policies(plan, stacks, ...held);
}
