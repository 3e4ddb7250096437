import { setTimeout as wait } from 'node:timers/promises';
import { Octokit } from '@octokit/core';
import { UserError } from '../../scripts/user-error';
import { type Failure, rateLimitPause } from './patience';

/** GitHub's REST API, for one repository. */
export interface GitHub {
  readonly request: Octokit['request'];
  /** `{ owner, repo }`, for the routes */
  readonly repository: { readonly owner: string; readonly repo: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

/** How often something is tried, and how long is waited after the first time, in milliseconds. */
const TRIES = 4;
const PAUSE = 1_000;
/** What is waited for rate limits in all, in milliseconds: a job that tells something has five minutes. */
const PATIENCE = 150_000;

/**
 * Connects as the workflow's token.
 * @throws UserError when the environment lacks `GITHUB_TOKEN` or `GITHUB_REPOSITORY`
 */
export function connect(env: Environment = process.env): GitHub {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: name = '', GITHUB_API_URL: baseUrl } = env;
  if (!token) throw new UserError('GITHUB_TOKEN is missing: pass `github.token` to the step, through "env:".');
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (owner === undefined || repo === undefined) {
    throw new UserError(`GITHUB_REPOSITORY is ${JSON.stringify(name)}: it must be OWNER/REPOSITORY.`);
  }
  const octokit = new Octokit({ auth: token, ...(baseUrl ? { baseUrl } : {}) });
  return { request: octokit.request, repository: { owner, repo } };
}

/**
 * Runs what can be run again until it succeeds, as long as it is GitHub that fails or asks for patience. Whatever makes
 * something anew must look first whether it is there: GitHub can have made it, and then failed to say so.
 * @param sleep waits that many milliseconds
 */
export async function retried<Result>(
  run: () => Promise<Result>,
  pause = PAUSE,
  sleep: (milliseconds: number) => Promise<unknown> = (milliseconds) => wait(milliseconds),
): Promise<Result> {
  let patience = PATIENCE;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const asked = rateLimitPause(error);
      const next = asked ?? (Number((error as Failure).status) >= 500 ? pause * 2 ** (attempt - 1) : undefined);
      if (attempt === TRIES || next === undefined || (asked ?? 0) > patience) throw error;
      patience -= asked ?? 0;
      if (asked !== undefined && asked > 2_000) {
        console.error(`GitHub's rate limit is reached: waiting ${Math.ceil(asked / 1_000)} s.`);
      }
      await sleep(next);
    }
  }
}

/** What GitHub's answer means to who wrote the workflow; any other error stays as it is. `needs`: a permission of the job. */
export function explained(error: unknown, doing: string, needs: string): unknown {
  const { status } = error as Failure;
  const remedy = remedyFor(error, needs);
  if (remedy === undefined) return error;
  const told = new UserError(
    `${doing}: GitHub answers ${status} (${(error as Error).message.split(' - ')[0]}): ${remedy}.`,
  );
  told.cause = error;
  return told;
}

function remedyFor(error: unknown, needs: string): string | undefined {
  const { status = 0 } = error as Failure;
  const pause = rateLimitPause(error);
  if (pause !== undefined) {
    const until = new Date(Date.now() + pause).toISOString().slice(0, 16).replace('T', ' ');
    return `a rate limit is reached; run this job again after ${until} UTC`;
  }
  // Of a request that had no answer, Octokit says status 500.
  if (status >= 500) return 'it fails, or is out of reach; run this job again';
  return {
    401: 'GITHUB_TOKEN is not, or no longer, valid',
    403: `the job needs "permissions: ${needs}"; in a pull request from a fork the token can't have it`,
    404: `there is no such thing, or the job lacks "permissions: ${needs}"`,
  }[status];
}
