import { userPath } from '../../../scripts/files/user-path';
import { type SentEvents } from '../../events/event';
import { defaultEvents, defaultPeriod, defaultReportTime } from '../../events/generate';
import { type LineProblem } from '../../events/line-reader';
import { readEvents } from '../../events/read-file';
import { type LineEvents } from '../../events/line-events';
import { checkPeriod, dayOf, monthOf, type Period } from '../../events/period';

/** What a run is fed with, and which report it makes. */
export interface ReportInput {
  readonly events: SentEvents;
  readonly period: Period;
  /** Made by the schedule of that report, or by all that are on; else by hand. */
  readonly scheduled?: { readonly report?: string };
  /** Lines of a file that can't be used as they are. */
  readonly problems: readonly LineProblem[];
  /** On which lines of the file these records stand. */
  linesOf(records: ReadonlySet<string>): ReadonlyMap<string, readonly number[]>;
  /** None of it is asked for any more. */
  close(): void;
}

/** @throws UserError for a period that the generated events can't have a report of */
export function checkGenerated(period: Period | undefined): void {
  if (period) checkPeriod(period, dayOf(defaultReportTime));
}

/** The events of October 2026, and the reports that schedules make when it is over, or one of another period by hand. */
export function generatedInput(period: Period | undefined, report?: string): ReportInput {
  const common = {
    events: defaultEvents(),
    problems: [],
    linesOf: () => new Map<string, number[]>(),
    close: () => undefined,
  };
  return period
    ? { ...common, period }
    : { ...common, period: defaultPeriod, scheduled: report === undefined ? {} : { report } };
}

/**
 * A file's events, and a report of the given period or of the month of the last event.
 * @throws UserError for a file or a period that can't be used
 */
export async function fileInput(file: string, period: Period | undefined): Promise<ReportInput> {
  const path = file === '-' ? file : userPath(file);
  const { events, problems } = await readEvents(path, {
    typed: file,
    ...(period ? { startDate: period.startDate } : {}),
  });
  const last = events.last ?? new Date();
  // Events may be of a month to come, so that a report can be tried before its time: then that is "today".
  const today = dayOf(new Date(Math.max(Date.now(), last.getTime())));
  const { startDate, endDate } = period ?? monthOf(last);
  return {
    events,
    problems,
    period: checkPeriod({ startDate, endDate: period || endDate < today ? endDate : today }, today),
    linesOf: (records) => linesIn(events, records),
    close: () => events.close(),
  };
}

/** Looked for when they are asked for: of a million lines, a list for each would take most of the memory. */
function linesIn(events: LineEvents, records: ReadonlySet<string>): Map<string, number[]> {
  const lines = new Map<string, number[]>();
  if (records.size === 0) return lines;
  const sizes = new Set(Array.from(records, (record) => Buffer.byteLength(record)));
  for (const { bytes, line } of events) {
    // Without a text of each.
    if (!sizes.has(bytes.length)) continue;
    const data = bytes.toString();
    if (!records.has(data)) continue;
    const known = lines.get(data);
    if (known) known.push(line);
    else lines.set(data, [line]);
  }
  return lines;
}
