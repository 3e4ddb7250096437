import { type KnownOptions, readOptions } from '../../../scripts/text/read-options';
import { UserError } from '../../../scripts/user-error';
import { commitOption, short } from '../../shared/commit';
import { connect, type GitHub } from '../../github/client';
import { warning } from '../../github/commands';
import { makeLabels } from '../../github/plan-labels';
import { required } from '../../shared/required';
import { linksFrom } from '../../pull-request/summary/links';
import { changedAnything, endingOf, type Rejection } from './ending';
import { type Deployed } from './facts';
import { tellFailure } from './failure';
import { needsOption } from './needs';
import { tellOutdated } from './outdated';
import { pullRequestsOf, tellPullRequest } from './pull-request';
import { rejectionsOf } from './rejections';
import { WORDS } from './words';

const known = {
  env: { type: 'string' },
  commit: { type: 'string' },
  needs: { type: 'string' },
} as const satisfies KnownOptions;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * `tell --env NAME --commit SHA --needs JSON`: tells how a deployment to one environment ended. Opens the environment's
 * issue when it failed, closes it when it went well; writes what became of it into a comment on the merged pull request;
 * tells open pull requests whose plan it made old; makes the labels that plans get. What GitHub won't take is a warning:
 * no deployment waits for its being told.
 */
export async function main(
  args: readonly string[],
  github?: GitHub,
  env: Variables = process.env,
  pauses: { readonly retry?: number; readonly write?: number } = {},
): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- tell');
  const environment = required(options.env, '--env', 'an environment, such as dev');
  const commit = commitOption(options.commit);
  const needs = needsOption(options.needs);
  const connection = github ?? connect(env);
  const rejections = anyFailed(needs)
    ? ((await attempt(() => rejectionsOf(connection, Number(env['GITHUB_RUN_ID']), pauses.retry))) ?? [])
    : [];
  const ending = endingOf(needs, environment, rejections);
  const deployed = deployedOf({ environment, commit, ending, needs, rejections }, env);
  console.log(`${environment}: ${WORDS[ending].says}`);

  const issue = await attempt(() => tellFailure(connection, deployed, pauses.retry));
  if (issue?.url !== undefined) console.log(`Issue ${issue.done}: ${issue.url}`);
  const failed = issue?.done === 'closed' ? undefined : issue?.url;

  const pulls = (await attempt(() => pullRequestsOf(connection, commit, pauses.retry))) ?? [];
  if (pulls.length === 0) console.log(`No pull request to tell: none that was merged as ${short(commit)} is known.`);
  for (const number of pulls) {
    const told = await attempt(() => tellPullRequest(connection, number, deployed, failed, pauses.retry));
    if (told !== undefined) console.log(`Told in ${told}`);
  }
  if (changedAnything(ending, needs)) {
    const [number] = pulls;
    const what = number === undefined ? `\`${short(commit)}\`` : `#${number}`;
    const told = await attempt(() => tellOutdated(connection, commit, what, pauses.write, pauses.retry));
    if (told && told.length > 0)
      console.log(`Told that their plan is outdated: ${told.map((one) => `#${one}`).join(', ')}`);
  }
  const made = await attempt(() => makeLabels(connection, pauses.retry));
  if (made && made.length > 0) console.log(`Labels made: ${made.join(', ')}`);
  return 0;
}

const anyFailed = (needs: Deployed['needs']): boolean =>
  Object.values(needs).some(({ result }) => result === 'failure');

function deployedOf(
  told: Omit<Deployed, 'links' | 'home'> & { readonly rejections: readonly Rejection[] },
  env: Variables,
) {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  return { ...told, links: linksFrom(env), ...(server && repository ? { home: `${server}/${repository}` } : {}) };
}

/** One thing that can't be told keeps no other from being told. */
async function attempt<Result>(run: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await run();
  } catch (error) {
    const refused = error instanceof UserError || typeof (error as { status?: unknown }).status === 'number';
    if (!refused) throw error;
    console.log(warning((error as Error).message));
    return undefined;
  }
}
