import { join } from 'node:path';
import { addDays } from '../../lambdas/shared/period';
import { VERIFICATION_PREFIX } from '../../lambdas/report/report-location';
import { readOptions } from '../../scripts/text/read-options';
import { synthesisFolder } from '../../scripts/programs/synthesize';
import { short } from '../shared/commit';
import { UserError } from '../../scripts/user-error';
import { run } from '../report/main';
import { type MakeOptions } from '../report/options';

/**
 * `npm run -s pipeline -- verify --env NAME`: after an apply, a report of yesterday by what was deployed. It reads the
 * stacks that lie there: those that were applied, not what the checkout would make.
 */
export async function main(args: readonly string[]): Promise<number> {
  return run(smokeReport(args, process.env, new Date()), join(synthesisFolder(), 'stacks'));
}

/**
 * A report of yesterday (UTC), the newest day that is whole: it goes through every part of the pipeline, and reads one
 * day. It is always one of its own, started now: one that is under way began before the apply, by what was there then. Its
 * name says that nobody waits for it (`lambdas/report/report-location.ts`): it is published to a topic without subscribers.
 * @throws UserError without --env
 */
export function smokeReport(args: readonly string[], variables: NodeJS.ProcessEnv, now: Date): MakeOptions {
  const { env: environment } = readOptions(args, { env: { type: 'string' } } as const, 'npm run pipeline -- verify');
  if (!environment) throw new UserError('--env is missing: name the environment that was deployed, such as --env dev.');
  const yesterday = addDays(now.toISOString().slice(0, 10), -1);
  const { GITHUB_SHA: commit, GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt } = variables;
  // Of each attempt of a run one, whatever was started before; at a desk, of each second one.
  const which = run ? `${run}-${attempt || '1'}` : now.toISOString().slice(0, 19).replaceAll(/[^\d]/g, '');
  return {
    command: 'make',
    environment,
    period: { startDate: yesterday, endDate: yesterday },
    reason: commit ? `verify ${short(commit)}` : 'verify',
    name: [`${VERIFICATION_PREFIX}${environment}`, yesterday, ...(commit ? [short(commit)] : []), which].join('-'),
    follow: true,
    verification: true,
    format: 'text',
  };
}
