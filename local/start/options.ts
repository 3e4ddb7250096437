import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { parseDate, type Period } from '../events/period';

/** What `npm start -- …` was asked to do. */
export type Options =
  | { readonly command: 'help' }
  | ({ readonly command: 'serve'; readonly environment?: string; readonly port?: number } & Named)
  | ({
      readonly command: 'report';
      /** Absent: dev, or the first. */
      readonly environment?: string;
      /** A path, or `-` for stdin; absent: generated events. */
      readonly events?: string;
      readonly period?: Period;
      /** The one that is made by its schedule; absent: all that are on. */
      readonly report?: string;
      /** The page is shown in the user's browser. */
      readonly open: boolean;
      /** All of what is done and what came of it, in place of a screenful. */
      readonly verbose: boolean;
    } & Named);

/** What answers for services that are not served here: of each --forward, what was given. */
interface Named {
  readonly forward: readonly string[];
}

export const help = `Usage: npm start -- [options]

Stands the synthesized stack up on this machine, sends it events and follows its reports to their messages.

  --env NAME        environment, one of environments/ (default: dev; without a dev, the first)
  --events FILE     send this NDJSON file's events in place of generated ones; - reads stdin
  --report NAME     let this schedule fire alone, of the settings' reports (default: all that are enabled)
  --start DATE      first day of the report (YYYY-MM-DD, UTC); together with --end
  --end DATE        last day of the report, inclusive
                    (default: October 2026 for generated events, the last event's month for a file)
  --open            open the report's page in the browser; without a display, its path is printed
  --verbose         tell all: each state, the whole message, what happened, and the cost line by line
  --serve           keep the local endpoint up, in real time, for the AWS CLI or any SDK
  --forward S=URL   where calls of the service S are answered, which is not served here (may be repeated):
                    dynamodb=http://127.0.0.1:8000; a variable AWS_ENDPOINT_URL_DYNAMODB does the same
  --port NUMBER     the endpoint's port, with --serve (default: a free one)
  --help            this text

Exit code: 0 report sent; 1 it could not be made, or the policies do not pass; 2 report sent, but some lines of FILE could
not be used (listed).
`;

const known = {
  env: { type: 'string' },
  events: { type: 'string' },
  report: { type: 'string' },
  start: { type: 'string' },
  end: { type: 'string' },
  open: { type: 'boolean' },
  verbose: { type: 'boolean' },
  serve: { type: 'boolean' },
  port: { type: 'string' },
  forward: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const satisfies KnownOptions;

/** @throws UserError naming option, value and remedy */
export function parseOptions(args: readonly string[]): Options {
  const values = read(args);
  if (values.help) return { command: 'help' };
  const named = {
    forward: values.forward ?? [],
    ...(values.env === undefined ? {} : { environment: values.env }),
  };
  if (values.serve) return { command: 'serve', ...serve(values), ...named };
  if (values.port !== undefined) {
    throw new UserError(`--port ${values.port} goes with --serve: add --serve, or leave --port out.`);
  }
  if (values.events === '') throw new UserError('--events is empty: give the path of an NDJSON file, or - for stdin.');
  const period = readPeriod(values.start, values.end);
  refuseWithReport(values);
  return {
    command: 'report',
    ...named,
    ...(values.events === undefined ? {} : { events: values.events }),
    ...(period === undefined ? {} : { period }),
    ...(values.report === undefined ? {} : { report: values.report }),
    open: values.open ?? false,
    verbose: values.verbose ?? false,
  };
}

type Values = ReturnType<typeof read>;

/** A schedule knows its period by itself, and the generated events are those that it has something to tell of. */
function refuseWithReport(values: Values): void {
  if (values.report === undefined) return;
  if (values.report === '') throw new UserError('--report is empty: give the name of a report, or leave --report out.');
  for (const option of ['events', 'start', 'end'] as const) {
    if (values[option] === undefined) continue;
    throw new UserError(
      `--report ${values.report} can't be combined with --${option} ${values[option]}: leave out one of them. A report of a ` +
        `file or a period is started by hand.`,
    );
  }
}

function serve(values: Values): { readonly port?: number } {
  for (const option of ['events', 'report', 'start', 'end'] as const) {
    if (values[option] === undefined) continue;
    throw new UserError(
      `--${option} ${values[option]} can't be combined with --serve: leave it out, and send events and start ` +
        `reports through the endpoint, as --serve shows.`,
    );
  }
  if (values.open) {
    throw new UserError("--open can't be combined with --serve: leave it out, and open the link in a message.");
  }
  if (values.verbose) {
    throw new UserError("--verbose can't be combined with --serve, which tells all there is: leave it out.");
  }
  if (values.port === undefined) return {};
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
    throw new UserError(`--port ${values.port}: not a port. Give a whole number from 1 to 65535, or leave --port out.`);
  }
  return { port };
}

/** The dates themselves are checked here; what needs "today" is checked when that is known (`checkPeriod`). */
function readPeriod(start: string | undefined, end: string | undefined): Period | undefined {
  const startDate = start === undefined ? undefined : parseDate('--start', start);
  const endDate = end === undefined ? undefined : parseDate('--end', end);
  if (startDate !== undefined && endDate !== undefined) return { startDate, endDate };
  if (startDate === undefined && endDate === undefined) return undefined;
  const [given, missing] =
    startDate === undefined ? [`--end ${endDate}`, '--start'] : [`--start ${startDate}`, '--end'];
  throw new UserError(`${given} needs ${missing}: give both days of the report, or neither.`);
}

const read = (args: readonly string[]) =>
  readOptions(args, known, 'npm start', 'A file of events goes behind --events');
