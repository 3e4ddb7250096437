import { existsSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { setOutputs } from '../github/outputs';
import { required } from '../shared/required';
import { main as summary } from './summary/main';

const known = {
  proved: { type: 'string' },
  planned: { type: 'string' },
  fork: { type: 'string' },
  event: { type: 'string' },
  documents: { type: 'string' },
  deploy: { type: 'string' },
  from: { type: 'string' },
  expect: { type: 'string' },
  policies: { type: 'string' },
  compared: { type: 'string' },
  comparison: { type: 'string' },
  bench: { type: 'string' },
  output: { type: 'string' },
} as const satisfies KnownOptions;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context */
const RESULTS = ['success', 'failure', 'cancelled', 'skipped'] as const;
type Result = (typeof RESULTS)[number];
/** Of a job that has not ended: what is told is no verdict, and is told again. */
const RUNNING = 'running';

/** How a pull request's jobs ended, and why there may be no plan. */
export interface Ended {
  readonly proved: Result | typeof RUNNING;
  readonly planned: Result;
  /** Whether the report was made with and without the change. */
  readonly compared: Result | typeof RUNNING;
  /** Whether it comes from a fork, whose jobs get no identity token and a token that can't write. */
  readonly fork: boolean;
  /** Whether the pipelines are switched on. */
  readonly deploy: boolean;
  /** Whether a merge queue asks, whose branch no role trusts. */
  readonly queue: boolean;
  /** Whether documents alone changed, which nobody plans and no report shows. */
  readonly documents: boolean;
}

/**
 * `conclude --proved RESULT --planned RESULT --fork BOOLEAN --deploy BOOLEAN --event NAME --documents BOOLEAN --from FOLDER
 * --expect "dev prod" --policies FILE --compared RESULT --comparison FILE --bench FILE --output FILE`: what a pull request's jobs
 * found, as Markdown, with what was not done and why. A file of policies, a comparison or figures that moved, which is not
 * there was not written, and is not told. A proof, or a comparison, that is `running` makes it what is known so far. Outputs `passed`.
 */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- conclude');
  const ended: Ended = {
    proved: resultSoFar('--proved', options.proved),
    planned: result('--planned', options.planned),
    compared: resultSoFar('--compared', options.compared),
    fork: boolean('--fork', options.fork),
    deploy: boolean('--deploy', options.deploy),
    queue: fromQueue(options.event),
    documents: boolean('--documents', options.documents),
  };
  const { from, expect, policies, comparison, bench, output } = options;
  await summary([
    `--from=${required(from, '--from', 'the folder of the plans')}`,
    `--output=${required(output, '--output', 'the file to write')}`,
    `--note=${note(ended)}`,
    ...state(ended).map((words) => `--state=${words}`),
    ...(ended.planned === 'skipped' ? [] : [`--expect=${required(expect, '--expect', 'the environments')}`]),
    ...(policies && existsSync(policies) ? [`--policies=${policies}`] : []),
    ...(comparison && existsSync(comparison) ? [`--comparison=${comparison}`] : []),
    ...(bench && existsSync(bench) ? [`--bench=${bench}`] : []),
  ]);
  setOutputs({ passed: String(passes(ended)) });
  return 0;
}

/** A plan may be left out where there is nobody to make it, and nowhere else. */
export const passes = ({ proved, planned, compared, fork, deploy, queue, documents }: Ended): boolean =>
  proved === 'success' &&
  (compared === 'success' || (compared === 'skipped' && (queue || documents))) &&
  (planned === 'success' || (planned === 'skipped' && (fork || queue || documents || !deploy)));

const isRunning = ({ proved, compared }: Ended): boolean => proved === RUNNING || compared === RUNNING;

/** What the title says first: a reader of nothing else must not take what is known so far for a verdict. */
function state(ended: Ended): string[] {
  if (isRunning(ended)) return ['No verdict yet ⏳'];
  return ended.documents && passes(ended) ? ['Documents alone'] : [];
}

/** In a paragraph: what was proven, what was planned, and what could not be done. */
export function note(ended: Ended): string {
  const { planned, compared, fork } = ended;
  return [
    ...(isRunning(ended) ? [SO_FAR] : [proofInWords(ended)]),
    ...(planned === 'failure' ? ['**Not every plan could be made, or keeps to the policies ❌**'] : []),
    ...(compared === 'failure' ? ['**The month’s report could not be made ❌**'] : []),
    ...(planned === 'skipped' ? [whyNoPlan(ended)] : []),
    ...(fork ? ["A fork's token can only read, so there is no comment: this summary is all of it."] : []),
  ].join(' ');
}

const SO_FAR =
  '**The proof is still running ⏳** This is what would change, and no verdict: tests, policies and the month’s report are not ' +
  'known yet. This comment is written anew when they end; until then the check *Result* stays open.';

function proofInWords({ proved, documents }: Ended): string {
  if (proved !== 'success') return '**The proof does not pass ❌** The log of the job *Prove* says why.';
  return documents
    ? 'Documents alone changed: their format and the tests that read them pass.'
    : 'Types, lint, tests, workflows and policies pass.';
}

function whyNoPlan({ fork, deploy, queue, documents }: Ended): string {
  if (documents) return 'Nothing was planned, and the merge deploys nothing.';
  if (fork) return "Nothing was planned: a fork's pull request gets no role in AWS.";
  if (queue) {
    return (
      "Nothing was planned: no role in AWS trusts a merge queue's branch. The pull request's comment has its plan, and " +
      'main is planned anew after the merge.'
    );
  }
  if (!deploy) return 'Nothing was planned: the pipelines are not switched on (`docs/deploy.md`).';
  return '**Nothing was planned ❌** The log of the job *Synthesize*, or *Build the program*, says why.';
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

const resultSoFar = (option: string, value: string | undefined): Result | typeof RUNNING =>
  value === RUNNING ? RUNNING : result(option, value);

function boolean(option: string, value: string | undefined): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  throw new UserError(`${option} is ${JSON.stringify(value ?? '')}: give true or false.`);
}
