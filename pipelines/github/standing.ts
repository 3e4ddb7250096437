import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { commitOption, short } from '../shared/commit';
import { onlyDocuments } from '../pull-request/documents/only-documents';
import { required } from '../shared/required';
import { connect, explained, type GitHub } from './client';
import { deploymentsTo, wasEver } from './deployments';
import { appendSummary } from './outputs';

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
  const text = lines.map((line) => `- ${line}\n`).join('');
  process.stdout.write(text);
  appendSummary(`\n${text}`, env);
  return 0;
}

function inWords(environment: string, last: string | undefined, commit: string, only: typeof onlyDocuments): string {
  if (last === undefined) return `${environment}: nothing was applied yet.`;
  if (only(last, commit) === true)
    return `${environment} is as this commit says, but for documents: ${short(last)} was applied last.`;
  return (
    `⚠️ ${environment}: ${short(last)} was applied last, and **more than documents changed since**. Where the run of such a change ` +
    'failed, or waits for its reviewers, it is not deployed, and this commit does not deploy it: _Deploy_ → _Run workflow_ does.'
  );
}

/** The commit that was applied last, and went well; undefined for none. */
export async function lastDeployed(github: GitHub, environment: string): Promise<string | undefined> {
  try {
    for (const deployment of await deploymentsTo(github, environment)) {
      if (await wasEver(github, deployment, WELL)) return deployment.sha;
    }
    return undefined;
  } catch (error) {
    throw explained(error, `Looking for what is deployed to ${environment}`, 'deployments: read');
  }
}
