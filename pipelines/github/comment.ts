import { readFileSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { commitOption, short } from '../shared/commit';
import { numberOption } from '../shared/number-option';
import { required } from '../shared/required';
import { connect, explained, type GitHub, retried } from './client';
import { warning } from './commands';
import { madeOn, withNoticeOf } from './outdated';
import { isOwn, marked } from './own';
import { allPages, PER_PAGE } from './pages';

/** Finds the one comment again. */
export const MARKER = '<!-- analytics-reporting-infrastructure: plan -->';

const known = {
  'pull-request': { type: 'string' },
  body: { type: 'string' },
  commit: { type: 'string' },
} as const satisfies KnownOptions;

/**
 * `comment --pull-request N --body FILE --commit SHA`: writes the pull request's one comment, or writes it anew in place.
 * SHA is the merge that GitHub made of it; which main that is on stands in the comment, so that it can be called outdated.
 * Where GitHub won't have it, that is a warning: the same text stands in the step summary, and the verdict is not the
 * comment's.
 */
export async function main(args: readonly string[], github?: GitHub): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- comment');
  const number = numberOption('--pull-request', options['pull-request'], "the pull request's number");
  const file = required(options.body, '--body', 'the file that holds the comment');
  const commit = commitOption(options.commit);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`--body ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  // A body that GitHub would refuse is refused before anything is asked.
  marked(MARKER, madeOn('0'.repeat(40), text));
  const connection = github ?? connect();
  try {
    const body = marked(MARKER, madeOn(await mainOf(connection, commit), text));
    console.log(await upsertComment(connection, number, body));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.log(warning(error.message));
  }
  return 0;
}

/** The pull request has one comment of ours afterwards, with this body, and what was said of the same plan since. */
export const upsertComment = (github: GitHub, number: number, body: string, pause?: number): Promise<string> =>
  keepComment(github, number, MARKER, (there) => withNoticeOf(there, body), pause);

/**
 * The pull request has one comment of ours with this marker afterwards. Whatever failed half-way is taken up again: a
 * comment that GitHub made without saying so is found, not made twice.
 * @param write the body, from the one that is there
 * @returns its address
 */
export async function keepComment(
  github: GitHub,
  number: number,
  marker: string,
  write: (there: string | undefined) => string,
  pause?: number,
): Promise<string> {
  const { request, repository } = github;
  try {
    return await retried(async () => {
      const [first, ...others] = await ownComments(github, number, marker);
      for (const { id } of others) {
        await request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...repository, comment_id: id });
      }
      const body = write(first?.body);
      if (first?.body === body) return first.html_url;
      const { data } = first
        ? await request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...repository,
            comment_id: first.id,
            body,
          })
        : await request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...repository,
            issue_number: number,
            body,
          });
      return data.html_url;
    }, pause);
  } catch (error) {
    throw explained(error, `Commenting on pull request ${number}`, 'pull-requests: write');
  }
}

/** Those that we wrote, the oldest first. */
export async function ownComments({ request, repository }: GitHub, number: number, marker: string) {
  const all = await allPages(async (page) => {
    const of = { ...repository, issue_number: number, per_page: PER_PAGE, page };
    return (await request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', of)).data;
  });
  return all.filter((comment) => isOwn(comment, marker));
}

/**
 * The main that a pull request was planned with: what GitHub merged it into is the first parent.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request
 */
async function mainOf({ request, repository }: GitHub, commit: string): Promise<string | undefined> {
  try {
    const { data } = await retried(() =>
      request('GET /repos/{owner}/{repo}/commits/{ref}', { ...repository, ref: commit }),
    );
    return data.parents[0]?.sha;
  } catch (error) {
    // The comment is worth more than to know when it is outdated.
    console.log(warning(`Which main ${short(commit)} was merged into is not known: ${(error as Error).message}`));
    return undefined;
  }
}
