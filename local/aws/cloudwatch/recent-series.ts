import { type AlarmConfiguration } from './alarm-configuration';
import { seriesOf } from './evaluation';
import { type MetricStore } from './metric-store';

/** So many periods, and so many of them after the last value: no more than that passes before it is told. */
const PERIODS = 60;
const AFTER = 10;

export interface RecentPoint {
  /** Among the periods. */
  readonly index: number;
  readonly start: Date;
  readonly value: number;
}

/** What an alarm compared of late: when its periods began, in milliseconds, and those that have a value. None without data. */
export function recentSeries(
  alarm: AlarmConfiguration,
  metrics: MetricStore,
  now: Date,
): { readonly starts: readonly number[]; readonly points: readonly RecentPoint[] } {
  const length = alarm.period * 1000;
  const samples = [...alarm.queries.values()].map((query) => metrics.find(query)?.samples.at(-1)?.at ?? 0);
  const last = Math.max(...samples);
  if (last === 0) return { starts: [], points: [] };
  const end = (Math.floor(Math.min(now.getTime(), last + AFTER * length) / length) + 1) * length;
  const starts = Array.from({ length: PERIODS }, (_, index) => end - (PERIODS - index) * length);
  const points = seriesOf(alarm, metrics, starts).flatMap((value, index): RecentPoint[] =>
    value !== undefined && Number.isFinite(value) ? [{ index, start: new Date(starts[index] ?? 0), value }] : [],
  );
  return { starts, points };
}
