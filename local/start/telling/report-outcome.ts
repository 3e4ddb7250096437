import { join } from 'node:path';
import { RUN_FILE, RUN_RECORD, type RunRecord } from '../../../scripts/programs/run-record';
import { briefText } from './brief';
import { type Clients, clientsOf } from '../../aws/clients';
import { costOf, type Usage } from './cost';
import { type Summary } from './happened';
import { type LineProblem } from '../../events/line-reader';
import { otherFailures, otherTransitions } from '../running/other-machines';
import { firedAlarms } from '../running/fired-alarms';
import { keepRunFile } from './keep-run-file';
import { reasonIn } from '../running/follow';
import { isDiskFull } from '../../aws/s3/object-store';
import { type Progress } from '../../../scripts/text/progress';
import { openPage } from './open-page';
import { explainRefusals } from './refusals';
import { rejectedLines } from '../reading/rejected-lines';
import { type ReportInput } from '../reading/report-input';
import { type ReportOutcome } from '../running/report-run';
import { shown, writeRunFile } from '../running/run-folder';
import { messageText, summaryText } from './summary';
import { table } from '../../../scripts/text/table';
import { queriesOf, usageOf } from './usage';
import { counted, whole } from '../../../scripts/text/words';

export interface Telling {
  readonly outcome: ReportOutcome;
  readonly input: Pick<ReportInput, 'problems' | 'linesOf'>;
  /** Of the run. */
  readonly folder: string;
  readonly progress: Progress;
  /** When the run began, by `performance.now()`. */
  readonly start: number;
  /** Show the page in the user's browser. */
  readonly open: boolean;
  /** Tell all of it. */
  readonly verbose: boolean;
}

/** Writes what came of a run to stdout, and what went wrong to where progress goes. Returns the exit code. */
export async function tellOutcome({
  outcome,
  input,
  folder,
  progress,
  start,
  open,
  verbose,
}: Telling): Promise<number> {
  keepFiles(outcome, folder);
  const failure = failureOf(outcome);
  if (failure !== undefined) {
    progress.line(`\n${failure}`, 'failure');
    const { execution, message } = outcome;
    if (message && execution?.status !== 'SUCCEEDED') progress.line(`\nSubscribers were told:\n${message.text}`);
    const alarms = firedAlarms(outcome);
    if (alarms.length > 0) progress.line(`\nOperators were told by alarms:\n${alarms.join('\n')}`);
    progress.line(`\nWhat was delivered, the logs and the permissions used lie in ${shown(folder)}/`);
    await asClients(outcome, (clients) => keepRunFile({ outcome, failure }, clients, folder));
    progress.line(`All of it in one page: ${shown(join(folder, RUN_FILE))}`);
    return 1;
  }
  const summary = await asClients(outcome, async (clients) => {
    const told = await summaryOf(outcome, clients, folder, start);
    await keepRunFile({ outcome, summary: told }, clients, folder);
    return told;
  });
  writeRunFile(folder, RUN_RECORD, `${JSON.stringify(recordOf(summary.usage), null, 2)}\n`);
  if (verbose && outcome.message) process.stdout.write(messageText(outcome.message));
  process.stdout.write(verbose ? summaryText(summary) : briefText(summary));
  const page = join(folder, PAGE);
  if (open && !(await openPage(page))) progress.line(`\nThere is no display to open it on: the page is ${page}`);
  const problems = [...input.problems, ...rejectedLines(outcome.rejected, input)].sort((a, b) => a.line - b.line);
  if (problems.length === 0) return 0;
  progress.line(problemText(problems, outcome), 'warning');
  return 2;
}

const PAGE = 'report.html';

/** What there is to tell of a run that ended well, and began at `start`. */
export async function summaryOf(
  outcome: ReportOutcome,
  { athena }: Clients,
  folder: string,
  start: number,
): Promise<Summary> {
  const queries = await queriesOf(athena, outcome.account);
  const usage = usageOf({
    ...outcome,
    queries,
    firehoseBytes: outcome.sent?.billedBytes ?? 0,
    stateTransitions: [outcome, ...outcome.others].reduce(
      (sum, { execution }) => sum + (execution?.stateTransitions ?? 0),
      otherTransitions(outcome),
    ),
  });
  return { outcome, queries, usage, folder, took: performance.now() - start };
}

async function asClients<T>({ account }: ReportOutcome, ask: (clients: Clients) => Promise<T>): Promise<T> {
  const clients = clientsOf(account);
  try {
    return await ask(clients);
  } finally {
    clients.close();
  }
}

const recordOf = (usage: Usage): RunRecord => ({
  stateTransitions: usage.stateTransitions,
  invocations: usage.invocations.length,
  bytesScanned: usage.queries.reduce((sum, bytes) => sum + bytes, 0),
  cost: costOf(usage)
    .filter(({ measured }) => !measured)
    .map(({ what, quantity, dollars, monthly = false }) => ({ what, quantity, dollars, monthly })),
});

/** What a person looks at after a run; what happened before a failure is in it too. */
function keepFiles({ account, ledger, message, page }: ReportOutcome, folder: string): void {
  if (page !== undefined) writeRunFile(folder, PAGE, page);
  if (message) writeRunFile(folder, 'message.txt', `Subject: ${message.subject}\n\n${message.text}\n`);
  writeRunFile(folder, 'permissions.ndjson', ledger.toLines());
  const { logs } = account.lambda;
  for (const group of logs.names()) {
    const text = logs.events(group).map(({ timestamp, message: line }) => `${timestamp.toISOString()} ${line}\n`);
    writeRunFile(folder, `logs/${group.replaceAll('/', '-').replace(/^-/, '')}.log`, text.join(''));
  }
}

/**
 * Why there is no report, or one that can't be trusted: a refusal anywhere means that AWS would have refused too.
 * @throws what neither the account's policies nor the machine explain
 */
export function failureOf(outcome: ReportOutcome): string | undefined {
  const { account, execution, others, error, message } = outcome;
  const { refusals } = account.accessControl;
  const unanswered = account.elsewhere.refused;
  const explained = refusals.length + unanswered.length > 0;
  const parts: string[] = [];
  for (const made of [...(execution ? [execution] : []), ...others.map((other) => other.execution)]) {
    if (made.status === 'SUCCEEDED') continue;
    const name = made.error === undefined ? '' : ` (${made.error})`;
    parts.push(`The execution ${made.name} ended ${made.status}${name}: ${reasonIn(made.cause)}`);
  }
  parts.push(...otherFailures(outcome));
  if (error !== undefined) {
    if (isDiskFull(error)) parts.push((error as Error).message);
    else if (!explained) throw error;
  }
  if (parts.length === 0 && explained && message) parts.push('The report was sent, but not as AWS would do it:');
  if (refusals.length > 0) parts.push(explainRefusals(refusals));
  if (unanswered.length > 0) parts.push(unanswered.join('\n'));
  if (!explained && parts.length === 0 && !message) parts.push('The execution succeeded, but published no message.');
  return parts.length > 0 ? parts.join('\n\n') : undefined;
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
