import { AwsError } from '../shared/errors';
import { type Input } from '../shared/input';
import { metricOf, needed, periodOf, periodsOf, tooMany } from './metric-input';
import { isStatistic, type MetricStore, type Statistic } from './metric-store';
import { unitOf } from './units';

const MOST = 1440;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export function getMetricStatistics(store: MetricStore, input: Input): object {
  const metric = metricOf(input);
  const period = periodOf(input.number('Period'));
  const statistics = needed('Statistics', input.texts('Statistics')).map(listedStatistic);
  const starts = periodsOf(input, period);
  if (starts.length > MOST) throw new AwsError('InvalidParameterCombinationException', tooMany(starts.length));
  const series = statistics.map((statistic) => [statistic, store.series(metric, statistic, starts, period)] as const);
  return {
    Label: metric.name,
    Datapoints: starts.flatMap((start, index) => {
      const values = series.flatMap(([statistic, all]) => {
        const value = all[index];
        return value === undefined ? [] : [[statistic, value] as const];
      });
      return values.length === 0
        ? []
        : [{ Timestamp: new Date(start), ...Object.fromEntries(values), Unit: unitOf(metric) }];
    }),
  };
}

/** Recorded: radkawar/stackd (9dc356f) testdata/aws/cloudwatch/metrics.json; AWS's order of the five differs by the year. */
function listedStatistic(name: string, index: number): Statistic {
  if (isStatistic(name)) return name;
  throw new AwsError(
    'InvalidParameterValueException',
    `The parameter Statistics.member.${index + 1}.<list element> must be a value in the set [SampleCount, Average, Sum, Minimum, Maximum].`,
  );
}
