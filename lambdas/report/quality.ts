import type { Malformed } from './malformed';
import { isCount, type Count } from './metric';
import { countIn } from './metric-values';
import type { Extent, Report } from './report';
import { counted, share, whole } from '../shared/wording';

/** One thing that can be wrong with events, and how many it is wrong with. */
export interface QualityCheck {
  name: string;
  records: number;
  /** In the preceding period; not known of what is in no number. */
  before?: number;
  /** All records that could have it. */
  of: number;
  ofBefore?: number;
  /** More than `records` there may be. */
  atLeast: boolean;
  /** Worth a look. */
  warn: boolean;
  /** What it does to the numbers. */
  effect: string;
}

/** Beyond these shares of the records a fault is worth a look: of those that are lost, and of those that lack something. */
export const WORTH_A_LOOK = { lost: 0.005, lacking: 0.02 } as const;

/** What is in no number comes first. */
export function qualityChecks(report: Report, malformed: Malformed) {
  const { metrics, total, precedingTotal, nowhere } = report;
  const check = ({ name, title }: Count, effect: string): QualityCheck => ({
    name: title,
    records: countIn(total, name),
    before: countIn(precedingTotal, name),
    of: total.events,
    ofBefore: precedingTotal.events,
    atLeast: false,
    warn: countIn(total, name) > WORTH_A_LOOK.lacking * total.events,
    effect,
  });
  const received = total.events + nowhere.events + malformed.records;
  const worth = (lost: number) => lost > WORTH_A_LOOK.lost * received;
  return [
    {
      name: 'Malformed',
      records: malformed.records,
      of: received,
      atLeast: !malformed.exact,
      warn: !malformed.exact || worth(malformed.records),
      effect: 'Could not be read, and are in no other number. Each is kept, with the reason, under errors/.',
    },
    {
      name: 'In no report',
      records: nowhere.events,
      of: received,
      atLeast: false,
      warn: worth(nowhere.events),
      effect: `Arrived in this period, and count in no report: their own days are too far from it${days(nowhere)}.`,
    },
    ...metrics.flatMap((one) => (isCount(one) && one.fault !== undefined ? [check(one, one.fault)] : [])),
  ] satisfies QualityCheck[] as QualityCheck[];
}

/** `, 1970-01-01 to 2033-05-18` */
const days = ({ days }: Extent) =>
  days === undefined ? '' : `, ${days.startDate}${days.endDate === days.startDate ? '' : ` to ${days.endDate}`}`;

/** `at least 1,234` */
export const recordsOf = ({ records, atLeast }: QualityCheck): string =>
  `${atLeast ? 'at least ' : ''}${whole(records)}`;

/** `Without timestamp: 512 records (0.5 %)` */
export const inWords = (check: QualityCheck): string =>
  `${check.name}: ${check.atLeast ? 'at least ' : ''}${counted(check.records, 'record')} (${share(check.records, check.of)})`;
