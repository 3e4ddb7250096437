import * as z from 'zod';
import { isDate } from '../scripts/text/calendar';
import { UserError } from '../scripts/user-error';
import { isRegion, regionFault } from './parts/regions';
import { renamedSchedule, reports } from './parts/report-schedules';

/** What CloudWatch Logs takes: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html, those that take a plain endpoint */
const PROTOCOLS = ['email', 'email-json', 'https', 'sqs', 'sms', 'lambda'] as const;

const DAY = 86_400_000;
const MEGABYTE = 1_048_576;

/** A name that every resource's name is made of: S3's rules are the strictest, IAM's 64 characters the shortest. */
const name = (longest: number) =>
  z
    .string()
    .max(longest, `must have at most ${longest} characters`)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens, a letter first');

const whole = (least: number, most: number) =>
  z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`);

const subscriber = z
  .strictObject({ protocol: z.enum(PROTOCOLS), endpoint: z.string().min(1, 'must not be empty') })
  .refine(({ protocol, endpoint }) => !protocol.startsWith('email') || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(endpoint), {
    path: ['endpoint'],
    error: 'must be an email address, as the protocol says',
  })
  .refine(({ protocol, endpoint }) => protocol !== 'https' || URL.canParse(endpoint), {
    path: ['endpoint'],
    error: 'must be a URL, as the protocol says',
  });

const settingsShape = z.strictObject({
  application: name(20),
  // `bootstrap-<environment>` is the name of the other stack of an environment.
  environment: name(12).refine((text) => !text.startsWith('bootstrap'), 'must not begin with "bootstrap"'),
  region: z.string().refine(isRegion, { error: ({ input }) => regionFault(String(input)) }),
  accountId: z.string().regex(/^\d{12}$/, 'must be twelve digits, as text'),
  /** How long logs are kept, in days. */
  retentionInDays: z
    .int()
    .refine(
      (days) => RETENTION.includes(days),
      `must be one of ${RETENTION.join(', ')} (CloudWatch Logs takes no other)`,
    )
    .default(14),
  /** Who gets the reports, and word of failures. */
  subscribers: z.array(subscriber),
  /** Who gets the alarms. */
  operators: z.array(subscriber),
  reports,
  /** How many days after its own an event may still arrive and be counted. */
  lateArrivalDays: whole(0, 30).default(2),
  /** Athena cancels a query that would read more; Athena's own least is 10 MB. */
  athenaScanLimitBytes: whole(10 * MEGABYTE, 7_000_000_000_000),
  /** US dollars a month; operators are mailed when costs near it or pass it. No budget when absent. */
  monthlyBudgetUsd: z.number().positive('must be more than 0').max(1_000_000, 'must be at most 1000000').optional(),
  /** The first day that can hold events, `YYYY-MM-DD`. */
  eventsSince: z
    .string()
    .refine(isDate, 'must be a real date, written YYYY-MM-DD')
    .refine((text) => !isDate(text) || Date.parse(text) < Date.now() + DAY, 'must not be in the future'),
  /**
   * Whether the bootstrap stack makes the account's provider for GitHub's tokens, or uses the one that is there:
   * docs/roles.md.
   */
  githubProvider: z.enum(['make', 'existing']).default('make'),
  /** On every resource, beside Application, Environment and ManagedBy. */
  tags: z.record(
    z.string().regex(/^(?!aws:)[\p{L}\p{N} _.:/=+@-]{1,128}$/u, 'must be a tag key of AWS (and not begin with "aws:")'),
    z.string().regex(/^[\p{L}\p{N} _.:/=+@-]{0,256}$/u, 'must be a tag value of AWS'),
  ),
});

export const settingsSchema = settingsShape.refine(
  ({ monthlyBudgetUsd, operators }) =>
    monthlyBudgetUsd === undefined || operators.some(({ protocol }) => protocol.startsWith('email')),
  { path: ['monthlyBudgetUsd'], error: 'needs an operator with protocol email: AWS mails the warnings of a budget' },
);

/** What a settings file says; defaults may be left out. */
export type Settings = z.input<typeof settingsSchema>;
export type ValidSettings = z.output<typeof settingsSchema>;

/** The protocols that a subscriber or operator may have. */
export const protocols = PROTOCOLS;

/** What is wrong with the settings named, whatever the others are: one line each. */
export const settingFaults = (settings: unknown, names: readonly string[]): string[] =>
  (settingsSchema.safeParse(settings).error?.issues ?? [])
    .filter(({ path: [name] }) => names.includes(String(name)))
    .flatMap((issue) => faultsOf(issue, settings).map((line) => line.trim()));

/** Checks a settings file. One error lists every fault: field, value, and what would be right. */
export function validSettings(settings: unknown, file: string): ValidSettings {
  const { data, error } = settingsSchema.safeParse(settings);
  if (data) return data;
  const faults = error.issues.flatMap((issue) => faultsOf(issue, settings));
  throw new UserError(`${file} has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.join('\n')}`);
}

function faultsOf(issue: z.core.$ZodIssue, settings: unknown): string[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      const name = field(path);
      const renamed = Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined;
      return `  ${name}: ${renamed ? renamed(valueAt(settings, path)) : 'is no setting; remove it, or correct its name'}`;
    });
  }
  const value = valueAt(settings, issue.path);
  const given = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  return [`  ${field(issue.path)}: ${given}; ${remedy(issue)}`];
}

/** Settings of an older form, with what takes their place. */
const RENAMED: Readonly<Record<string, (value: unknown) => string>> = { schedule: renamedSchedule };

const valueAt = (settings: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], settings);

const field = (path: readonly PropertyKey[]) =>
  path.length === 0
    ? '(the file)'
    : path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`)).join('');

/** zod's names of types that need another article or word. */
const KINDS: Readonly<Record<string, string>> = { int: 'a whole number', object: 'an object', array: 'an array' };

function remedy(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${KINDS[issue.expected] ?? `a ${issue.expected}`}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_key') return issue.issues.map(({ message }) => message).join(', ');
  return issue.message;
}
