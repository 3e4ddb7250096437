import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import {
  type FailedPlan,
  isFailed,
  type PlanSummary,
  readPlanOutcome,
  SUMMARY_FILE,
} from '../deploy/plan/plan-summary';
import { required } from '../shared/required';
import { summaryDocument } from '../pull-request/summary/document';
import { type Links, linksFrom } from '../pull-request/summary/links';
import { connect, type GitHub } from './client';
import { type IssueText, keepIssue } from './issue';

const LABEL = 'drift';

/** Finds an environment's one issue again. */
export const markerOf = (environment: string): string =>
  `<!-- analytics-reporting-infrastructure: drift of ${environment} -->`;

const known = { env: { type: 'string' }, from: { type: 'string' } } as const satisfies KnownOptions;

/**
 * `drift --env NAME --from FOLDER`: FOLDER holds the `summary.json` of a plan of what main says. Opens the environment's
 * issue when there is anything to do, or the plan could not be made; writes it anew while that is so, closes it once
 * there is nothing to do.
 */
export async function main(args: readonly string[], github?: GitHub): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- drift');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const from = required(options.from, '--from', 'the folder of its plan');
  const file = join(from, SUMMARY_FILE);
  // A job that failed before its plan leaves none.
  const summary = existsSync(file) ? readPlanOutcome(file) : notBegun(environment);
  if (summary.environment !== environment) {
    throw new UserError(`--from ${from} holds a plan of ${summary.environment}: --env says ${environment}.`);
  }
  console.log(await tellDrift(github ?? connect(), summary, linksFrom(process.env)));
  return 0;
}

/** One open issue afterwards where there is drift, and none where there isn't. @returns what was done, in words */
export async function tellDrift(
  github: GitHub,
  summary: PlanSummary | FailedPlan,
  links: Links,
  pause?: number,
): Promise<string> {
  const { environment } = summary;
  const issue = { marker: markerOf(environment), label: LABEL, name: `The issue on drift of ${environment}` };
  const run = links.run === undefined ? '' : ` ([run](${links.run}))`;
  const closing = {
    gone: `The account is again what main says${run}.`,
    another: 'Another issue tells of this drift.',
  };
  const clean = !isFailed(summary) && !summary.changed;
  const { done, url = '' } = await keepIssue(github, issue, clean ? undefined : textOf(summary, links), closing, pause);
  const word = isFailed(summary) ? 'no plan could be made' : 'drift';
  return {
    nothing: `${environment}: no drift`,
    closed: `${environment}: no drift any more, closed ${url}`,
    opened: `${environment}: ${word}, opened ${url}`,
    kept: `${environment}: still ${word}, told in ${url}`,
  }[done];
}

const notBegun = (environment: string): FailedPlan => ({
  version: 1,
  environment,
  failed: 'No plan was begun: the log of its job, in the run below, says why.',
});

const DRIFTED =
  'A plan of what main says would change what is there: somebody changed it by hand, or what was merged last is not ' +
  'applied yet. Applying main again (run the deployment once more) does what is listed here; whatever is meant ' +
  'to stay belongs into the code. This issue closes by itself once the plan is empty.';

const FAILED =
  'What main says could not be planned, so nobody knows whether it is what is there. This issue closes by itself once a ' +
  'plan is made and is empty.';

function textOf(told: PlanSummary | FailedPlan, links: Links): IssueText {
  const { environment } = told;
  const document = isFailed(told) ? { summaries: [], missing: [], failed: [told] } : { summaries: [told], missing: [] };
  const words = [isFailed(told) ? FAILED : DRIFTED, summaryDocument(document, links, INTRODUCTION)];
  return {
    title: `Drift: ${environment} ${isFailed(told) ? "can't be planned" : 'is not what main says'}`,
    body: words.join('\n\n'),
  };
}

/** Room for the words above. */
const INTRODUCTION = 500;
