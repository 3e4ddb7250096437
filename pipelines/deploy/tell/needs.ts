import * as z from 'zod';
import { UserError } from '../../../scripts/user-error';
import { required } from '../../shared/required';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
const job = z
  .object({
    result: z.enum(['success', 'failure', 'cancelled', 'skipped']),
    // Of a job that has none, a runner says {} or null.
    outputs: z
      .record(z.string(), z.string())
      .nullish()
      .transform((outputs) => outputs ?? {}),
  })
  // One that did not run told nothing, whatever a runner puts in its place.
  .transform(({ result, outputs }) => ({ result, outputs: result === 'skipped' ? {} : outputs }));
export interface EndedJob {
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped';
  readonly outputs: Readonly<Record<string, string>>;
}

/** The jobs of one environment's deployment, in their order. */
export const JOBS = [
  'protection',
  'plan',
  'attest',
  'data-loss',
  'apply',
  'plan-again',
  'data-loss-again',
  'apply-again',
  'verify',
] as const;
export type JobName = (typeof JOBS)[number];
export type Needs = Readonly<Record<JobName, EndedJob>>;

const schema = z.object(Object.fromEntries(JOBS.map((name) => [name, job])) as Record<JobName, typeof job>);

/** @throws UserError for what is not `toJSON(needs)` of a job that waits for all of them */
export function needsOption(value: string | undefined): Needs {
  const text = required(value, '--needs', '`toJSON(needs)`, through "env:"');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(`--needs is no JSON (${(error as Error).message}): give \`toJSON(needs)\`.`);
  }
  const { data, error } = schema.safeParse(json);
  if (data) return data;
  const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UserError(`--needs does not tell of all jobs of a deployment: ${faults.join('; ')}.`);
}
