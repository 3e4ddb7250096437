import { AwsError } from '../shared/errors';
import { type Input } from '../shared/input';
import { pageOf } from '../shared/pages';
import { needed } from './metric-input';
import { type MetricStore } from './metric-store';

/** "up to 500 results": https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const PAGE = 500;

export function listMetrics(store: MetricStore, input: Input): object {
  const [namespace, name] = [input.text('Namespace'), input.text('MetricName')];
  const filters = (input.structures('Dimensions') ?? []).map((one) => ({
    name: needed('Dimensions.Name', one.text('Name')),
    value: one.text('Value'),
  }));
  const found = store
    .metrics()
    .filter(
      (metric) =>
        (namespace === undefined || metric.namespace === namespace) &&
        (name === undefined || metric.name === name) &&
        filters.every(
          (filter) =>
            Object.hasOwn(metric.dimensions, filter.name) &&
            (filter.value === undefined || metric.dimensions[filter.name] === filter.value),
        ),
    );
  const wrong = () => new AwsError('InvalidParameterValueException', 'Invalid nextToken');
  const { items, next } = pageOf(found, { size: PAGE, token: input.text('NextToken'), wrong });
  return {
    Metrics: items.map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    NextToken: next,
  };
}
