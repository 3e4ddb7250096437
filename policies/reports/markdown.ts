import { markdownCode as code, markdownText as escape } from '../../scripts/text/markdown';
import { inWords } from '../findings/excuse';
import { undecided } from '../findings/refused';
import { passes, place, plural, type Report, stops, UPDATE } from '../findings/report';

/** GitHub cuts comments at 65,536 characters; a step's summary may be longer. */
const LIMIT = 60_000;

/** For a pull request's comment or a step's summary. */
export function markdownReport(report: Report): string {
  const { findings, changes, environments, lockFile, advisory } = report;
  const wider = changes.filter(stops);
  const other = changes.filter((change) => !stops(change));
  const parts = [`### Policies: ${passes(report) ? 'pass ✅' : 'do not pass ❌'}`];
  if (wider.length > 0) {
    parts.push(
      advisory ? '**New access**' : `**New access** (not in \`${lockFile}\`; if it is meant: \`${UPDATE}\`)`,
      wider.map((change) => `- ${change.environment}: ${code(change.words)} ${code(place(change.where))}`).join('\n'),
    );
  }
  if (other.length > 0) {
    parts.push(
      '**Less access, or the same in other words**',
      other.map(({ environment, words }) => `- ${environment}: ${code(words)}`).join('\n'),
    );
  }
  if (findings.length > 0) {
    const rows = findings.map(({ rule, environment, subject, where, message, fix, excuse }) =>
      [
        rule,
        environment,
        code(subject),
        code(place(where)),
        escape(message),
        escape(excuse ? inWords(excuse) : fix),
      ].join(' | '),
    );
    parts.push(
      [
        '| rule | environment | who | where | what | fix |',
        '|---|---|---|---|---|---|',
        ...rows.map((row) => `| ${row} |`),
      ].join('\n'),
    );
  }
  parts.push(
    [
      ...[...undecided(report)].map(
        ([name, count]) => `${name}: not decided, ${plural(count, 'thing')} not understood`,
      ),
      ...environments.map(
        ({ name, roles, statements }) => `${name}: ${plural(roles, 'role')}, ${plural(statements, 'statement')}`,
      ),
    ].join(' · '),
  );
  const text = `${parts.join('\n\n')}\n`;
  return text.length <= LIMIT
    ? text
    : `${text.slice(0, text.lastIndexOf('\n', LIMIT))}\n\n… cut here: the rest stands in the log.\n`;
}
