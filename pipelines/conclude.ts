import { existsSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../scripts/text/read-options';
import { UserError } from '../scripts/user-error';
import { setOutputs } from './github/outputs';
import { required } from './required';
import { main as summary } from './summary/main';

const known = {
  proved: { type: 'string' },
  planned: { type: 'string' },
  fork: { type: 'string' },
  event: { type: 'string' },
  deploy: { type: 'string' },
  from: { type: 'string' },
  expect: { type: 'string' },
  policies: { type: 'string' },
  compared: { type: 'string' },
  comparison: { type: 'string' },
  output: { type: 'string' },
} as const satisfies KnownOptions;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
const RESULTS = ['success', 'failure', 'cancelled', 'skipped'] as const;
type Result = (typeof RESULTS)[number];

/** How a pull request's jobs ended, and why there may be no plan. */
export interface Ended {
  readonly proved: Result;
  readonly planned: Result;
  /** Whether the report was made with and without the change. */
  readonly compared: Result;
  /** Whether it comes from a fork, whose jobs get no identity token and a token that can't write. */
  readonly fork: boolean;
  /** Whether the pipelines are switched on. */
  readonly deploy: boolean;
  /** Whether a merge queue asks, whose branch no role trusts. */
  readonly queue: boolean;
}

/**
 * `conclude --proved RESULT --planned RESULT --fork BOOLEAN --deploy BOOLEAN --event NAME --from FOLDER
 * --expect "dev prod" --policies FILE --compared RESULT --comparison FILE --output FILE`: what a pull request's jobs found, as Markdown, with what was not done and why. A file of
 * policies, or a comparison, that is not there was not written, and is not told. Outputs `passed`.
 */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- conclude');
  const ended: Ended = {
    proved: result('--proved', options.proved),
    planned: result('--planned', options.planned),
    compared: result('--compared', options.compared),
    fork: boolean('--fork', options.fork),
    deploy: boolean('--deploy', options.deploy),
    queue: fromQueue(options.event),
  };
  const { from, expect, policies, comparison, output } = options;
  await summary([
    `--from=${required(from, '--from', 'the folder of the plans')}`,
    `--output=${required(output, '--output', 'the file to write')}`,
    `--note=${note(ended)}`,
    ...(ended.planned === 'skipped' ? [] : [`--expect=${required(expect, '--expect', 'the environments')}`]),
    ...(policies && existsSync(policies) ? [`--policies=${policies}`] : []),
    ...(comparison && existsSync(comparison) ? [`--comparison=${comparison}`] : []),
  ]);
  setOutputs({ passed: String(passes(ended)) });
  return 0;
}

/** A plan may be left out where there is nobody to make it, and nowhere else. */
export const passes = ({ proved, planned, compared, fork, deploy, queue }: Ended): boolean =>
  proved === 'success' &&
  (compared === 'success' || (compared === 'skipped' && queue)) &&
  (planned === 'success' || (planned === 'skipped' && (fork || queue || !deploy)));

/** In a paragraph: what was proven, what was planned, and what could not be done. */
export function note({ proved, planned, compared, fork, deploy, queue }: Ended): string {
  return [
    proved === 'success'
      ? 'Types, lint, tests, workflows and policies pass.'
      : '**The proof does not pass ❌** The log of the job *Prove* says why.',
    ...(planned === 'failure' ? ['**Not every plan could be made, or keeps to the policies ❌**'] : []),
    ...(compared === 'failure' ? ['**The month’s report could not be made ❌**'] : []),
    ...(planned === 'skipped' ? [whyNoPlan({ proved, fork, deploy, queue })] : []),
    ...(fork ? ["A fork's token can only read, so there is no comment: this summary is all of it."] : []),
  ].join(' ');
}

function whyNoPlan({ proved, fork, deploy, queue }: Omit<Ended, 'planned' | 'compared'>): string {
  if (fork) return "Nothing was planned: a fork's pull request gets no role in AWS.";
  if (queue) {
    return (
      "Nothing was planned: no role in AWS trusts a merge queue's branch. The pull request's comment has its plan, and " +
      'main is planned anew after the merge.'
    );
  }
  if (!deploy) return 'Nothing was planned: the pipelines are not switched on (`docs/deploy.md`).';
  return proved === 'success' ? '**Nothing was planned ❌**' : 'Nothing is planned before it passes.';
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#merge_group */
function fromQueue(event: string | undefined): boolean {
  if (event === 'pull_request' || event === 'merge_group') return event === 'merge_group';
  throw new UserError(`--event is ${JSON.stringify(event ?? '')}: give pull_request or merge_group.`);
}

function result(option: string, value: string | undefined): Result {
  const found = RESULTS.find((one) => one === value);
  if (found) return found;
  throw new UserError(`${option} is ${JSON.stringify(value ?? '')}: give one of ${RESULTS.join(', ')}.`);
}

function boolean(option: string, value: string | undefined): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(`${option} is ${JSON.stringify(value ?? '')}: give true or false.`);
}
