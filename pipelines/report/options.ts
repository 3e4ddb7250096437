import type * as z from 'zod/mini';
import { reportInput } from '../../lambdas/contracts';
import { VERIFICATION_PREFIX } from '../../lambdas/report/report-location';
import { type Period } from '../../lambdas/shared/period';
import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { REPORT_NAME } from '../../scripts/text/report-name';
import { UserError } from '../../scripts/user-error';

/** `text` for people, `json` for scripts. */
export type Format = 'text' | 'json';

/** Make a report of a period, and follow it to its end. */
export interface MakeOptions {
  readonly command: 'make';
  readonly environment: string;
  readonly period: Period;
  readonly reason?: string;
  /** Of the execution; made of environment, period, a number and the reason when absent. */
  readonly name?: string;
  /** Whether an execution that already makes this report is followed; else it is refused. */
  readonly follow: boolean;
  /** A deployment's own, which nobody gets: it neither follows a report nor is kept from by one. */
  readonly verification?: true;
  readonly format: Format;
}

export interface ListOptions {
  readonly command: 'list';
  readonly environment: string;
  readonly limit: number;
  readonly format: Format;
}

export interface ShowOptions {
  readonly command: 'show';
  readonly environment: string;
  readonly name: string;
  readonly follow: boolean;
  readonly format: Format;
}

export type Options = { readonly command: 'help' } | MakeOptions | ListOptions | ShowOptions;

export const COMMAND = 'npm run report';

export const help = `Usage: ${COMMAND} -- --env NAME --start DATE --end DATE [options]
       ${COMMAND} -- --env NAME --list [--limit N]
       ${COMMAND} -- --env NAME --show EXECUTION [--follow]

Makes a report of a period with the deployed state machine, follows it, and tells its result. Ctrl-C stops following;
the report goes on.

  --env NAME      environment, one of environments/
  --start DATE    first day of the report (YYYY-MM-DD, UTC)
  --end DATE      last day of the report, inclusive; today at the latest, at most 366 days with the first
  --reason TEXT   why it is made: part of the execution's name, and of the step summary
  --name NAME     the execution's whole name, in place of one that is made of environment, period, number and reason
  --follow        follow the execution that already makes this report, or that --show names
  --list          past executions, newest first
  --limit N       how many of them (default: 20, at most 100)
  --show NAME     one execution: its states with their times, and a fresh link to its page
  --format NAME   text (default) or json; progress goes to standard error
  --help          this text

It uses AWS credentials as the AWS CLI does (AWS_PROFILE, AWS_ACCESS_KEY_ID, …), and AWS_ENDPOINT_URL: with the lines
that "npm start -- --serve" prints, it works on this machine.

Exit code: 0 the report was sent; 1 it was not, or could not be made; 130 after Ctrl-C.
`;

const known = {
  env: { type: 'string' },
  start: { type: 'string' },
  end: { type: 'string' },
  reason: { type: 'string' },
  name: { type: 'string' },
  follow: { type: 'boolean' },
  list: { type: 'boolean' },
  limit: { type: 'string' },
  show: { type: 'string' },
  format: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies KnownOptions;

type Given = ReturnType<typeof readOptions<typeof known>>;

/** @throws UserError naming option, value and remedy; of the period, every fault at once */
export function parseOptions(args: readonly string[]): Options {
  const given = readOptions(args, known, COMMAND);
  if (given.help) return { command: 'help' };
  const environment = given.env;
  if (!environment) throw new UserError(`--env is missing: name the environment, such as --env dev.`);
  const format = readFormat(given.format);
  if (given.list) {
    refuse(given, '--list', ['start', 'end', 'reason', 'name', 'follow', 'show']);
    return { command: 'list', environment, limit: readLimit(given.limit), format };
  }
  refuse(given, 'a report', ['limit'], 'It goes with --list');
  const { show, follow = false, reason, name } = given;
  if (show !== undefined) {
    refuse(given, '--show', ['start', 'end', 'reason', 'name']);
    return { command: 'show', environment, name: checkName('--show', show), follow, format };
  }
  return {
    command: 'make',
    environment,
    period: readPeriod(given.start, given.end),
    ...(reason === undefined ? {} : { reason: checkReason(reason) }),
    ...(name === undefined ? {} : { name: checkNewName(name) }),
    follow,
    format,
  };
}

function refuse(
  given: Given,
  what: string,
  options: readonly (keyof Given)[],
  remedy = `Leave it out, or ${what}`,
): void {
  for (const option of options) {
    const value = given[option];
    if (value === undefined) continue;
    const shown = typeof value === 'string' ? `--${option} ${value}` : `--${option}`;
    throw new UserError(`${shown} can't be combined with ${what}. ${remedy}.`);
  }
}

function readFormat(format = 'text'): Format {
  if (format === 'text' || format === 'json') return format;
  throw new UserError(`--format ${format} is not known: use text or json.`);
}

function readLimit(limit = '20'): number {
  const count = Number(limit);
  if (/^\d+$/.test(limit) && count >= 1 && count <= 100) return count;
  throw new UserError(`--limit ${limit}: give a whole number from 1 to 100.`);
}

const OPTION: Readonly<Record<string, string>> = { startDate: '--start', endDate: '--end' };

/** The state machine's own rules, told before anything starts. */
function readPeriod(startDate: string | undefined, endDate: string | undefined): Period {
  const given = { startDate, endDate };
  const result = reportInput.safeParse(given);
  if (result.success) return result.data;
  throw new UserError(result.error.issues.map((issue) => faultOf(issue, given)).join('\n'));
}

function faultOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const field = String(issue.path[0]);
  const value = given[field];
  const message = issue.message.replaceAll(/startDate|endDate/g, (name) => OPTION[name] ?? name);
  return `${OPTION[field] ?? field} ${value === undefined ? 'is missing' : JSON.stringify(value)}: it ${message}.`;
}

/** Long enough for a sentence; GitHub's form for it takes a line. */
const LONGEST_REASON = 200;

function checkReason(reason: string): string {
  const trimmed = reason.trim();
  if (trimmed.length > 0 && trimmed.length <= LONGEST_REASON) return trimmed;
  throw new UserError(
    trimmed.length === 0
      ? '--reason is empty: say why the report is made, or leave it out.'
      : `--reason has ${trimmed.length} characters: say it in ${LONGEST_REASON}.`,
  );
}

/** `<report>-<environment>-<first day>-<last day>`, as lambdas/start-analytics-workflow.ts names executions. */
const SCHEDULED = new RegExp(`^(${REPORT_NAME})-[a-z0-9-]+-\\d{4}-\\d{2}-\\d{2}-\\d{4}-\\d{2}-\\d{2}$`);

/**
 * Step Functions takes more, but only these are safe in an ARN, an S3 key and CloudWatch:
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
function checkName(option: string, name: string): string {
  if (/^[A-Za-z0-9._-]{1,80}$/.test(name)) return name;
  throw new UserError(
    `${option} ${JSON.stringify(name)}: it must have 1 to 80 letters, digits, dots, hyphens and underscores.`,
  );
}

function checkNewName(name: string): string {
  if (name.startsWith(VERIFICATION_PREFIX)) {
    throw new UserError(
      `--name ${name}: names that begin with "${VERIFICATION_PREFIX}" are a deployment's, and subscribers don't get their ` +
        'reports: choose another.',
    );
  }
  const schedule = /^(monthly|weekly|daily)-/.exec(name) ?? SCHEDULED.exec(name);
  if (!schedule) return checkName('--name', name);
  throw new UserError(
    `--name ${name}: names that begin with "${schedule[1]}-" are a schedule's. Taking one would keep its report from being ` +
      'sent: choose another.',
  );
}
