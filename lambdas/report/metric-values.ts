import { counted, ratio, whole } from '../shared/wording';
import { isCount, type Metric } from './metric';
import type { Counts } from './metrics';

/** Of some counts: in a ranking, those of the preceding period are few. */
export type SomeCounts = Partial<Counts>;

/** What is not there was not asked for, and is no zero. */
export function countIn(counts: SomeCounts, name: string): number {
  const value = (counts as Readonly<Record<string, number | undefined>>)[name];
  if (value === undefined) throw new Error(`${name} is none of the counts ${Object.keys(counts).join(', ')}.`);
  return value;
}

/** A ratio to the digits that are shown. */
export const valueOf = (metric: Metric, counts: SomeCounts): number =>
  isCount(metric) ? countIn(counts, metric.name) : Number(textOf(metric, counts));

/** `1,234`, `4.50` */
export const textOf = (metric: Metric, counts: SomeCounts): string =>
  isCount(metric)
    ? whole(countIn(counts, metric.name))
    : ratio(countIn(counts, metric.ratio[0]), countIn(counts, metric.ratio[1]));

/** `1,234 events`, `4.50 events per user` */
export const phraseOf = (metric: Metric, counts: SomeCounts): string =>
  isCount(metric) ? counted(valueOf(metric, counts), metric.unit) : `${textOf(metric, counts)} ${lower(metric.title)}`;

/** `events`, `events per user`: over a column of the message. */
export const headOf = (metric: Metric): string => (isCount(metric) ? `${metric.unit}s` : lower(metric.title));

export const lower = (title: string): string => `${title.charAt(0).toLowerCase()}${title.slice(1)}`;
