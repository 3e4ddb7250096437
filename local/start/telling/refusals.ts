import { join } from 'node:path';
import { type Refusal } from '../../aws/shared/access-control';
import { root } from '../running/root';
import { shown } from '../running/run-folder';

/**
 * Which role was refused which action on which resource, and where that role's policy is written: what has to be
 * changed. Each is told once, however often it was retried.
 */
export function explainRefusals(refusals: readonly Refusal[]): string {
  return [...new Set(refusals.map(explain))].join('\n');
}

const kinds = { role: 'role', service: 'service', identity: 'user', federated: 'identity of', root: 'account' };

/** Whose policy has to change. */
const policies: Partial<Record<Refusal['verdict']['because'], string>> = {
  'explicit deny': 'The statement that denies it',
  'no resource-based policy allows': "The resource's policy",
  'no permissions boundary allows': 'Its permissions boundary',
};

const because = ({ because, deniedBy }: Refusal['verdict']): string =>
  deniedBy ? `the ${deniedBy} denies it` : `${because} it`;

function explain({ use, resource, verdict }: Refusal): string {
  const who = `The ${kinds[use.principal.kind]} ${use.principalName}`;
  const via = use.via === undefined ? '' : `, through ${use.via}`;
  const lines = [`${who} was refused ${use.action} on ${resource}${via}: ${because(verdict)}.`];
  if (verdict.where) {
    const { file, line } = verdict.where;
    lines.push(`  ${policies[verdict.because] ?? 'Its policy'} is written at ${shown(join(root, file))}:${line}`);
  }
  if (use.cite) lines.push(`  Why it is needed: ${use.cite}`);
  return lines.join('\n');
}
