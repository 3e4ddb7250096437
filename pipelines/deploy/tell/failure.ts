import { type GitHub } from '../../github/client';
import { type Kept, keepIssue } from '../../github/issue';
import { code, link } from '../../shared/markdown';
import { short } from '../../shared/commit';
import { type Deployed } from './facts';
import { WORDS } from './words';

const LABEL = 'deployment';

/** Finds an environment's one issue again. */
export const markerOf = (environment: string): string =>
  `<!-- analytics-reporting-infrastructure: deployment to ${environment} -->`;

/**
 * A deployment that failed has one open issue for its environment afterwards; one that went well has none. What a person
 * decided (a rejection, a cancellation), and what a newer commit makes needless, changes nothing of it.
 */
export async function tellFailure(github: GitHub, deployed: Deployed, pause?: number): Promise<Kept> {
  const { environment, commit, ending, links } = deployed;
  const failed = WORDS[ending].tasks !== undefined;
  if (!failed && ending !== 'verified' && ending !== 'unchanged') return { done: 'nothing' };
  const name = `The issue on deployments to ${environment}`;
  const run = links.run === undefined ? '' : ` (${link('run', links.run)})`;
  const closing = {
    gone: `Of what failed, nothing is left: ${code(short(commit))} was deployed to ${environment}, and made a report${run}.`,
    another: 'Another issue tells of this deployment.',
  };
  const text = failed ? textOf(deployed) : undefined;
  return keepIssue(github, { marker: markerOf(environment), label: LABEL, name }, text, closing, pause);
}

function textOf({ environment, commit, ending, links, home }: Deployed) {
  const { says, tasks = [] } = WORDS[ending];
  const at = home === undefined ? undefined : `${home}/commit/${commit}`;
  const help = home === undefined ? undefined : `${home}/blob/${commit}/docs/deploy.md#when-it-stops`;
  const body = [
    `**${environment}: ${says}**`,
    [
      `- Commit: ${link(code(short(commit)), at)}`,
      ...(links.run === undefined ? [] : [`- Run: ${link('its jobs and their logs', links.run)}`]),
      `- Environment: ${code(environment)}; those after it were not touched`,
    ].join('\n'),
    '### Who can do what',
    ['| who | what |', '| --- | --- |', ...tasks.map(({ who, what }) => `| ${who} | ${what} |`)].join('\n'),
    `More in ${link('When it stops', help)}. This issue is written anew by the next failure, and closes by itself with the next ` +
      `deployment to ${environment} that goes well.`,
  ];
  return { title: `Deployment: ${environment} failed`, body: body.join('\n\n') };
}
