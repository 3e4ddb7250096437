import { safeText } from '../../lambdas/shared/safe-text';
import { markdownCode, markdownText } from '../../scripts/text/markdown';
import { UserError } from '../../scripts/user-error';
import { appendSummary } from '../github/outputs';
import { type Outcome } from './outcome';
import { facts, inWords, periodText } from './tell-outcome';
import { timeIn } from './tell-states';

/** Appends what came of a report to the job's summary, when GitHub Actions runs us. */
export const writeStepSummary = (outcome: Outcome, variables: NodeJS.ProcessEnv): void =>
  appendSummary(outcomeMarkdown(outcome), variables);

/** The same for what never began: a mistake in what was given. */
export function writeRefusal(error: unknown, variables: NodeJS.ProcessEnv): void {
  if (!(error instanceof UserError)) return;
  const lines = error.message.split('\n').map((line) => `- ${markdownText(safeText(line, 500))}`);
  appendSummary(`### No report ❌\n\n${lines.join('\n')}\n`, variables);
}

export function outcomeMarkdown(outcome: Outcome): string {
  const { environment, execution, visits, sent, page, console } = outcome;
  const title = `Report ${periodText(execution.period)} on ${environment}`;
  const ending = sent ? 'sent ✅' : outcome.failure ? 'failed ❌' : 'still running ⏳';
  const links: Readonly<Record<string, string | undefined>> = { Page: page?.console, Execution: console };
  const rows = facts(outcome).map(([label, text]) => {
    const link = links[label];
    const shown = label === 'Execution' ? execution.name : text;
    return `| ${label} | ${link ? `[${markdownText(shown)}](${link})` : markdownText(shown)} |`;
  });
  const states = visits.map((visit) => {
    const what = visit.said ?? visit.errors.map(({ error, cause }) => `${error}: ${cause}`).join('; ');
    return `| ${markdownCode(visit.state)} | ${timeIn(visit)} | ${markdownText(safeText(what, 500))} |`;
  });
  return [
    `### ${markdownText(title)}: ${ending}`,
    `${markdownCode(execution.name)} ${markdownText(inWords(execution))}`,
    ['| | |', '|---|---|', ...rows].join('\n'),
    ['<details><summary>States</summary>', '', '| state | took | |', '|---|--:|---|', ...states, '', '</details>'].join(
      '\n',
    ),
    '',
  ].join('\n\n');
}
