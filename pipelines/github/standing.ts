import { appendFileSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { commitOption } from '../shared/commit';
import { onlyDocuments } from '../pull-request/documents/only-documents';
import { required } from '../shared/required';
import { connect, explained, type GitHub, retried } from './client';
import { PER_PAGE } from './pages';

const known = { environments: { type: 'string' }, commit: { type: 'string' } } as const satisfies KnownOptions;

/** What a deployment is that went well; GitHub makes it inactive once another has. */
const WELL = ['success', 'inactive'];

/**
 * `standing --environments "dev prod" --commit SHA`: where documents alone changed nothing is deployed; this tells what is,
 * and whether more than documents waits since then.
 * @param only whether nothing but documents differs between two commits
 */
export async function main(
  args: readonly string[],
  github?: GitHub,
  only: typeof onlyDocuments = onlyDocuments,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- standing');
  const environments = required(
    options.environments,
    '--environments',
    'names of GitHub environments, such as "dev prod"',
  )
    .split(' ')
    .filter((name) => name !== '');
  const bad = environments.find((name) => !/^[a-z][a-z0-9-]{0,63}$/.test(name));
  if (bad !== undefined) throw new UserError(`--environments ${bad}: not the name of an environment.`);
  const commit = commitOption(options.commit);
  const connection = github ?? connect();
  const lines: string[] = [];
  for (const environment of environments) {
    lines.push(inWords(environment, await lastDeployed(connection, environment), commit, only));
  }
  const text = `${lines.map((line) => `- ${line}\n`).join('')}`;
  process.stdout.write(text);
  if (env['GITHUB_STEP_SUMMARY']) appendFileSync(env['GITHUB_STEP_SUMMARY'], `\n${text}`);
  return 0;
}

function inWords(environment: string, last: string | undefined, commit: string, only: typeof onlyDocuments): string {
  if (last === undefined) return `${environment}: nothing was applied yet.`;
  const short = last.slice(0, 7);
  if (only(last, commit) === true)
    return `${environment} is as this commit says, but for documents: ${short} was applied last.`;
  return (
    `⚠️ ${environment}: ${short} was applied last, and **more than documents changed since**. Where the run of such a change ` +
    'failed, or waits for its reviewers, it is not deployed, and this commit does not deploy it: _Deploy_ → _Run workflow_ does.'
  );
}

/** The commit that was applied last, and went well; undefined for none. */
export async function lastDeployed({ request, repository }: GitHub, environment: string): Promise<string | undefined> {
  try {
    // Newest first.
    const { data } = await retried(() =>
      request('GET /repos/{owner}/{repo}/deployments', { ...repository, environment, per_page: PER_PAGE }),
    );
    for (const { id, sha } of data) {
      const of = { ...repository, deployment_id: Number(id), per_page: PER_PAGE };
      const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
      const statuses = await retried(() => request(route, of));
      if (statuses.data.some(({ state }) => WELL.includes(state))) return sha;
    }
    return undefined;
  } catch (error) {
    throw explained(error, `Looking for what is deployed to ${environment}`, 'deployments: read');
  }
}
