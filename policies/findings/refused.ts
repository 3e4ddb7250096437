import { type Refusal } from '../../terraform/refused';
import { type Finding } from './finding';
import { type Report } from './report';

/** No rule of access: what is not understood can't be decided on, and no excuse covers it. */
export const refusedRule = {
  rule: 'not-understood',
  why: 'What is not understood could give anything to anybody: docs/reference/terraform-json.md says what is accepted.',
  cite: 'https://developer.hashicorp.com/terraform/language/syntax/json',
};

export const refusedFindings = (refusals: readonly Refusal[]): Finding[] =>
  refusals.map(({ stack, address, found, right, where }) => ({
    rule: refusedRule.rule,
    why: refusedRule.why,
    severity: 'error',
    environment: stack,
    subject: address,
    message: found,
    fix: right === '' ? 'As it says.' : `${right.charAt(0).toUpperCase()}${right.slice(1)}.`,
    ...(where ? { where } : {}),
  }));

/** Of a run that could read no further. */
export const refusedReport = (refusals: readonly Refusal[], lockFile: string): Report => ({
  lockFile,
  environments: [],
  findings: refusedFindings(refusals),
  changes: [],
});

/** The stacks that were not decided on, each with the number of things in it that are not understood. */
export function undecided({ findings, environments }: Report): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, environment } of findings) {
    if (rule !== refusedRule.rule || environments.some(({ name }) => name === environment)) continue;
    counts.set(environment, (counts.get(environment) ?? 0) + 1);
  }
  return counts;
}
