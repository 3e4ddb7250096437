import { explained, type GitHub, retried } from '../../github/client';
import { keepComment } from '../../github/comment';
import { marked } from '../../github/own';
import { code, link } from '../../shared/markdown';
import { didInWords } from '../plan/does';
import { changedAnything } from './ending';
import { short } from '../../shared/commit';
import { type Deployed, planned } from './facts';
import { WORDS } from './words';

/** Finds the one comment again. */
export const MARKER = '<!-- analytics-reporting-infrastructure: deployed -->';

/**
 * The pull requests that a commit of main came from; none for one that was pushed.
 * https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit
 */
export async function pullRequestsOf({ request, repository }: GitHub, commit: string, pause?: number) {
  try {
    const of = { ...repository, commit_sha: commit };
    const { data } = await retried(() => request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', of), pause);
    const merged = data.filter(({ merged_at: at, base }) => at !== null && base.ref === 'main');
    const own = merged.filter(({ merge_commit_sha: sha }) => sha === commit);
    return (own.length > 0 ? own : merged).map(({ number }) => number);
  } catch (error) {
    throw explained(error, `Looking for the pull request of ${short(commit)}`, 'pull-requests: read');
  }
}

/**
 * What became of a pull request that was merged, in one comment of its own with a line for each environment.
 * @param issue where the failure is told
 * @returns the comment's address
 */
export const tellPullRequest = (
  github: GitHub,
  number: number,
  deployed: Deployed,
  issue?: string,
  pause?: number,
): Promise<string> =>
  keepComment(github, number, MARKER, (there) => marked(MARKER, bodyOf(deployed, issue, there)), pause);

function bodyOf(deployed: Deployed, issue: string | undefined, there = ''): string {
  const { environment, commit, home } = deployed;
  const title = `### Deployment of ${link(code(short(commit)), home && `${home}/commit/${commit}`)}`;
  // Of another commit, nothing is kept.
  const before = there.split('\n').includes(title) ? there.split('\n').filter((line) => line.startsWith('- ')) : [];
  const end = `<!-- ${environment} -->`;
  const line = `${lineOf(deployed, issue)} ${end}`;
  const at = before.findIndex((one) => one.endsWith(` ${end}`));
  const lines = at < 0 ? [...before, line] : before.map((one, index) => (index === at ? line : one));
  return `${title}\n\n${lines.join('\n')}\n`;
}

function lineOf(deployed: Deployed, issue: string | undefined): string {
  const { environment, ending, needs, links, rejections } = deployed;
  const changed = changedAnything(ending, needs);
  const did = changed ? didInWords(planned(deployed, 'does')) : undefined;
  const dashboard = planned(deployed, 'dashboard');
  const rejection = ending === 'refused' ? rejections.find((one) => one.environment.endsWith(environment)) : undefined;
  const parts = [
    `**${environment}**: ${WORDS[ending].says}`,
    ...(rejection ? [`by ${code(rejection.by)}${rejection.comment ? `: ${code(rejection.comment)}` : ''}`] : []),
    // Half-way, the plan says what was meant, not what was done.
    ...(did === undefined ? [] : [ending === 'verified' || ending === 'unverified' ? did : `of ${did}`]),
    ...(changed && planned(deployed, 'access') === 'true' ? ['access changed'] : []),
    ...(links.run === undefined ? [] : [link('run', links.run)]),
    ...(dashboard === undefined ? [] : [link('dashboard', dashboard)]),
    ...(issue === undefined ? [] : [link('**who can do what**', issue)]),
  ];
  return `- ${parts.join(' · ')}`;
}
