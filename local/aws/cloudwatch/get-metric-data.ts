import { UserError } from '../../../scripts/user-error';
import { type Input } from '../shared/input';
import { parseExpression } from './expression';
import { evaluate } from './metric-math';
import { invalid, metricOf, needed, periodOf, periodsOf, statisticOf } from './metric-input';
import { type MetricStore, type Series } from './metric-store';

interface Asked {
  readonly id: string;
  readonly label: string;
  readonly returned: boolean;
  readonly series: () => Series;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function getMetricData(store: MetricStore, input: Input): object {
  const queries = needed('MetricDataQueries', input.structures('MetricDataQueries'));
  const periods = new Set(
    queries.flatMap((query) => {
      const stat = query.structure('MetricStat');
      return stat ? [periodOf(stat.number('Period'))] : [];
    }),
  );
  const [period] = periods;
  if (period === undefined || periods.size > 1) {
    throw invalid('MetricDataQueries of other than one period is not served here');
  }
  const starts = periodsOf(input, period);
  const all = new Map<string, Asked>();
  for (const query of queries) {
    const asked = askedBy(store, query, { starts, period, all });
    if (all.has(asked.id))
      throw invalid(`The values for parameter id in MetricDataQueries are not unique: ${asked.id}`);
    all.set(asked.id, asked);
  }
  const scan = input.text('ScanBy') ?? 'TimestampDescending';
  if (scan !== 'TimestampDescending' && scan !== 'TimestampAscending') throw invalid(`ScanBy can't be ${scan}`);
  return {
    MetricDataResults: [...all.values()]
      .filter(({ returned }) => returned)
      .map(({ id, label, series }) => {
        const points = series().flatMap((value, index) =>
          value === undefined ? [] : [{ at: new Date(starts[index] ?? 0), value }],
        );
        if (scan === 'TimestampDescending') points.reverse();
        return {
          Id: id,
          Label: label,
          Timestamps: points.map(({ at }) => at),
          Values: points.map(({ value }) => value),
          StatusCode: 'Complete',
        };
      }),
    Messages: [],
  };
}

interface Range {
  readonly starts: readonly number[];
  readonly period: number;
  readonly all: ReadonlyMap<string, Asked>;
}

function askedBy(store: MetricStore, query: Input, { starts, period, all }: Range): Asked {
  const id = needed('Id', query.text('Id'));
  if (!/^[a-z]\w*$/.test(id)) throw invalid(`The value ${id} for parameter Id is invalid.`);
  const returned = query.boolean('ReturnData') ?? true;
  const [stat, text] = [query.structure('MetricStat'), query.text('Expression')];
  if ((stat === undefined) === (text === undefined)) {
    throw invalid(`The query ${id} must have either MetricStat or Expression.`);
  }
  if (stat) {
    const metric = metricOf(needed('Metric', stat.structure('Metric')));
    const statistic = statisticOf(needed('Stat', stat.text('Stat')));
    return {
      id,
      returned,
      label: query.text('Label') ?? metric.name,
      series: () => store.series(metric, statistic, starts, period),
    };
  }
  const expression = told(() => parseExpression(text ?? ''));
  return {
    id,
    returned,
    label: query.text('Label') ?? id,
    series: () =>
      told(() =>
        evaluate(expression, {
          starts,
          metric(name) {
            const other = all.get(name);
            // One that stands before: CloudWatch refuses a circle too.
            if (!other || name === id) throw invalid(`Invalid metrics list: the id ${name} is not there`);
            return other.series();
          },
        }),
      ),
  };
}

/** What is not computed here is the caller's to hear. */
function told<Value>(compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    throw error instanceof UserError ? invalid(error.message) : error;
  }
}
