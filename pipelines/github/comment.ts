import { readFileSync } from 'node:fs';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { required } from '../required';
import { connect, explained, type GitHub, retried } from './client';
import { warning } from './commands';
import { isOwn, marked } from './own';
import { allPages, PER_PAGE } from './pages';

/** Finds the one comment again. */
export const MARKER = '<!-- analytics-reporting-infrastructure: plan -->';

const known = { 'pull-request': { type: 'string' }, body: { type: 'string' } } as const satisfies KnownOptions;

/**
 * `comment --pull-request N --body FILE`: writes the pull request's one comment, or writes it anew in place. Where GitHub
 * won't have it, that is a warning: the same text stands in the step summary, and the verdict is not the comment's.
 */
export async function main(args: readonly string[], github?: GitHub): Promise<number> {
  const options = readOptions(args, known, 'npm run pipeline -- comment');
  const number = required(options['pull-request'], '--pull-request', "the pull request's number");
  if (!/^[1-9]\d{0,9}$/.test(number))
    throw new UserError(`--pull-request ${number}: not the number of a pull request.`);
  const file = required(options.body, '--body', 'the file that holds the comment');
  let body: string;
  try {
    body = marked(MARKER, readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`--body ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const connection = github ?? connect();
  try {
    console.log(await upsertComment(connection, Number(number), body));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.log(warning(error.message));
  }
  return 0;
}

/**
 * The pull request has one comment of ours afterwards, with this body. Whatever failed half-way is taken up again: a
 * comment that GitHub made without saying so is found, not made twice.
 * @returns its address
 */
export async function upsertComment(github: GitHub, number: number, body: string, pause?: number): Promise<string> {
  const { request, repository } = github;
  try {
    return await retried(async () => {
      const pages = await allPages(async (page) => {
        const of = { ...repository, issue_number: number, per_page: PER_PAGE, page };
        return (await request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', of)).data;
      });
      const [first, ...others] = pages.filter((comment) => isOwn(comment, MARKER));
      for (const { id } of others) {
        await request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { ...repository, comment_id: id });
      }
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
