import type { Execution } from '../contracts';
import type { Malformed } from './malformed';
import { addDays, type Period } from '../shared/period';

/** What a report's text and page tell beside the report itself. */
export interface Circumstances {
  environment: string;
  application: string;
  lateArrivalDays: number;
  /** When the report was made. */
  now: Date;
  queryExecutionId: string;
  dataScannedInBytes: number;
  engineExecutionTimeInMillis: number;
  execution: Execution;
  malformed: Malformed;
}

/** The first day on which nothing that arrives counts any more; undefined when it has come. */
export function stillOpenUntil({ endDate }: Period, { lateArrivalDays, now }: Circumstances): string | undefined {
  const closes = addDays(endDate, lateArrivalDays + 1);
  return now.toISOString().slice(0, 10) < closes ? closes : undefined;
}

/** The command that makes the report again, with the events that have arrived since. */
export const againCommand = ({ startDate, endDate }: Period, { environment }: Circumstances): string =>
  `npm run report -- --env ${environment} --start ${startDate} --end ${endDate}`;
