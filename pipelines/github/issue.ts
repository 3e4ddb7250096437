import { explained, type GitHub, retried } from './client';
import { isOwn, marked } from './own';
import { allPages, PER_PAGE } from './pages';

/** The one issue that tells of something for as long as it is so. */
export interface KeptIssue {
  /** A comment of HTML that finds it again. */
  readonly marker: string;
  readonly label: string;
  /** For errors: `The issue on drift of dev`. */
  readonly name: string;
}

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

export interface Kept {
  readonly done: 'nothing' | 'opened' | 'kept' | 'closed';
  /** Its address, where there is one. */
  readonly url?: string;
}

/** What is said where an issue is closed. */
export interface Closing {
  /** When what it tells of is gone. */
  readonly gone: string;
  /** When an older one tells of the same. */
  readonly another: string;
}

/** One open issue afterwards where there is something to tell, and none where there is not. */
export async function keepIssue(
  github: GitHub,
  issue: KeptIssue,
  told: IssueText | undefined,
  closing: Closing,
  pause?: number,
): Promise<Kept> {
  try {
    return await retried(() => keepOnce(github, issue, told, closing), pause);
  } catch (error) {
    throw explained(error, issue.name, 'issues: write');
  }
}

async function keepOnce(
  github: GitHub,
  kept: KeptIssue,
  told: IssueText | undefined,
  { gone, another }: Closing,
): Promise<Kept> {
  const { request, repository } = github;
  const [issue, ...others] = await openIssues(github, kept);
  for (const { number } of others) await close(github, number, 'not_planned', another);
  if (told === undefined) {
    if (!issue) return { done: 'nothing' };
    await close(github, issue.number, 'completed', gone);
    return { done: 'closed', url: issue.html_url };
  }
  const text = { title: told.title, body: marked(kept.marker, told.body) };
  if (!issue) {
    const of = { ...repository, ...text, labels: [kept.label] };
    return { done: 'opened', url: (await request('POST /repos/{owner}/{repo}/issues', of)).data.html_url };
  }
  if (issue.title !== text.title || issue.body !== text.body) {
    const of = { ...repository, issue_number: issue.number, ...text };
    await request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', of);
  }
  return { done: 'kept', url: issue.html_url };
}

/** Oldest first. The list holds pull requests, too. */
async function openIssues({ request, repository }: GitHub, { label, marker }: KeptIssue) {
  const all = await allPages(async (page) => {
    const of = { ...repository, state: 'open', labels: label, per_page: PER_PAGE, page } as const;
    return (await request('GET /repos/{owner}/{repo}/issues', of)).data;
  });
  return all.filter((issue) => !issue.pull_request && isOwn(issue, marker)).sort((a, b) => a.number - b.number);
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
