import { UserError } from '../../scripts/user-error';
import { type Excuse, type Finding } from './finding';

const FILE = 'policies/excuses.ts';

export const excuseRule = {
  rule: 'excuse',
  why: 'An excuse that nobody looks at again hides what comes after it.',
  cite: 'https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_permissions_continuous_reduction.html',
};

/** For reports: `until 2027-01-31, by the data team: AWS's page says …`. */
export const inWords = ({ expires, owner, reason }: Excuse): string => `until ${expires}, by ${owner}: ${reason}`;

export interface Excusing {
  readonly excuses: readonly Excuse[];
  /** `2026-11-24` */
  readonly today: string;
  /** The environments that were looked at, and all that there are. */
  readonly inspected: readonly string[];
  readonly known: readonly string[];
}

/**
 * Turns excused findings into notes, and adds a finding for each excuse that has expired or that excuses nothing.
 * @throws UserError for an excuse that lacks a part
 */
export function excused(findings: readonly Finding[], { excuses, today, inspected, known }: Excusing): Finding[] {
  for (const excuse of excuses) validate(excuse);
  const used = new Set<Excuse>();
  const result = findings.map((finding): Finding => {
    if (finding.severity !== 'error') return finding;
    const excuse = excuses.find((one) => covers(one, finding));
    if (!excuse) return finding;
    used.add(excuse);
    return excuse.expires < today ? finding : { ...finding, severity: 'note', excuse };
  });
  const told = excuses.flatMap((excuse) => {
    if (used.has(excuse)) {
      return excuse.expires < today ? [fault(excuse, `expired on ${excuse.expires}`, 'Mend the finding')] : [];
    }
    if (inspected.includes(excuse.environment)) {
      return [fault(excuse, 'excuses no finding: it is mended, its statement has changed, or the key is wrong')];
    }
    return known.includes(excuse.environment) ? [] : [fault(excuse, 'is for an environment that is not there')];
  });
  return [...result, ...told];
}

const covers = ({ environment, rule, key }: Excuse, finding: Finding): boolean =>
  environment === finding.environment && rule === finding.rule && key === finding.key;

const fault = (excuse: Excuse, problem: string, first = 'Take it out of the list'): Finding => ({
  rule: excuseRule.rule,
  why: excuseRule.why,
  severity: 'error',
  environment: excuse.environment,
  subject: excuse.owner,
  where: { file: FILE, line: 1 },
  message: `the excuse for ${excuse.rule} ${excuse.key} ${problem}`,
  fix: `${first}, or ask for a new excuse with a reason that still holds.`,
});

function validate(excuse: Excuse): void {
  const wrong = (field: keyof Excuse, right: string): UserError =>
    new UserError(`${FILE}: ${field} must be ${right}, found ${JSON.stringify(excuse[field])}.`);
  for (const field of ['environment', 'rule', 'reason', 'owner'] as const) {
    if (excuse[field].trim() === '') throw wrong(field, 'said');
  }
  if (!/^[0-9a-f]{12}$/.test(excuse.key))
    throw wrong('key', "a finding's key, as in the report: 12 hexadecimal digits");
  const date = new Date(`${excuse.expires}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== excuse.expires) {
    throw wrong('expires', 'a date, as 2027-01-31');
  }
}
