import { daysIn } from '../shared/period';
import { lengthOf, ratio } from '../shared/wording';
import { isCount, type Metric } from './metric';
import { countIn, lower, type SomeCounts } from './metric-values';
import type { Report } from './report';

type Periods = Pick<Report, 'period' | 'preceding'>;

/**
 * Events of the preceding period as its days would have had them in as many as this period has: months differ in
 * length, and a month of 31 days is not busier than one of 28 for its three days more. Unique users and videos do not
 * grow by the day, and are compared as they are.
 */
export const levelled = ({ period, preceding }: Periods, eventsBefore: number): number =>
  (eventsBefore * daysIn(period)) / daysIn(preceding);

/** What a number is compared with: that of the preceding period, levelled where it grows by the day. */
export function comparedWith(report: Report, metric: Metric, before: SomeCounts): number {
  const part = (name: string) => {
    const grows = report.metrics.some((one) => one.name === name && isCount(one) && one.byTheDay);
    return grows ? levelled(report, countIn(before, name)) : countIn(before, name);
  };
  // To the digits that are shown.
  return isCount(metric) ? part(metric.name) : Number(ratio(part(metric.ratio[0]), part(metric.ratio[1])));
}

/** `, 30 days: changes in events are by the day`; nothing where the periods have as many days. */
export function byTheDay({ period, preceding, metrics }: Report): string {
  const growing = metrics.flatMap((one) => (isCount(one) && one.byTheDay ? [lower(one.title)] : []));
  if (daysIn(period) === daysIn(preceding) || growing.length === 0) return '';
  const names = [growing.slice(0, -1).join(', '), growing.at(-1)].filter(Boolean).join(' and ');
  return `, ${lengthOf(preceding)}: changes in ${names} are by the day`;
}
