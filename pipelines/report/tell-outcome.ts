import { daysIn, type Period } from '../../lambdas/shared/period';
import { safeText } from '../../lambdas/shared/safe-text';
import { table } from '../../scripts/text/table';
import { bytes, counted, duration, moment } from '../../scripts/text/words';
import { type Execution } from './execution';
import { type Outcome } from './outcome';
import { timeIn } from './tell-states';
import { type Visit } from './visits';

/** Longer causes stand whole in the JSON and in the console. */
const LONGEST_CAUSE = 1000;

/** What came of an execution, for a terminal. */
export function outcomeText(outcome: Outcome): string {
  const { name } = outcome.execution;
  return `${name}: ${inWords(outcome.execution)}\n\n${table(facts(outcome))}\n`;
}

/** The same after all its states. */
export function shownText(outcome: Outcome): string {
  const rows = outcome.visits.map((visit) => {
    const { state, entered, said, errors } = visit;
    const problem = errors.at(-1);
    return [state, clockTime(entered), timeIn(visit), said ?? (problem ? `! ${problem.error}` : '')];
  });
  const states = rows.length === 0 ? '' : `${table([['state', 'at (UTC)', 'took', ''], ...rows], 'llr')}\n\n`;
  return `${states}${outcomeText(outcome)}`;
}

/** `SUCCEEDED in 32 s` */
export const inWords = (execution: Execution): string =>
  execution.stopped
    ? `${execution.status} in ${timeOf(execution)}`
    : `${execution.status} since ${moment(execution.started)}`;

export const timeOf = ({ started, stopped }: Pick<Execution, 'started' | 'stopped'>): string =>
  stopped ? duration(stopped.getTime() - started.getTime()) : '';

export const periodText = (period: Period | undefined): string =>
  period ? `${period.startDate} to ${period.endDate}` : 'not a period';

/** What there is to say, as label and text. Text that came from outside is made fit to show. */
export function facts(outcome: Outcome): [label: string, text: string][] {
  const { execution, sent, query, failure, page, console, reason } = outcome;
  const { period } = execution;
  const rows: [string, string | undefined][] = [
    ['Environment', outcome.environment],
    ['Period', period && `${periodText(period)}, ${counted(daysIn(period), 'day')}, UTC`],
    ['Reason', reason === undefined ? undefined : safeText(reason, LONGEST_CAUSE)],
    ['Subject', sent && safeText(sent.subject, LONGEST_CAUSE)],
    ['Message id', sent && safeText(sent.messageId, 100)],
    ['Query', query && `${bytes(query.bytesScanned)} read in ${duration(query.milliseconds)}`],
    ['Failed in', failure?.state],
    ['Error', failure && safeText(failure.error, 256)],
    ['Cause', failure && safeText(failure.cause, LONGEST_CAUSE)],
    ['What to do', failure?.advice],
    ['Page', page?.location],
    ['Link', page?.link],
    ['', page?.dies && `opens the page for whoever has it, until ${moment(page.dies)}`],
    ['Execution', console],
  ];
  return rows.flatMap(([label, text]): [string, string][] => (text === undefined ? [] : [[label, text]]));
}

/** `08:00:03.250` */
const clockTime = (date: Date): string => date.toISOString().slice(11, 23);

/** Seconds, for scripts. */
const seconds = (from: Date, to: Date | undefined): number | null =>
  to === undefined ? null : (to.getTime() - from.getTime()) / 1000;

/** An execution as a script reads it: every field is there, null where there is nothing. */
export const executionJson = ({ name, arn, status, period, started, stopped, redriveCount }: Execution) => ({
  name,
  arn,
  status,
  startDate: period?.startDate ?? null,
  endDate: period?.endDate ?? null,
  started: started.toISOString(),
  stopped: stopped?.toISOString() ?? null,
  seconds: seconds(started, stopped),
  redriveCount,
});

export const outcomeJson = ({ environment, execution, visits, sent, query, failure, page, console }: Outcome) => ({
  environment,
  ...executionJson(execution),
  states: visits.map(({ state, type, entered, left, said, errors }: Visit) => ({
    state,
    type,
    entered: entered.toISOString(),
    seconds: seconds(entered, left),
    said: said ?? null,
    errors,
  })),
  sent: sent ?? null,
  query: query ?? null,
  failure: failure ? { ...failure, state: failure.state ?? null } : null,
  page: page
    ? { location: page.location, console: page.console ?? null, link: page.link ?? null, dies: page.dies ?? null }
    : null,
  console: console ?? null,
});
