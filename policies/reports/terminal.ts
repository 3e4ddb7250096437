import colors from 'picocolors';
import { inWords } from '../findings/excuse';
import { undecided } from '../findings/refused';
import { passes, place, plural, type Report, stops, UPDATE } from '../findings/report';

/** For a person at a terminal: faults first, each with its place, why and fix; then one line per environment. */
export function terminalReport(report: Report): string {
  const lines: string[] = [];
  for (const finding of report.findings) {
    const { environment, rule, key, severity, subject, statement, where, message, why, fix, excuse } = finding;
    lines.push(
      `${severity === 'error' ? colors.red('✗') : colors.yellow('·')} ${colors.bold(message)}  ${colors.dim([rule, key].join(' ').trim())}`,
      `  ${environment}: ${subject}${statement?.sid ? `, statement ${statement.sid}` : ''}  ${colors.cyan(place(where))}`,
      `  ${colors.dim('why')}  ${why}`,
      excuse ? `  ${colors.dim('excused')}  ${inWords(excuse)}` : `  ${colors.dim('fix')}  ${fix}`,
      '',
    );
  }
  for (const change of report.changes) {
    const mark = stops(change) && !report.advisory ? colors.red('✗') : colors.yellow('·');
    lines.push(`${mark} ${change.environment}: ${colors.bold(change.words)}  ${colors.cyan(place(change.where))}`);
  }
  if (report.advisory) {
    if (report.changes.length > 0) lines.push('', `That is how access differs from ${report.lockFile}.`);
  } else if (report.changes.some(stops)) {
    lines.push(
      '',
      `Access is wider than ${report.lockFile}. If that is meant, run ${colors.bold(UPDATE)} and commit it.`,
      `After a change of settings: ${colors.bold('npm run regenerate')}, which writes needs and pictures, too.`,
    );
  } else if (report.changes.length > 0) {
    lines.push('', `Access is not wider than ${report.lockFile}, which can be brought up to date with ${UPDATE}.`);
  }
  if (report.changes.length > 0) lines.push('');
  const unknown = undecided(report);
  const widest = Math.max(
    ...[...unknown.keys(), ...report.environments.map(({ name }) => name)].map((name) => name.length),
  );
  for (const [name, count] of unknown) {
    lines.push(`${colors.red('✗')} ${name.padEnd(widest)}  not decided: ${plural(count, 'thing')} not understood`);
  }
  for (const { name, roles, statements } of report.environments) {
    const faults = report.findings.filter((one) => one.environment === name && one.severity === 'error').length;
    const wider = report.changes.filter((change) => change.environment === name && stops(change)).length;
    const failing = faults + (report.advisory ? 0 : wider);
    lines.push(
      `${failing === 0 ? colors.green('✓') : colors.red('✗')} ${name.padEnd(widest)}  ` +
        `${plural(roles, 'role')}, ${plural(statements, 'statement')}: ` +
        `${plural(faults, 'finding')}, ${wider === 0 ? 'access as locked' : `${plural(wider, 'change')} that widen${wider === 1 ? 's' : ''} access`}`,
    );
  }
  for (const { in: environment, role, answered } of report.standIns ?? []) {
    lines.push(colors.yellow(`· ${environment}: ${role}: recorded through stand-ins: ${answered.join(', ')}`));
  }
  if (report.unseen && report.unseen.length > 0) {
    lines.push(colors.dim(`Not looked at: ${report.unseen.join(', ')}.`));
  }
  if (!passes(report)) lines.push('', colors.red('The policies do not pass.'));
  return `${lines.join('\n')}\n`;
}
