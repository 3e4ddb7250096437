import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { type FailedPlan, isFailed, type PlanSummary, readPlanOutcome, SUMMARY_FILE } from '../plan/plan-summary';
import { required } from '../required';
import { summaryDocument } from '../summary/document';
import { type Links, linksFrom } from '../summary/links';
import { connect, explained, type GitHub, retried } from './client';
import { isOwn, marked } from './own';
import { allPages, PER_PAGE } from './pages';

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
  try {
    return await retried(() => tellOnce(github, summary, links), pause);
  } catch (error) {
    throw explained(error, `The issue on drift of ${summary.environment}`, 'issues: write');
  }
}

async function tellOnce(github: GitHub, summary: PlanSummary | FailedPlan, links: Links): Promise<string> {
  const { request, repository } = github;
  const { environment } = summary;
  const [issue, ...others] = await openIssues(github, environment);
  for (const { number } of others) await close(github, number, 'not_planned', 'Another issue tells of this drift.');
  if (!isFailed(summary) && !summary.changed) {
    if (!issue) return `${environment}: no drift`;
    const run = links.run === undefined ? '' : ` ([run](${links.run}))`;
    await close(github, issue.number, 'completed', `The account is again what main says${run}.`);
    return `${environment}: no drift any more, closed ${issue.html_url}`;
  }
  const [title, word] = isFailed(summary)
    ? [`Drift: ${environment} can't be planned`, 'no plan could be made']
    : [`Drift: ${environment} is not what main says`, 'drift'];
  const told = { title, body: bodyOf(summary, links) };
  if (!issue) {
    const { data } = await request('POST /repos/{owner}/{repo}/issues', { ...repository, ...told, labels: [LABEL] });
    return `${environment}: ${word}, opened ${data.html_url}`;
  }
  if (issue.title !== told.title || issue.body !== told.body) {
    const of = { ...repository, issue_number: issue.number, ...told };
    await request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', of);
  }
  return `${environment}: still ${word}, told in ${issue.html_url}`;
}

/** Oldest first. The list holds pull requests, too. */
async function openIssues({ request, repository }: GitHub, environment: string) {
  const all = await allPages(async (page) => {
    const of = { ...repository, state: 'open', labels: LABEL, per_page: PER_PAGE, page } as const;
    return (await request('GET /repos/{owner}/{repo}/issues', of)).data;
  });
  return all
    .filter((issue) => !issue.pull_request && isOwn(issue, markerOf(environment)))
    .sort((a, b) => a.number - b.number);
}

/** The word comes first: an issue that was closed in silence is never looked at again. */
async function close(
  { request, repository }: GitHub,
  number: number,
  reason: 'completed' | 'not_planned',
  body: string,
): Promise<void> {
  const of = { ...repository, issue_number: number };
  await request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...of, body });
  const closed = { ...of, state: 'closed', state_reason: reason } as const;
  await request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', closed);
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

function bodyOf(told: PlanSummary | FailedPlan, links: Links): string {
  const document = isFailed(told) ? { summaries: [], missing: [], failed: [told] } : { summaries: [told], missing: [] };
  const words = [isFailed(told) ? FAILED : DRIFTED, summaryDocument(document, links, INTRODUCTION)];
  return marked(markerOf(told.environment), words.join('\n\n'));
}

/** Room for the words above. */
const INTRODUCTION = 500;
