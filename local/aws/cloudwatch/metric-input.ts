import { AwsError } from '../shared/errors';
import { type Input } from '../shared/input';
import { type AlarmState } from './alarm-configuration';
import { isStatistic, type MetricId, type Statistic } from './metric-store';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** @throws AwsError for a parameter that is not there */
export function needed<Value>(name: string, value: Value | undefined): Value {
  if (value === undefined)
    throw new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`);
  return value;
}

const dimensionsOf = (input: Input): Record<string, string> =>
  Object.fromEntries(
    (input.structures('Dimensions') ?? []).map((one) => [
      needed('Dimensions.Name', one.text('Name')),
      needed('Dimensions.Value', one.text('Value')),
    ]),
  );

export const metricOf = (input: Input): MetricId => ({
  namespace: needed('Namespace', input.text('Namespace')),
  name: needed('MetricName', input.text('MetricName')),
  dimensions: dimensionsOf(input),
});

/** @throws AwsError for one that no alarm can be in */
export function stateOf(value: string): AlarmState {
  if (!isState(value)) throw invalid(`StateValue can't be ${value}`);
  return value;
}

const isState = (value: string): value is AlarmState => ['OK', 'ALARM', 'INSUFFICIENT_DATA'].includes(value);

/** @throws AwsError for one that CloudWatch has, and nobody computes here */
export function statisticOf(name: string): Statistic {
  if (!isStatistic(name)) throw invalid(`The statistic ${name} is not served here`);
  return name;
}

/** "1, 5, 10, 20, 30, 60, or any multiple of 60" */
export function periodOf(value: number | undefined): number {
  const period = needed('Period', value);
  if (![1, 5, 10, 20, 30].includes(period) && !(period > 0 && period % 60 === 0)) {
    throw invalid(
      `The value ${period} for parameter Period is invalid: it must be 1, 5, 10, 20, 30 or a multiple of 60.`,
    );
  }
  return period;
}

/**
 * Starts of the periods of a time range: the first is the range's start, "rounded down to the nearest whole minute", or to
 * the period where that is shorter; the end is exclusive.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
export function periodsOf(input: Input, period: number): number[] {
  const [from, to] = [needed('StartTime', input.time('StartTime')), needed('EndTime', input.time('EndTime'))];
  if (from.getTime() === to.getTime()) throw invalid('The parameter StartTime must not equal parameter EndTime.');
  if (from > to) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const grain = Math.min(period, 60) * 1000;
  const first = Math.floor(from.getTime() / grain) * grain;
  const count = Math.ceil((to.getTime() - first) / (period * 1000));
  if (count > MOST_PERIODS) throw new AwsError('InvalidParameterCombinationException', tooMany(count));
  return Array.from({ length: count }, (_, index) => first + index * period * 1000);
}

/** Of one answer: GetMetricData's datapoints. */
const MOST_PERIODS = 100_800;

export const tooMany = (count: number): string =>
  `You have requested up to ${count.toLocaleString('en')} datapoints, which exceeds the limit of 1,440. You may reduce the ` +
  'datapoints requested by increasing Period, or decreasing the time range.';
