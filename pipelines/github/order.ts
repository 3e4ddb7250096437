import { appendFileSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { commitOption } from '../shared/commit';
import { required } from '../shared/required';
import { connect, explained, type GitHub, retried } from './client';
import { setOutputs } from './outputs';
import { PER_PAGE } from './pages';

const known = {
  environment: { type: 'string' },
  commit: { type: 'string' },
  event: { type: 'string' },
  attempt: { type: 'string' },
} as const satisfies KnownOptions;

const BRANCH = 'main';

/**
 * What a deployment was when it was begun: https://docs.github.com/en/rest/deployments/statuses . One that waits for its
 * reviewers, or in a queue, has changed nothing.
 */
const BEGUN = ['in_progress', 'success', 'failure', 'error', 'inactive'];

/**
 * `order --environment NAME --commit SHA --event NAME --attempt N`: fails when a newer commit of main is, or was, deployed
 * there, and this run began by itself. Proofs end in any order, and the older commit must not undo the newer one. A run
 * that a person starts again may: that is told. Outputs `newer`, that commit, where it refuses.
 */
export async function main(
  args: readonly string[],
  github?: GitHub,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- order');
  const environment = required(options.environment, '--environment', 'the name of a GitHub environment, such as prod');
  const commit = commitOption(options.commit);
  const event = required(options.event, '--event', 'what started the run, such as push');
  const attempt = required(options.attempt, '--attempt', 'how often the run was started, such as 1');
  if (!/^[1-9]\d*$/.test(attempt)) throw new UserError(`--attempt ${attempt}: give a whole number from 1.`);
  const newer = await newerDeployment(github ?? connect(), environment, commit);
  if (newer === undefined) {
    console.log(`${environment}: no newer commit of ${BRANCH} was deployed.`);
    return 0;
  }
  const told = `${newer.slice(0, 7)}, which is newer than ${commit.slice(0, 7)}, is or was deployed to ${environment}`;
  if (event === 'push' && attempt === '1') {
    setOutputs({ newer }, env);
    throw new UserError(
      `${told}, and holds this commit too: nothing is deployed. To go back to ${commit.slice(0, 7)}, run all jobs of this ` +
        'run again by hand; better: revert what is wrong.',
    );
  }
  const words = `${told}. This run was started by hand, so it goes on, and undoes what came after ${commit.slice(0, 7)}.`;
  console.log(env['GITHUB_ACTIONS'] ? `::warning::${words}` : words);
  const summary = env['GITHUB_STEP_SUMMARY'];
  if (summary) appendFileSync(summary, `> [!WARNING]\n> ${words}\n`);
  return 0;
}

/** The newest deployment's commit, of those that come after `commit` on main and were begun; undefined for none. */
export async function newerDeployment(
  { request, repository }: GitHub,
  environment: string,
  commit: string,
): Promise<string | undefined> {
  try {
    const head = await retried(() =>
      request('GET /repos/{owner}/{repo}/commits/{ref}', { ...repository, ref: BRANCH }),
    );
    if (head.data.sha === commit) return undefined;
    // Newest first. Of a hundred, one that came after this commit is among them.
    const { data } = await retried(() =>
      request('GET /repos/{owner}/{repo}/deployments', { ...repository, environment, per_page: PER_PAGE }),
    );
    const ahead = new Map<string, boolean>([[commit, false]]);
    for (const { id, sha } of data) {
      if (!ahead.has(sha)) ahead.set(sha, await isAhead(sha));
      if (ahead.get(sha) && (await wasBegun(id))) return sha;
    }
    return undefined;
  } catch (error) {
    throw explained(error, `Looking for newer deployments to ${environment}`, 'deployments: read, contents: read');
  }

  /** https://docs.github.com/en/rest/commits/commits#compare-two-commits */
  async function isAhead(sha: string): Promise<boolean> {
    const of = { ...repository, basehead: `${commit}...${sha}`, per_page: 1 };
    const { data } = await retried(() => request('GET /repos/{owner}/{repo}/compare/{basehead}', of));
    return data.status === 'ahead';
  }

  async function wasBegun(id: number | bigint): Promise<boolean> {
    const of = { ...repository, deployment_id: Number(id), per_page: PER_PAGE };
    const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const { data } = await retried(() => request(route, of));
    return data.some(({ state }) => BEGUN.includes(state));
  }
}
