import { type Seen } from './account/seen';

/** How a report may end. */
export const outcomes = ['report', 'report and alarm', 'notice', 'alarm'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Verdict {
  /** Absent where none of them was seen. */
  readonly outcome?: Outcome;
  /** Promises that were broken: what was promised, and what was seen. */
  readonly broken: readonly string[];
}

const UNDELIVERED = /^notice-undelivered/;

/**
 * Holds what was seen against what is promised. It knows mailboxes, alarms and markers, and none of the code that
 * writes them.
 */
export function judge(seen: Seen): Verdict {
  const { messages, alarms, executions, accepted, stored, markers, stopped = {} } = seen;
  const broken: string[] = [];
  const breaks = (promise: string, found: string) => void broken.push(`${promise}: ${found}`);
  const notices = messages.filter(({ text }) => /was not sent\./.test(text));
  const reports = messages.filter(({ text }) => /^ *Events +[\d,]+ /m.test(text));
  const others = messages.filter((message) => !notices.includes(message) && !reports.includes(message));
  const succeeded = executions.some(({ status }) => status === 'SUCCEEDED');
  const running = executions.filter(({ status }) => status === 'RUNNING');
  // Of an execution that is stopped while it publishes it is not known, though its function may tell later.
  const publishing = [...Object.entries(markers), ...Object.entries(stopped)].some(
    ([key, state]) => !key.includes('notices/') && state === 'publishing',
  );

  if (reports.length > 1) breaks('one report', `${reports.length} were sent`);
  if (notices.length > 1) breaks('one notice', `${notices.length} were sent`);
  if (reports.length > 0 && notices.length > 0) breaks('a report or a notice', 'subscribers got both');
  for (const { subject } of others) breaks('a report or a notice', `subscribers got “${subject}”`);
  if (executions.length > 1) breaks('one execution a month', `there are ${executions.length}`);
  if (running.length > 0) breaks('every execution ends', `${running.length} did not`);
  if (messages.length === 0 && alarms.length === 0) breaks('nobody is left without a word', 'no message and no alarm');
  if (succeeded && reports.length === 0)
    breaks('what succeeded was sent', 'an execution succeeded, and sent no report');
  if (!succeeded && alarms.length === 0) breaks('an alarm for each report that failed', 'no alarm went off');
  const silent = executions.length > 0 && !succeeded && messages.length === 0;
  if (silent && !publishing && !alarms.some((name) => UNDELIVERED.test(name)))
    breaks('a notice, where it is known that nothing was sent', 'none, and its dead-letter queue is empty');

  for (const { subject, text } of notices) {
    if (!`${subject}${text}`.includes(`${seen.month}-01`)) breaks('a true notice', 'it is of another period');
  }
  for (const { text } of reports) {
    const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
    const counted = { events: number(/^ *Events +([\d,]+) /m), malformed: number(/Malformed: ([\d,]+) /) };
    if (!text.includes(`${seen.month}-01 to ${seen.month}-`)) breaks('true numbers', 'they are of another period');
    if (counted.events !== accepted.good)
      breaks('true numbers', `the report has ${counted.events} events, and ${accepted.good} were accepted`);
    if (counted.malformed !== accepted.malformed)
      breaks('true numbers', `${counted.malformed} malformed, and ${accepted.malformed} were accepted`);
  }
  for (const what of ['good', 'malformed'] as const) {
    if (stored[what] !== accepted[what])
      breaks('no event is lost', `${accepted[what]} ${what} were accepted, and ${stored[what]} are stored`);
  }
  return broken.length > 0 ? { broken } : { outcome: outcomeOf(reports.length, notices.length, succeeded), broken };
}

function outcomeOf(reports: number, notices: number, succeeded: boolean): Outcome {
  if (reports === 1) return succeeded ? 'report' : 'report and alarm';
  return notices === 1 ? 'notice' : 'alarm';
}
