import { type Refusal } from './access-control';
import { shown } from './run-folder';
import { root } from './root';
import { join } from 'node:path';

/**
 * Which role was refused which action on which resource, and where that role's policy is written: what has to be
 * changed. Each is told once, however often it was retried.
 */
export function explainRefusals(refusals: readonly Refusal[]): string {
  return [...new Set(refusals.map(explain))].join('\n');
}

function explain({ use, resource, verdict }: Refusal): string {
  const who =
    use.principal.kind === 'service'
      ? `The service ${use.principalName}`
      : `The ${use.principal.kind} ${use.principalName}`;
  const via = use.via === undefined ? '' : `, through ${use.via}`;
  const lines = [`${who} was refused ${use.action} on ${resource}${via}: ${verdict.because}.`];
  if (verdict.where) {
    const { file, line } = verdict.where;
    const what = verdict.because === 'explicit deny' ? 'The statement that denies it' : 'Its policy';
    lines.push(`  ${what} is written at ${shown(join(root, file))}:${line}`);
  }
  if (use.cite) lines.push(`  Why it is needed: ${use.cite}`);
  return lines.join('\n');
}
