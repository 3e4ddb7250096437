import type { Malformed } from './malformed';
import type { Quality, Report } from './report';
import { counted, share, whole } from '../shared/wording';

/** One thing that can be wrong with events, and how many it is wrong with. */
export interface QualityCheck {
  name: string;
  records: number;
  /** In the preceding period; not known of malformed records. */
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

/** In the order of how much they falsify the numbers. */
export function qualityChecks({ total, precedingTotal, quality, precedingQuality }: Report, malformed: Malformed) {
  const check = (name: string, key: keyof Quality, effect: string): QualityCheck => ({
    name,
    records: quality[key],
    before: precedingQuality[key],
    of: total.events,
    ofBefore: precedingTotal.events,
    atLeast: false,
    warn: quality[key] > WORTH_A_LOOK.lacking * total.events,
    effect,
  });
  const received = total.events + malformed.records;
  return [
    {
      name: 'Malformed',
      records: malformed.records,
      of: received,
      atLeast: !malformed.exact,
      warn: !malformed.exact || malformed.records > WORTH_A_LOOK.lost * received,
      effect: 'Could not be read, and are in no other number. Each is kept, with the reason, under errors/.',
    },
    check('Without timestamp', 'withoutTimestamp', 'Count on the day of their arrival, and in no hour of the day.'),
    check('Late', 'late', 'Arrived on a later day (UTC) than their own, and count on their own.'),
    check('Without user', 'withoutUser', 'Count as events, but as no user.'),
    check('Without video', 'withoutVideo', 'Count as events, but as no video.'),
    check('Without format', 'withoutFormat', 'Count as format unknown.'),
  ] satisfies QualityCheck[] as QualityCheck[];
}

/** `at least 1,234` */
export const recordsOf = ({ records, atLeast }: QualityCheck): string =>
  `${atLeast ? 'at least ' : ''}${whole(records)}`;

/** `Without timestamp: 512 records (0.5 %)` */
export const inWords = (check: QualityCheck): string =>
  `${check.name}: ${check.atLeast ? 'at least ' : ''}${counted(check.records, 'record')} (${share(check.records, check.of)})`;
