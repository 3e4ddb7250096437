import { join } from 'node:path';
import { addDays } from '../lambdas/period';
import { readOptions } from '../scripts/read-options';
import { synthesisFolder } from '../scripts/synthesize';
import { UserError } from '../scripts/user-error';
import { run } from './report/main';
import { type MakeOptions } from './report/options';

/**
 * `npm run -s pipeline -- verify --env NAME`: after an apply, a report of yesterday by what was deployed. It reads the
 * stacks that lie there: those that were applied, not what the checkout would make.
 */
export async function main(args: readonly string[]): Promise<number> {
  return run(smokeReport(args, process.env, new Date()), join(synthesisFolder(), 'stacks'));
}

/**
 * A report of yesterday (UTC), the newest day that is whole: it goes through every part of the pipeline, and reads one
 * day. One that is under way already proves as much, and is followed.
 * @throws UserError without --env
 */
export function smokeReport(args: readonly string[], variables: NodeJS.ProcessEnv, now: Date): MakeOptions {
  const { env: environment } = readOptions(args, { env: { type: 'string' } } as const, 'npm run pipeline -- verify');
  if (!environment) throw new UserError('--env is missing: name the environment that was deployed, such as --env dev.');
  const yesterday = addDays(now.toISOString().slice(0, 10), -1);
  const commit = variables['GITHUB_SHA']?.slice(0, 7);
  return {
    command: 'make',
    environment,
    period: { startDate: yesterday, endDate: yesterday },
    reason: commit ? `verify ${commit}` : 'verify',
    follow: true,
    format: 'text',
  };
}
