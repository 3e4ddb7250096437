import { warning } from './commands';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { commitOption, short } from '../shared/commit';
import { required } from '../shared/required';
import { connect, explained, type GitHub, retried } from './client';
import { deploymentsTo, wasEver } from './deployments';
import { history } from './history';
import { appendSummary, setOutputs } from './outputs';

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
  const told = `${short(newer)}, which is newer than ${short(commit)}, is or was deployed to ${environment}`;
  if (event === 'push' && attempt === '1') {
    setOutputs({ newer }, env);
    throw new UserError(
      `${told}, and holds this commit too: nothing is deployed. To go back to ${short(commit)}, run all jobs of this ` +
        'run again by hand; better: revert what is wrong.',
    );
  }
  const words = `${told}. This run was started by hand, so it goes on, and undoes what came after ${short(commit)}.`;
  console.log(env['GITHUB_ACTIONS'] ? warning(words) : words);
  appendSummary(`> [!WARNING]\n> ${words}\n`, env);
  return 0;
}

/** The newest deployment's commit, of those that come after `commit` on main and were begun; undefined for none. */
export async function newerDeployment(
  github: GitHub,
  environment: string,
  commit: string,
): Promise<string | undefined> {
  const { request, repository } = github;
  try {
    const head = await retried(() =>
      request('GET /repos/{owner}/{repo}/commits/{ref}', { ...repository, ref: BRANCH }),
    );
    if (head.data.sha === commit) return undefined;
    const { comesAfter } = history(github);
    // Of a hundred, one that came after this commit is among them.
    for (const deployment of await deploymentsTo(github, environment)) {
      if ((await comesAfter(deployment.sha, commit)) && (await wasEver(github, deployment, BEGUN)))
        return deployment.sha;
    }
    return undefined;
  } catch (error) {
    throw explained(error, `Looking for newer deployments to ${environment}`, 'deployments: read, contents: read');
  }
}
