import { type KnownOptions, readOptions } from '../../scripts/text/read-options';
import { UserError } from '../../scripts/user-error';
import { parseDate, type Period } from '../events/period';

/** What `npm start -- …` was asked to do. */
export type Options =
  | { readonly command: 'help' }
  | ({
      readonly command: 'serve';
      /** What is sent before it is real time: a path, or `-` for stdin. */
      readonly events?: string;
      /** The same: the events that are generated for `npm start`. */
      readonly demo: boolean;
    } & Named)
  | ({
      readonly command: 'report';
      /** A path, or `-` for stdin; absent: generated events. */
      readonly events?: string;
      readonly period?: Period;
      /** The one that is made by its schedule; absent: all that are on. */
      readonly report?: string;
      /** All of what is done and what came of it, in place of a screenful. */
      readonly verbose: boolean;
      /** The account stays up after the run. */
      readonly stay: boolean;
    } & Named);

interface Named {
  /** The report's page is shown in the user's browser; of an account that stays up, its console. */
  readonly open: boolean;
  /** Absent: dev, or the first. */
  readonly environment?: string;
  /** What answers for services that are not served here: of each --forward, what was given. */
  readonly forward: readonly string[];
  /** Of an account that stays up; absent: a free one. */
  readonly port?: number;
  /** A folder that the account outlives the process in. */
  readonly keep?: string;
}

export const help = `Usage: npm start -- [options]

Stands the synthesized stack up on this machine, sends it events and follows its reports to their messages.

  --env NAME        environment, one of environments/ (default: dev; without a dev, the first)
  --events FILE     send this NDJSON file's events in place of generated ones; - reads stdin
  --report NAME     let this schedule fire alone, of the settings' reports (default: all that are enabled)
  --start DATE      first day of the report (YYYY-MM-DD, UTC); together with --end
  --end DATE        last day of the report, inclusive
                    (default: October 2026 for generated events, the last event's month for a file)
  --open            open the report's page in the browser, or with --serve or --stay the account's console; without a
                    display, its path is printed
  --verbose         tell all: each state, the whole message, what happened, and the cost line by line
  --serve           keep the local endpoint up, in real time, for the AWS CLI or any SDK; with --events FILE, or with
                    --demo, which sends the generated ones, it stays up once those are delivered
  --stay            make the report, and keep the account up after it
  --keep FOLDER     with --serve or --stay: keep the account in FOLDER; --serve --keep FOLDER goes on with it
  --forward S=URL   where calls of the service S are answered, which is not served here (may be repeated):
                    dynamodb=http://127.0.0.1:8000; a variable AWS_ENDPOINT_URL_DYNAMODB does the same
  --port NUMBER     the endpoint's port, with --serve or --stay (default: a free one)
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
  demo: { type: 'boolean' },
  stay: { type: 'boolean' },
  keep: { type: 'string' },
  port: { type: 'string' },
  forward: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const satisfies KnownOptions;

/** @throws UserError naming option, value and remedy */
export function parseOptions(args: readonly string[]): Options {
  const values = read(args);
  if (values.help) return { command: 'help' };
  if (values.events === '') throw new UserError('--events is empty: give the path of an NDJSON file, or - for stdin.');
  refuseAlone(values);
  const port = readPort(values.port);
  const common = {
    open: values.open ?? false,
    forward: values.forward ?? [],
    ...(values.env === undefined ? {} : { environment: values.env }),
    ...(values.events === undefined ? {} : { events: values.events }),
    ...(port === undefined ? {} : { port }),
    ...(values.keep === undefined ? {} : { keep: values.keep }),
  };
  if (values.serve) {
    refuseWithServe(values);
    return { command: 'serve', demo: values.demo ?? false, ...common };
  }
  const period = readPeriod(values.start, values.end);
  refuseWithReport(values);
  return {
    command: 'report',
    ...common,
    ...(period === undefined ? {} : { period }),
    ...(values.report === undefined ? {} : { report: values.report }),
    verbose: values.verbose ?? false,
    stay: values.stay ?? false,
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

/** What says how an account stays up, where none does; and what can't be said at once. */
function refuseAlone({ serve, stay, port, keep, demo, events }: Values): void {
  if (serve && stay) throw new UserError("--serve can't be combined with --stay: leave out one of them.");
  if (keep === '') throw new UserError('--keep is empty: give the path of a folder.');
  for (const [option, value] of Object.entries({ port, keep })) {
    if (serve || stay || value === undefined) continue;
    throw new UserError(`--${option} ${value} goes with --serve or --stay: add one, or leave --${option} out.`);
  }
  if (demo && !serve) {
    throw new UserError(
      '--demo goes with --serve: add it, or leave --demo out: without --events they are sent anyway.',
    );
  }
  if (demo && events !== undefined) {
    throw new UserError(`--events ${events} can't be combined with --demo: leave out one of them.`);
  }
}

function refuseWithServe(values: Values): void {
  for (const option of ['report', 'start', 'end'] as const) {
    if (values[option] === undefined) continue;
    throw new UserError(
      `--${option} ${values[option]} can't be combined with --serve: leave it out, and start reports through the ` +
        'endpoint, as --serve shows; or have one made, and the account kept up, by --stay.',
    );
  }
  if (values.verbose) {
    throw new UserError("--verbose can't be combined with --serve, which tells all there is: leave it out.");
  }
}

function readPort(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const port = Number(given);
  if (!/^\d+$/.test(given) || port < 1 || port > 65_535) {
    throw new UserError(`--port ${given}: not a port. Give a whole number from 1 to 65535, or leave --port out.`);
  }
  return port;
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
