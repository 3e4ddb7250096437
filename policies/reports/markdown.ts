import { markdownCode as code, markdownText as escape } from '../../scripts/text/markdown';
import { inWords } from '../findings/excuse';
import { undecided } from '../findings/refused';
import { passes, place, plural, type Report, stops, UPDATE } from '../findings/report';

/** GitHub cuts comments at 65,536 characters; a step's summary may be longer. */
const LIMIT = 60_000;

const NEW = '**New access**';
const LESS = '**Less access**';
const SAME = 'Access stays as it is.';

/** How a report in Markdown says that access differs; undefined for a text that says nothing of it. */
export function accessIn(markdown: string): 'wider' | 'narrower' | 'same' | undefined {
  const lines = markdown.split('\n');
  if (lines.some((line) => line.startsWith(NEW))) return 'wider';
  if (lines.includes(LESS)) return 'narrower';
  return lines.includes(SAME) ? 'same' : undefined;
}

/** For a pull request's comment or a step's summary. */
export function markdownReport(report: Report): string {
  const { findings, changes, environments, lockFile, advisory } = report;
  const wider = changes.filter(stops);
  const less = changes.filter(({ direction }) => direction === 'narrower');
  const same = changes.filter(({ direction }) => direction === 'same');
  const parts = [`### Policies: ${passes(report) ? 'pass ✅' : 'do not pass ❌'}`];
  if (wider.length > 0) {
    parts.push(
      advisory ? NEW : `${NEW} (not in \`${lockFile}\`; if it is meant: \`${UPDATE}\`)`,
      wider.map((change) => `- ${change.environment}: ${code(change.words)} ${code(place(change.where))}`).join('\n'),
      'Each line is one request that could not be made before; there may be more of the same role.',
    );
  }
  for (const [title, some] of [
    [LESS, less],
    ['**The same access in other words**', same],
  ] as const) {
    if (some.length === 0) continue;
    parts.push(title, some.map(({ environment, words }) => `- ${environment}: ${code(words)}`).join('\n'));
  }
  if (wider.length + less.length === 0) parts.push(SAME);
  if (report.standIns && report.standIns.length > 0) {
    parts.push(
      '**Recorded through stand-ins** (`local/stand-ins/`), and through no service: whether AWS answers so is not known.',
      report.standIns.map((one) => `- ${one.in}: ${code(one.role)} ${one.answered.map(code).join(', ')}`).join('\n'),
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
  if (report.unseen && report.unseen.length > 0) parts.push(`Not looked at: ${report.unseen.join(', ')}.`);
  const text = `${parts.join('\n\n')}\n`;
  return text.length <= LIMIT
    ? text
    : `${text.slice(0, text.lastIndexOf('\n', LIMIT))}\n\n… cut here: the rest stands in the log.\n`;
}
