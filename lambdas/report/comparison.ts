import { daysIn } from '../shared/period';
import { lengthOf, ratio } from '../shared/wording';
import type { Report } from './report';

type Periods = Pick<Report, 'period' | 'preceding'>;

/**
 * Events of the preceding period as its days would have had them in as many as this period has: months differ in
 * length, and a month of 31 days is not busier than one of 28 for its three days more. Unique users and videos do not
 * grow by the day, and are compared as they are.
 */
export const levelled = ({ period, preceding }: Periods, eventsBefore: number): number =>
  (eventsBefore * daysIn(period)) / daysIn(preceding);

/** Events per user of the preceding period, to the digits that are shown: they grow by the day, as events do. */
export const perUserLevelled = (report: Report): number =>
  Number(ratio(levelled(report, report.precedingTotal.events), report.precedingTotal.users));

/** `, 30 days: changes in events are by the day`; nothing where the periods have as many days. */
export const byTheDay = (periods: Periods): string =>
  daysIn(periods.period) === daysIn(periods.preceding)
    ? ''
    : `, ${lengthOf(periods.preceding)}: changes in events are by the day`;
