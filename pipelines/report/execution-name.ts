import { type ReportInput } from '../../lambdas/contracts';

/** Of all executions that people start for a period. */
const prefixOf = (environment: string, { startDate, endDate }: ReportInput): string =>
  `manual-${environment}-${startDate}-${endDate}-`;

/** One more than the greatest number in use. */
export function nextNumber(names: readonly string[], environment: string, period: ReportInput): number {
  const prefix = prefixOf(environment, period);
  const numbers = names.flatMap((name) =>
    name.startsWith(prefix) ? Number(/^\d+/.exec(name.slice(prefix.length))?.[0] ?? 0) : [],
  );
  return Math.max(0, ...numbers) + 1;
}

/** What Step Functions takes. */
const LONGEST_NAME = 80;

/**
 * `manual-dev-2026-10-01-2026-10-31-2-late-events`. The name is where a reason is kept: it is in every list, alarm and
 * CloudTrail event of the execution, while the machine's input stays a period and nothing else.
 */
export function nameOf(environment: string, period: ReportInput, number: number, reason = ''): string {
  const name = `${prefixOf(environment, period)}${number}`;
  const words = reason
    // By way of capitals, ß becomes ss.
    .toUpperCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, LONGEST_NAME - name.length - 1)
    .replace(/-$/, '');
  return words === '' ? name : `${name}-${words}`;
}
