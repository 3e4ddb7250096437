import { resolve } from 'node:path';
import { type SentEvent } from './events/event';
import { defaultEvents, defaultPeriod, defaultReportTime } from './events/generate';
import { type LineProblem, readEvents } from './events/read-file';
import { reasonIn } from './follow';
import { clientsOf } from './clients';
import { isDiskFull } from './object-store';
import { type Options } from './options';
import { checkPeriod, dayOf, monthOf, type Period } from './period';
import { type Progress } from './progress';
import { type Rejected } from './rejected';
import { explainRefusals } from './refusals';
import { type ReportOutcome, runReport } from './report-run';
import { makeRunFolder, shown, writeRunFile } from './run-folder';
import { messageText, summaryText } from './summary';
import { stackFolder, synthesize } from './synthesize';
import { table } from './table';
import { queriesOf, usageOf } from './usage';
import { counted, whole } from './words';

type ReportOptions = Extract<Options, { readonly command: 'report' }>;

/** What a run is fed with, and which report it makes. */
interface Input {
  readonly events: readonly SentEvent[];
  readonly period: Period;
  readonly scheduled?: { readonly at: Date };
  /** Lines of a file that were not sent. */
  readonly unsent: readonly LineProblem[];
  /** On which lines of the file a record stands. */
  linesOf(data: string): readonly number[];
}

/** Makes one report, tells it, and returns the exit code. @throws UserError for a mistake in what was given */
export async function reportCommand(options: ReportOptions, progress: Progress): Promise<number> {
  const start = performance.now();
  const ofFile = options.events === undefined ? undefined : await fromFile(options.events, options);
  if (options.period) checkPeriod(options.period, ofFile?.today ?? dayOf(defaultReportTime));
  const synthesizing = progress.step('Synthesizing');
  const synthesized = synthesize();
  // Another process is at work meanwhile.
  const input = ofFile ?? generated(options);
  const stack = stackFolder(await synthesized, options.environment);
  synthesizing.done('Environments synthesized');
  const folder = makeRunFolder(options.environment);
  const outcome = await runReport({ stackFolder: stack, folder, progress, ...input });
  try {
    return await tell({ outcome, input, folder, progress, start });
  } finally {
    await outcome.account.close();
  }
}

function generated({ period }: ReportOptions): Input {
  const events = defaultEvents();
  const common = { events, unsent: [], linesOf: () => [] };
  return period ? { ...common, period } : { ...common, period: defaultPeriod, scheduled: { at: defaultReportTime } };
}

async function fromFile(file: string, { period }: ReportOptions): Promise<Input & { readonly today: string }> {
  // npm runs scripts in the package's folder, and tells in INIT_CWD where the user is.
  const path = file === '-' ? file : resolve(process.env['INIT_CWD'] ?? process.cwd(), file);
  const { events, unsent } = await readEvents(path, period ? { startDate: period.startDate } : {});
  const last = events.at(-1)?.arrival ?? new Date();
  // Events may be of a month to come, so that a report can be tried before its time: then that is "today".
  const today = dayOf(new Date(Math.max(Date.now(), last.getTime())));
  const lines = new Map<string, number[]>();
  for (const { data, line } of events) lines.set(data, [...(lines.get(data) ?? []), line]);
  return {
    events,
    unsent,
    today,
    period: period ?? untilToday(monthOf(last), today),
    linesOf: (data) => lines.get(data) ?? [],
  };
}

const untilToday = ({ startDate, endDate }: Period, today: string): Period => ({
  startDate,
  endDate: endDate < today ? endDate : today,
});

interface Telling {
  readonly outcome: ReportOutcome;
  readonly input: Input;
  readonly folder: string;
  readonly progress: Progress;
  readonly start: number;
}

async function tell({ outcome, input, folder, progress, start }: Telling): Promise<number> {
  keepFiles(outcome, folder);
  const failure = failureOf(outcome);
  if (failure !== undefined) {
    progress.line(failure, 'failure');
    progress.line(`What lies in S3, logs and permissions used: ${shown(folder)}`);
    return 1;
  }
  const clients = clientsOf(outcome.account);
  const queries = await queriesOf(clients.athena, outcome.account);
  clients.close();
  const usage = usageOf({
    ...outcome,
    queries,
    firehoseBytes: outcome.sent?.billedBytes ?? 0,
    stateTransitions: outcome.execution?.stateTransitions ?? 0,
  });
  if (outcome.message) process.stdout.write(messageText(outcome.message));
  process.stdout.write(summaryText({ outcome, queries, usage, folder, took: performance.now() - start }));
  const problems = [...input.unsent, ...unusable(outcome.rejected, input)].sort((a, b) => a.line - b.line);
  if (problems.length === 0) return 0;
  progress.line(problemText(problems, outcome), 'warning');
  return 2;
}

/** What a person looks at after a run. The logs of functions that were refused are in it too. */
function keepFiles({ account, ledger, message }: ReportOutcome, folder: string): void {
  if (message) writeRunFile(folder, 'message.txt', `Subject: ${message.subject}\n\n${message.text}\n`);
  writeRunFile(folder, 'permissions.ndjson', ledger.toLines());
  const { logs } = account.lambda;
  for (const group of logs.names()) {
    const text = logs.events(group).map(({ timestamp, message: line }) => `${timestamp.toISOString()} ${line}\n`);
    writeRunFile(folder, `logs/${group.replaceAll('/', '-').replace(/^-/, '')}.log`, text.join(''));
  }
}

/** Why there is no report, or one that can't be trusted: a refusal anywhere means that AWS would have refused too. */
function failureOf({ account, execution, error, message }: ReportOutcome): string | undefined {
  const { refusals } = account.accessControl;
  const lines: string[] = [];
  if (execution && execution.status !== 'SUCCEEDED') {
    lines.push(`The execution ${execution.name} ended ${execution.status}: ${execution.error ?? 'no error name'}.`);
    lines.push(reasonIn(execution.cause));
  }
  if (error !== undefined && isDiskFull(error)) lines.push((error as Error).message);
  else if (error !== undefined && refusals.length === 0) throw error;
  if (refusals.length > 0) lines.push('', explainRefusals(refusals));
  else if (lines.length === 0 && !message) lines.push('The execution succeeded, but published no message.');
  return lines.length > 0 ? lines.join('\n').trim() : undefined;
}

/** Of a file: its lines. Generated events hold some on purpose, which is no news. */
function unusable(rejected: readonly Rejected[], { linesOf }: Input): LineProblem[] {
  const seen = new Map<string, number>();
  return rejected.flatMap(({ data, why }) => {
    const nth = seen.get(data) ?? 0;
    seen.set(data, nth + 1);
    const line = linesOf(data)[nth];
    return line === undefined ? [] : [{ line, why }];
  });
}

const mostLines = 20;

function problemText(problems: readonly LineProblem[], { names }: ReportOutcome): string {
  const rows = problems.slice(0, mostLines).map(({ line, why }) => [`  line ${whole(line)}`, why]);
  const more = problems.length - rows.length;
  return [
    `\n${counted(problems.length, 'line')} of the file could not be used; the report is made from the rest.`,
    `What was sent is kept under ${names.errorsPrefix} in ${names.eventsBucket}. Correct the lines and run this again.`,
    table(rows),
    ...(more > 0 ? [`  and ${whole(more)} more`] : []),
  ].join('\n');
}
