import { setTimeout as wait } from 'node:timers/promises';
import { explained, type GitHub, retried } from '../../github/client';
import { history } from '../../github/history';
import { MARKER, ownComments } from '../../github/comment';
import { mainIn, outdated } from '../../github/outdated';
import { marked } from '../../github/own';
import { PER_PAGE } from '../../github/pages';
import { HAS_PLAN } from '../../pull-request/summary/document';

/**
 * "Make requests … serially", and "wait at least one second between each" that writes:
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
const BETWEEN_WRITES = 1_000;

/**
 * Every open pull request to main whose comment holds a plan that was made with an older main than the one that was
 * applied now has that said in its comment. Of more than a hundred, those that moved last. A fork's has no comment.
 * @param what was applied: `#12`, or a commit
 * @returns the numbers of those that were told
 */
export async function tellOutdated(
  github: GitHub,
  commit: string,
  what: string,
  between = BETWEEN_WRITES,
  pause?: number,
): Promise<number[]> {
  const { request, repository } = github;
  const { comesAfter } = history(github, pause);
  const told: number[] = [];
  try {
    const of = { ...repository, state: 'open', base: 'main', sort: 'updated', direction: 'desc' } as const;
    const open = await retried(() => request('GET /repos/{owner}/{repo}/pulls', { ...of, per_page: PER_PAGE }), pause);
    for (const { number, head } of open.data) {
      // The type says that there is a repository; of a fork that was deleted there is none.
      const from = (head.repo as { full_name: string } | null)?.full_name;
      if (from?.toLowerCase() !== `${repository.owner}/${repository.repo}`.toLowerCase()) continue;
      if (await tell(number)) told.push(number);
    }
    return told;
  } catch (error) {
    throw explained(error, 'Telling open pull requests that their plan is outdated', 'pull-requests: write');
  }

  async function tell(number: number): Promise<boolean> {
    const [comment] = await retried(() => ownComments(github, number, MARKER), pause);
    const main = comment && mainIn(comment.body ?? '');
    if (!comment?.body || main === undefined || !HAS_PLAN.test(comment.body)) return false;
    if (!(await comesAfter(commit, main))) return false;
    const body = outdated(comment.body, what);
    if (body === comment.body) return false;
    if (told.length > 0) await wait(between);
    const of = { ...repository, comment_id: comment.id, body: checked(body) };
    await retried(() => request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', of), pause);
    return true;
  }
}

/** With its marker already: only its length is looked at. */
const checked = (body: string): string => marked('', body).slice(1);
